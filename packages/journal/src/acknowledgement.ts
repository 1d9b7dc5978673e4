import { canonicalJson, isId, utf8, type TerminalId, type EpochId } from '@holdover/kernel';
import { z } from 'zod';

/** F3, R1: which life of the server speaks. The higher number wins; equal numbers with other random parts are two servers. */
export const incarnationSchema = z.strictObject({
  number: z.int().min(1),
  random: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Incarnation = z.infer<typeof incarnationSchema>;

/** F3: everything of `epoch` up to and with `upTo` is booked; `headHash` is the hash of that record. */
export const acknowledgementSchema = z.strictObject({
  v: z.literal(1),
  terminalId: z.custom<TerminalId>((value) => isId('terminal', value)),
  epoch: z.custom<EpochId>((value) => isId('epoch', value)),
  upTo: z.int().min(1),
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  incarnation: incarnationSchema,
  /** Over `acknowledgementBytes`; base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{1,200}$/),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** What is signed: a label of its own, so that no other signature of the same key can be passed off as one. */
export function acknowledgementBytes(acknowledgement: Omit<Acknowledgement, 'signature'>): Uint8Array {
  const { v, terminalId, epoch, upTo, headHash, incarnation } = acknowledgement;
  return utf8(
    `holdover journal acknowledgement\n${canonicalJson({ v, terminalId, epoch, upTo, headHash, incarnation })}`,
  );
}
