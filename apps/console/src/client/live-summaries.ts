import type { ServerEvent } from '@holdover/api';
import { keys } from './query-keys.ts';

type Key = readonly (string | undefined)[];

/** What is computed over many things, and may be different after this event. */
export function summariesOf(event: ServerEvent): readonly Key[] {
  switch (event.name) {
    case 'device.link':
      return [keys.overview, keys.outages, keys.rollout, keys.explanations(event.data.id)];
    case 'rollout.progress':
      return [keys.overview, keys.devices, keys.explanations()];
    case 'session.opened':
      // Online, nobody's first offline login; there it caches who logged in (B4).
      return event.data.mode === 'offline' ? [keys.overview] : [keys.explanations(event.data.deviceId)];
    case 'activity.recorded':
      return event.data.mode === 'offline' ? [keys.overview] : [];
    case 'alert.raised':
    case 'alert.cleared':
      return [keys.overview, keys.alerts, keys.devices];
    case 'review.changed':
      return [keys.overview];
    case 'resource.changed':
      return [keys.overview, keys.explanations()];
    case 'import.progress':
      return event.data.state === 'running' || event.data.dryRun ? [] : [keys.overview, keys.explanations()];
    case 'session.ended':
    case 'import.logged':
    case 'job.changed':
    case 'resync':
      return [];
  }
}
