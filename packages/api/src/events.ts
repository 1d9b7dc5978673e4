import * as z from 'zod';
import { alert } from './alerts.ts';
import { device, rollout } from './devices.ts';
import { importLogLine, userImport } from './imports.ts';
import { job } from './jobs.ts';
import { reviewItem } from './review.ts';
import { activity, userSession } from './sessions.ts';
import { route } from './route.ts';

/** What the audit log names as changed: `{kind: 'user', id: …}`; without id one of the settings, or many at once. */
export const resourceChange = z.strictObject({ kind: z.string(), id: z.string().nullable() });
export type ResourceChange = z.infer<typeof resourceChange>;

/** Named events of GET /events; the data of each is the REST form of the thing. */
export const serverEvents = {
  'device.link': device,
  /** Of more than 200 terminals the first 200 that have not applied the settings; all are counted. */
  'rollout.progress': rollout,
  'session.opened': userSession,
  'session.ended': userSession,
  'activity.recorded': activity,
  'import.progress': userImport,
  'import.logged': importLogLine,
  'job.changed': job,
  'alert.raised': alert,
  'alert.cleared': alert,
  /** An item of the review was raised or decided. */
  'review.changed': reviewItem,
  /** Something an administrator or a source changed: whoever shows it, or a list it belongs to, asks again. */
  'resource.changed': resourceChange,
  resync: z.strictObject({}),
} as const;
export type ServerEventName = keyof typeof serverEvents;
export type ServerEvent = {
  [N in ServerEventName]: { name: N; data: z.infer<(typeof serverEvents)[N]> };
}[ServerEventName];

export const events = route('events', 'GET /events', {
  summary: 'Server-Sent Events; Last-Event-ID resumes over ten minutes, otherwise `resync`',
  right: 'signed-in',
  produces: 'text/event-stream',
  answer: z.string(),
});
