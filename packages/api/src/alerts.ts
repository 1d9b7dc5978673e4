import * as z from 'zod';
import { idField, idParams, listQuery, pageOf, timeField } from './fields.ts';
import { route } from './route.ts';

/**
 * What an administrator should hear of without asking:
 * `device-offline-alone` a device is away while its neighbours are not: a pulled cable must not be free paper (F5) ·
 * `identity-forked` two machines act as one terminal; it is suspended (F3) · `key-cloned` a key was used that its terminal has put
 * away: somebody has a copy, and the terminal is suspended · `journal-filling` 80 % of what a terminal can hold waits
 * for the server (F6) · `server-restored` a terminal knows more of this server than it does itself (R1) ·
 * `clock-step` a terminal's time was wrong by more than five minutes · `pin-walking` PINs are being tried from a terminal (D3) ·
 * `unexplained-pages` a device counted pages that no record explains: it takes jobs from elsewhere (F7) ·
 * `printer-certificate-changed` a device shows another certificate than the approved one: nothing is printed there ·
 * `scan-not-sent` the mail server refuses a scan, which is given up after a day, or could not be used for a week.
 */
export const alertKindField = z.enum([
  'device-offline-alone',
  'identity-forked',
  'key-cloned',
  'journal-filling',
  'server-restored',
  'clock-step',
  'pin-walking',
  'unexplained-pages',
  'printer-certificate-changed',
  'scan-not-sent',
]);
export type AlertKind = z.infer<typeof alertKindField>;

export const alert = z.strictObject({
  id: idField('alert'),
  kind: alertKindField,
  deviceId: idField('device').nullable(),
  deviceName: z.string().nullable(),
  terminalId: idField('terminal').nullable(),
  detail: z.string(),
  raisedAt: timeField,
  /** Null while it stands. */
  clearedAt: timeField.nullable(),
});
export type Alert = z.infer<typeof alert>;

export const listAlerts = route('listAlerts', 'GET /alerts', {
  summary: 'Alerts, newest first; those that stand unless told otherwise',
  right: 'devices:read',
  query: listQuery.extend({
    state: z.enum(['standing', 'cleared', 'all']).default('standing'),
    kind: alertKindField.optional(),
    deviceId: idField('device').optional(),
  }),
  answer: pageOf(alert),
});

/** For what is no state that ends by itself. */
export const dismissAlert = route('dismissAlert', 'POST /alerts/{id}/dismiss', {
  summary: 'Somebody has seen to it: the alert stands no longer',
  right: 'devices:write',
  params: idParams('alert'),
  answer: alert,
});
