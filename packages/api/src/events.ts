import * as z from 'zod';
import { alert } from './alerts.ts';
import { device, rollout } from './devices.ts';
import { importLogLine, userImport } from './imports.ts';
import { job } from './jobs.ts';
import { activity, userSession } from './sessions.ts';
import { route } from './route.ts';

/** Named events of GET /events; the data of each is the REST form of the thing. */
export const serverEvents = {
  'device.link': device,
  'rollout.progress': rollout,
  'session.opened': userSession,
  'session.ended': userSession,
  'activity.recorded': activity,
  'import.progress': userImport,
  'import.logged': importLogLine,
  'job.changed': job,
  'alert.raised': alert,
  'alert.cleared': alert,
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
