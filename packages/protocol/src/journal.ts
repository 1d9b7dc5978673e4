import * as z from 'zod';
import { bytesField, idField, incarnationField } from './fields.ts';

/** Twice the longest record: room for a text that is none, and is handed in for review all the same (F3). Longer ones are cut. */
export const LONGEST_UPLOADED_TEXT = 16_384;

/** The most records of one batch. */
export const JOURNAL_BATCH = 500;

/** Signed over the canonical JSON of the members but `signature` (F3). */
export const journalAcknowledgement = z.strictObject({
  terminalId: idField('terminal'),
  epoch: idField('epoch'),
  /** Everything of the epoch up to this sequence is booked, or kept for review. */
  upTo: z.int().min(0),
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  incarnation: incarnationField,
  signature: bytesField({ min: 32, max: 128 }),
});
export type JournalAcknowledgement = z.infer<typeof journalAcknowledgement>;

/** POST journal: records in order, each the exact text that was hashed (packages/journal reads it). */
export const journalBatch = z.strictObject({
  records: z.array(z.string().max(LONGEST_UPLOADED_TEXT)).min(1).max(JOURNAL_BATCH),
  /** R1: the newest acknowledgement this terminal was given; a server restored from a backup does not know it. */
  acknowledged: journalAcknowledgement.optional(),
});
export type JournalBatch = z.infer<typeof journalBatch>;

/** A text that is no record, kept for review as it came (F3). Signed as an acknowledgement is. */
export const keptText = z.strictObject({
  terminalId: idField('terminal'),
  /** Hex SHA-256 of the text as it was sent. */
  keptHash: z.string().regex(/^[0-9a-f]{64}$/),
  incarnation: incarnationField,
  signature: bytesField({ min: 32, max: 128 }),
});
export type KeptText = z.infer<typeof keptText>;

/** One acknowledgement for each epoch the batch touched, in the batch's order, and one for each text that is no record. */
export const journalAnswer = z.strictObject({
  acknowledgements: z.array(journalAcknowledgement).max(JOURNAL_BATCH),
  kept: z.array(keptText).max(JOURNAL_BATCH),
});
export type JournalAnswer = z.infer<typeof journalAnswer>;
