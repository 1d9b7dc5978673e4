import { fromUtf8, type EpochId, type TerminalId } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { acknowledgementBytes, acknowledgementSchema } from './acknowledgement.ts';

const acknowledgement = {
  v: 1 as const,
  terminalId: 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId,
  epoch: `epo_${'0'.repeat(32)}` as EpochId,
  upTo: 7,
  headHash: 'a'.repeat(64),
  incarnation: { number: 1, random: 'b'.repeat(32) },
};

test('[F3g] what is signed changes with every member', () => {
  const text = fromUtf8(acknowledgementBytes(acknowledgement));
  expect(text.startsWith('holdover journal acknowledgement\n')).toBe(true);
  const others = [
    { terminalId: 'trm_0198c1d2-0000-7000-8000-000000000002' as TerminalId },
    { epoch: `epo_${'1'.repeat(32)}` as EpochId },
    { upTo: 8 },
    { headHash: 'c'.repeat(64) },
    { incarnation: { number: 2, random: 'b'.repeat(32) } },
    { incarnation: { number: 1, random: 'c'.repeat(32) } },
  ].map((part) => fromUtf8(acknowledgementBytes({ ...acknowledgement, ...part })));
  expect(new Set([text, ...others]).size).toBe(7);
});

test('[F3g] it is read strictly', () => {
  const whole = { ...acknowledgement, signature: 'AAAA' };
  expect(acknowledgementSchema.parse(whole)).toEqual(whole);
  expect(acknowledgementSchema.safeParse({ ...whole, more: 1 }).success).toBe(false);
  expect(acknowledgementSchema.safeParse(acknowledgement).success).toBe(false);
});
