import * as z from 'zod';
import { idField, idParams, listQuery, nameField, pageOf, textField, timeField } from './fields.ts';
import { route } from './route.ts';

/** The last part of its uri, unique: `ipps://host:8631/ipp/print/<path>`. */
export const queuePathField = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/);

/** `pull` waits for its owner at any of its devices · `direct` prints at its device without anybody there (G1). */
export const queueKindField = z.enum(['pull', 'direct']);

/** G2: who owns a job. `user-name`: what the client claims, where nobody has to sign in. */
export const ownerFromField = z.enum(['authenticated', 'user-name']);

export const queue = z.strictObject({
  id: idField('queue'),
  path: queuePathField,
  name: nameField,
  location: z.string(),
  kind: queueKindField,
  ownerFrom: ownerFromField,
  /** Of a pull queue: where its jobs can be released; empty means everywhere. */
  deviceGroups: z.array(idField('deviceGroup')),
  /** Of a direct queue. */
  deviceId: idField('device').nullable(),
  /** False: new jobs are refused; those that wait stay. */
  acceptingJobs: z.boolean(),
  /** As clients elsewhere reach it. */
  uri: z.string(),
  /** What it advertises: the formats all its devices take (G7). */
  formats: z.array(z.string()),
  color: z.boolean(),
  waitingJobs: z.int(),
  createdAt: timeField,
});
export type Queue = z.infer<typeof queue>;

const writable = {
  path: queuePathField,
  name: nameField,
  location: textField({ max: 127 }),
  ownerFrom: ownerFromField,
  deviceGroups: z.array(idField('deviceGroup')).max(1_000),
  deviceId: idField('device').nullable(),
  acceptingJobs: z.boolean(),
};

export const newQueue = z.strictObject({
  ...writable,
  kind: queueKindField,
  location: writable.location.default(''),
  ownerFrom: ownerFromField.default('authenticated'),
  deviceGroups: writable.deviceGroups.default([]),
  deviceId: writable.deviceId.default(null),
  acceptingJobs: z.boolean().default(true),
});
export type NewQueue = z.infer<typeof newQueue>;

export const queuePatch = z.strictObject({
  path: writable.path.optional(),
  name: writable.name.optional(),
  location: writable.location.optional(),
  ownerFrom: writable.ownerFrom.optional(),
  deviceGroups: writable.deviceGroups.optional(),
  deviceId: writable.deviceId.optional(),
  acceptingJobs: writable.acceptingJobs.optional(),
});

export const listQueues = route('listQueues', 'GET /queues', {
  summary: 'Server queues',
  right: 'devices:read',
  query: listQuery,
  answer: pageOf(queue),
});
export const createQueue = route('createQueue', 'POST /queues', {
  summary: 'Add a server queue',
  right: 'devices:write',
  status: 201,
  body: newQueue,
  answer: queue,
});
export const getQueue = route('getQueue', 'GET /queues/{id}', {
  summary: 'One server queue',
  right: 'devices:read',
  params: idParams('queue'),
  answer: queue,
});
export const patchQueue = route('patchQueue', 'PATCH /queues/{id}', {
  summary: 'Change a server queue; what kind it is stays',
  right: 'devices:write',
  params: idParams('queue'),
  body: queuePatch,
  answer: queue,
});
export const deleteQueue = route('deleteQueue', 'DELETE /queues/{id}', {
  summary: 'Delete a server queue that holds no jobs',
  right: 'devices:write',
  params: idParams('queue'),
  answer: null,
});
