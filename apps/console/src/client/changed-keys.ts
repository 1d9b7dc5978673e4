import type { ResourceChange } from '@holdover/api';
import { keys } from './query-keys.ts';

type Key = readonly string[];

/** One of a kind, or all of them. */
const oneOf =
  (kind: 'user' | 'device') =>
  (id: string | null): Key =>
    id === null ? [kind] : [kind, id];
const user = oneOf('user');
const device = oneOf('device');

/** Settings are one kind in the audit log, whatever they are about. */
const SETTINGS: readonly Key[] = [
  keys.offlineLogin,
  keys.authentication,
  keys.pinRisk,
  keys.journalSettings,
  keys.linkSettings,
  keys.logging,
  keys.mail,
  keys.organisation,
  keys.spooling,
  keys.me,
];

/** What shows things of a kind, by what audit entries call it. */
const SHOWN_BY: Readonly<Record<string, (id: string | null) => readonly Key[]>> = {
  user: (id) => [keys.users, user(id), keys.groups],
  group: () => [keys.groups, keys.users, user(null)],
  // A credential is named by its own id, and its user is not.
  pin: () => [user(null), keys.users, keys.pinRisk],
  card: () => [user(null), keys.users],
  import: () => [keys.imports, keys.users, keys.groups],
  'user-source': () => [keys.userSources, keys.users],
  device: (id) => [keys.devices, device(id), keys.deviceGroups, user(null)],
  'device-group': () => [keys.deviceGroups, keys.devices, device(null)],
  terminal: () => [keys.devices, device(null), keys.rollout, keys.authority],
  fleet: () => [keys.devices, device(null), keys.rollout],
  profile: () => [keys.profiles, keys.devices, device(null)],
  queue: () => [keys.queues, keys.jobs],
  job: () => [keys.jobs, keys.queues],
  // `review.changed` and `alert.cleared` bring these.
  'review-item': () => [],
  alert: () => [],
  administrator: () => [keys.administrators, keys.consoleSessions, keys.me],
  'api-token': () => [keys.apiTokens],
  'console-session': () => [keys.consoleSessions, keys.administrators],
  settings: () => SETTINGS,
  authority: () => [keys.authority, keys.system],
  server: () => [keys.system],
};

/** What is to be asked anew once this changed: at least the audit log. */
export function keysChangedBy({ kind, id }: ResourceChange): readonly Key[] {
  const shown = Object.hasOwn(SHOWN_BY, kind) ? (SHOWN_BY[kind]?.(id) ?? []) : [];
  return [...shown, keys.audit];
}
