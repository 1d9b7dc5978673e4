import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createFuzz } from '../testing/fuzz.ts';
import { decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';

const CORPUS = new URL('../../corpus/', import.meta.url);
const names = readdirSync(CORPUS).filter((name) => name.endsWith('.ipp'));
const messages = names.map((name) => new Uint8Array(readFileSync(new URL(name, CORPUS))));

const SEED = 0x1bb;
const INPUTS = 20_000;

describe('messages of other programs', () => {
  test.each(names)('%s is read strictly and written as it came', (name) => {
    const bytes = messages[names.indexOf(name)] ?? new Uint8Array();
    const { message, rest } = decodeMessage(bytes);
    expect(encodeMessage(message)).toEqual(bytes.subarray(0, bytes.length - rest.length));
  });
});

test(`${INPUTS} mutated messages (seed ${SEED}) are read or refused, and no two ways of reading contradict`, async () => {
  // Most inputs end in a fault; their traces would be most of the time.
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const fuzz = createFuzz(SEED, messages);
  let read = 0;
  for (let index = 0; index < INPUTS; index++) {
    if ((await fuzz.judge(fuzz.input(index), index)) === 'read') read += 1;
  }
  Error.stackTraceLimit = traces;
  expect(read).toBeGreaterThan(INPUTS / 100);
  expect(read).toBeLessThan(INPUTS);
}, 30_000);

test('an input is the same for the same seed and number, and another for others', () => {
  const [fuzz, again, other] = [createFuzz(1, messages), createFuzz(1, messages), createFuzz(2, messages)];
  const inputs = (from: typeof fuzz): string[] => [0, 1, 99].map((index) => from.input(index).join());
  expect(inputs(again)).toEqual(inputs(fuzz));
  expect(new Set([...inputs(fuzz), ...inputs(other)]).size).toBe(6);
});
