import * as z from 'zod';
import { idField, idParams, listQuery, pageOf, timeField, timeRange } from './fields.ts';
import { route } from './route.ts';

/**
 * `incoming` its document is on its way · `held` it waits: for its owner, or on a direct queue because it was held · `waiting` for
 * its device (direct print) · `printing` a terminal has it · the others are over.
 */
export const jobStateField = z.enum([
  'incoming',
  'held',
  'waiting',
  'printing',
  'completed',
  'cancelled',
  'failed',
  'expired',
]);
export type JobStateName = z.infer<typeof jobStateField>;

export const job = z.strictObject({
  id: idField('job'),
  name: z.string(),
  /** Null while nobody of that name is known (G2), or once deleted. */
  userId: idField('user').nullable(),
  /** As the client gave it. */
  ownerName: z.string(),
  /** `server` in one of its queues · `device` in the spool of a terminal, as that last told. */
  waitsAt: z.enum(['server', 'device']),
  queueId: idField('queue').nullable(),
  queueName: z.string().nullable(),
  /** Where it waits, prints or was printed. */
  deviceId: idField('device').nullable(),
  deviceName: z.string().nullable(),
  state: jobStateField,
  format: z.string().nullable(),
  bytes: z.int(),
  /** Of one copy; null where the document does not tell. */
  pages: z.int().nullable(),
  copies: z.int(),
  color: z.boolean().nullable(),
  sides: z.enum(['one-sided', 'two-sided-long-edge', 'two-sided-short-edge']),
  /** RFC 8011 `job-priority`: 1 to 100. */
  priority: z.int(),
  /** Out so far. */
  impressions: z.int(),
  createdAt: timeField,
  endedAt: timeField.nullable(),
  /** When it is removed unprinted; null for one in print, one at a device, or one that is over. */
  expiresAt: timeField.nullable(),
  /** Whether its document is still here, to be printed again. */
  reprintable: z.boolean(),
});
export type Job = z.infer<typeof job>;

export const listJobs = route('listJobs', 'GET /jobs', {
  summary: 'Print jobs on the server and in the spools of devices, newest first',
  right: 'accounting:read',
  query: listQuery.extend({
    userId: idField('user').optional(),
    queueId: idField('queue').optional(),
    deviceId: idField('device').optional(),
    waitsAt: z.enum(['server', 'device']).optional(),
    state: jobStateField.optional(),
    /** Those not over, or those over. */
    over: z.enum(['true', 'false']).optional(),
    /** By the time they came. */
    ...timeRange,
  }),
  answer: pageOf(job),
});
export const getJob = route('getJob', 'GET /jobs/{id}', {
  summary: 'One print job',
  right: 'accounting:read',
  params: idParams('job'),
  answer: job,
});
export const patchJob = route('patchJob', 'PATCH /jobs/{id}', {
  summary: 'Change the priority of a waiting job on the server, hold it, or let it go on (direct queues)',
  right: 'devices:write',
  params: idParams('job'),
  body: z.strictObject({ priority: z.int().min(1).max(100).optional(), held: z.boolean().optional() }),
  answer: job,
});
export const releaseJob = route('releaseJob', 'POST /jobs/{id}/release', {
  summary: 'Print a held or kept job of the server at a device now',
  right: 'devices:write',
  status: 202,
  params: idParams('job'),
  body: z.strictObject({ deviceId: idField('device') }),
  answer: job,
});
export const cancelJob = route('cancelJob', 'POST /jobs/{id}/cancel', {
  summary: 'Cancel a job of the server, waiting or in print',
  right: 'devices:write',
  status: 202,
  params: idParams('job'),
  answer: job,
});
export const deleteJob = route('deleteJob', 'DELETE /jobs/{id}', {
  summary: 'Remove a job of the server that is not in print, with its document',
  right: 'devices:write',
  params: idParams('job'),
  answer: null,
});

/** G3. */
export const SPOOLING_LIMITS = {
  retentionHours: { min: 1, max: 8_760, default: 24 },
  keepForReprintHours: { min: 0, max: 8_760, default: 0 },
  /** Megabytes of 10^6 bytes. */
  maxJobMegabytes: { min: 1, max: 100_000, default: 2_000 },
  maxSpoolMegabytes: { min: 10, max: 10_000_000, default: 100_000 },
  maxJobs: { min: 10, max: 1_000_000, default: 100_000 },
} as const;

const bounded = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

export const spoolingSettings = z.strictObject({
  /** How long a held job waits, on the server and on devices. */
  retentionHours: bounded(SPOOLING_LIMITS.retentionHours),
  /** How long a printed job of the server can be printed again; 0: it is deleted after printing. */
  keepForReprintHours: bounded(SPOOLING_LIMITS.keepForReprintHours),
  maxJobMegabytes: bounded(SPOOLING_LIMITS.maxJobMegabytes),
  maxSpoolMegabytes: bounded(SPOOLING_LIMITS.maxSpoolMegabytes),
  maxJobs: bounded(SPOOLING_LIMITS.maxJobs),
});
export type SpoolingSettings = z.infer<typeof spoolingSettings>;
export const DEFAULT_SPOOLING: SpoolingSettings = {
  retentionHours: SPOOLING_LIMITS.retentionHours.default,
  keepForReprintHours: SPOOLING_LIMITS.keepForReprintHours.default,
  maxJobMegabytes: SPOOLING_LIMITS.maxJobMegabytes.default,
  maxSpoolMegabytes: SPOOLING_LIMITS.maxSpoolMegabytes.default,
  maxJobs: SPOOLING_LIMITS.maxJobs.default,
};

export const getSpooling = route('getSpooling', 'GET /settings/spooling', {
  summary: 'How long jobs wait, and how much the server holds',
  right: 'settings:read',
  answer: spoolingSettings,
});
export const putSpooling = route('putSpooling', 'PUT /settings/spooling', {
  summary: 'Save how long jobs wait, and how much the server holds',
  right: 'settings:write',
  body: spoolingSettings,
  answer: spoolingSettings,
});
