import * as z from 'zod';
import { idField, listQuery, pageOf, timeField, timeRange } from './fields.ts';
import { route } from './route.ts';

export const sessionModeField = z.enum(['online', 'offline']);

/** From login to logout at a device, with the original times (F5). */
export const userSession = z.strictObject({
  id: idField('session'),
  userId: idField('user'),
  /** Null once the user is deleted. */
  userName: z.string().nullable(),
  deviceId: idField('device'),
  deviceName: z.string().nullable(),
  mode: sessionModeField,
  method: z.enum(['pin', 'card', 'card+pin', 'password']),
  startedAt: timeField,
  endedAt: timeField.nullable(),
  endReason: z.string().nullable(),
  activities: z.int(),
  /** Printed pages of activities that are not discarded; what was scanned is on no paper. */
  impressions: z.int(),
  /** By a decision in review: shown, and in no sum (F3). */
  discarded: z.boolean(),
});
export type UserSession = z.infer<typeof userSession>;

export const activity = z.strictObject({
  id: idField('activity'),
  /** Null for what was printed without anybody at the device. */
  sessionId: idField('session').nullable(),
  /** Null for pages that no record explains. */
  userId: idField('user').nullable(),
  userName: z.string().nullable(),
  /** F7: the device counted these pages, and no record explains them. */
  unauthenticated: z.boolean(),
  deviceId: idField('device'),
  deviceName: z.string().nullable(),
  kind: z.enum(['print', 'copy', 'scan', 'walk-up']),
  mode: sessionModeField,
  /** Null means No Project (F5). */
  project: z.null(),
  startedAt: timeField,
  endedAt: timeField.nullable(),
  outcome: z.enum(['running', 'completed', 'cancelled', 'failed', 'unknown']),
  impressions: z.int(),
  sheets: z.int(),
  color: z.boolean(),
  copies: z.int(),
  /** Where the count came from (G4). */
  source: z.enum(['job', 'device', 'estimate', 'none']).nullable(),
  /** By a decision in review, about it or its session: shown, and in no sum (F3). */
  discarded: z.boolean(),
});
export type Activity = z.infer<typeof activity>;

const filters = {
  userId: idField('user').optional(),
  deviceId: idField('device').optional(),
  mode: sessionModeField.optional(),
  /** By the time of the beginning, as it was at the device. */
  ...timeRange,
};

export const listSessions = route('listSessions', 'GET /sessions', {
  summary: 'User sessions, newest first',
  right: 'accounting:read',
  query: listQuery.extend({ ...filters, sessionId: idField('session').optional() }),
  answer: pageOf(userSession),
});
export const listActivities = route('listActivities', 'GET /activities', {
  summary: 'Prints, copies and scans, newest first',
  right: 'accounting:read',
  query: listQuery.extend({
    ...filters,
    sessionId: idField('session').optional(),
    activityId: idField('activity').optional(),
    unauthenticated: z.enum(['true', 'false']).optional(),
  }),
  answer: pageOf(activity),
});
