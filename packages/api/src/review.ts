import * as z from 'zod';
import { idField, idParams, listQuery, pageOf, textField, timeField } from './fields.ts';
import { route } from './route.ts';

/**
 * Why somebody should look (F3, F4, F5):
 * `gap` a record before this one is missing, or an end has no beginning · `changed-record` another text than the one booked, or it
 * does not fit the record before it · `fork` two continuations of one record · `rollback` the terminal lacks what the server has ·
 * `unreadable` no record of this terminal · `unknown-outcome` nobody counted · `user-not-entitled` the user or the credential had
 * ended by the session's own time · `server-restored` the terminal was told of records that this server does not have ·
 * `fewer-counted` a device counted fewer pages than its records say (F7).
 */
export const reviewKindField = z.enum([
  'gap',
  'changed-record',
  'fork',
  'rollback',
  'unreadable',
  'unknown-outcome',
  'user-not-entitled',
  'server-restored',
  'fewer-counted',
]);
export type ReviewKind = z.infer<typeof reviewKindField>;

export const reviewDecision = z.strictObject({
  decision: z.enum(['book', 'discard']),
  note: z.string(),
  /** Null: by itself, since what was missing came. */
  decidedBy: z.string().nullable(),
  decidedAt: timeField,
});

/** What conflicts, shown until somebody decides. Nothing of it is ever dropped. */
export const reviewItem = z.strictObject({
  id: idField('reviewItem'),
  kind: reviewKindField,
  terminalId: idField('terminal'),
  deviceId: idField('device'),
  deviceName: z.string().nullable(),
  /** Where the record stands, if it is one. */
  epoch: idField('epoch').nullable(),
  sequence: z.int().nullable(),
  /** As it came, letter for letter; null where it is about no one record. */
  text: z.string().nullable(),
  /** What the text says; null where it cannot be read. */
  record: z.record(z.string(), z.json()).nullable(),
  /** The terminal's own time; null where it cannot be read. */
  recordedAt: timeField.nullable(),
  sessionId: idField('session').nullable(),
  activityId: idField('activity').nullable(),
  /** Whether what it says is in the books now. */
  booked: z.boolean(),
  detail: z.string(),
  raisedAt: timeField,
  /** Null while it waits. */
  decision: reviewDecision.nullable(),
});
export type ReviewItem = z.infer<typeof reviewItem>;

export const listReview = route('listReview', 'GET /review', {
  summary: 'What conflicts and waits for a decision, newest first',
  right: 'accounting:read',
  query: listQuery.extend({
    state: z.enum(['open', 'decided', 'all']).default('open'),
    kind: reviewKindField.optional(),
    deviceId: idField('device').optional(),
  }),
  answer: pageOf(reviewItem),
});
export const countOpenReview = route('countOpenReview', 'GET /review/open', {
  summary: 'How much waits for a decision',
  right: 'accounting:read',
  answer: z.strictObject({
    count: z.int(),
    /** Kinds of which something waits. */
    kinds: z.array(z.strictObject({ kind: reviewKindField, count: z.int() })),
  }),
});
export const getReview = route('getReview', 'GET /review/{id}', {
  summary: 'One item of the review',
  right: 'accounting:read',
  params: idParams('reviewItem'),
  answer: reviewItem,
});

/** `book` what it says counts · `discard` it does not. Either way the record stays as it came. */
export const decideReview = route('decideReview', 'POST /review/{id}/decision', {
  summary: 'Decide an item of the review, once',
  right: 'accounting:write',
  params: idParams('reviewItem'),
  body: z.strictObject({
    decision: z.enum(['book', 'discard']),
    note: textField({ max: 1_000 }).default(''),
    /** With `book`, for an activity: how many pages count. Without: as many as the record says. */
    impressions: z.int().min(0).max(1_000_000_000).optional(),
  }),
  answer: reviewItem,
});
