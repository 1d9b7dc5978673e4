import type { ResourceChange, Right, ServerEvent, ServerEventName } from '@holdover/api';
import type { Actor } from '../actor.ts';
import { allows } from '../features/administrators/administrator.ts';

/** What a reader must be allowed to see, as of the lists that hold the same. */
const RIGHT_OF: Readonly<Record<ServerEventName, Right>> = {
  'device.link': 'devices:read',
  'rollout.progress': 'devices:read',
  'session.opened': 'accounting:read',
  'session.ended': 'accounting:read',
  'activity.recorded': 'accounting:read',
  'import.progress': 'users:read',
  'import.logged': 'users:read',
  'job.changed': 'accounting:read',
  'alert.raised': 'devices:read',
  'alert.cleared': 'devices:read',
  'review.changed': 'accounting:read',
  'resource.changed': 'signed-in',
  resync: 'signed-in',
};

/** Of what audit entries name; that it changed is for those who may read it. */
const RIGHT_OF_KIND: Readonly<Record<string, Right>> = {
  user: 'users:read',
  group: 'users:read',
  pin: 'users:read',
  card: 'users:read',
  import: 'users:read',
  'user-source': 'users:read',
  device: 'devices:read',
  'device-group': 'devices:read',
  terminal: 'devices:read',
  fleet: 'devices:read',
  queue: 'devices:read',
  profile: 'devices:read',
  alert: 'devices:read',
  job: 'accounting:read',
  'review-item': 'accounting:read',
  authority: 'settings:read',
  settings: 'settings:read',
  administrator: 'administrators:read',
  'api-token': 'administrators:read',
  'console-session': 'administrators:read',
};

export function mayHear(reader: Actor, event: ServerEvent): boolean {
  if (!allows(reader, RIGHT_OF[event.name])) return false;
  return event.name !== 'resource.changed' || mayHearOf(reader, event.data);
}

/** Who reads the audit log sees every change there; one's own account is everybody's own. */
function mayHearOf(reader: Actor, { kind, id }: ResourceChange): boolean {
  const right = RIGHT_OF_KIND[kind];
  return (
    (right !== undefined && allows(reader, right)) ||
    (kind === 'administrator' && id !== null && id === reader.id) ||
    allows(reader, 'audit:read')
  );
}
