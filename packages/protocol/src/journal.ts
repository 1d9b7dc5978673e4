import * as z from 'zod';
import { bytesField, idField, incarnationField } from './fields.ts';

/** POST journal: records in order, each the exact text that was hashed (packages/journal reads it). */
export const journalBatch = z.strictObject({
  records: z.array(z.string().min(2).max(8_192)).min(1).max(500),
});
export type JournalBatch = z.infer<typeof journalBatch>;

/** Signed over the canonical JSON of the members but `signature` (F3). */
export const journalAcknowledgement = z.strictObject({
  terminalId: idField('terminal'),
  epoch: idField('epoch'),
  /** Highest sequence booked; everything up to it is. */
  upTo: z.int().min(0),
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  incarnation: incarnationField,
  signature: bytesField({ min: 32, max: 128 }),
});
export type JournalAcknowledgement = z.infer<typeof journalAcknowledgement>;

/** One acknowledgement for each epoch the batch touched, in the batch's order. */
export const journalAnswer = z.strictObject({ acknowledgements: z.array(journalAcknowledgement).min(1).max(500) });
export type JournalAnswer = z.infer<typeof journalAnswer>;
