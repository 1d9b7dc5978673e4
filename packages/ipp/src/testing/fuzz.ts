import { Fault } from '@holdover/kernel';
import { createDecoder, decodeMessage } from '../codec/decoder.ts';
import { encodeMessage } from '../codec/encode.ts';
import { REQUEST_LIMITS, RESPONSE_LIMITS } from '../codec/limits.ts';
import type { Message } from '../codec/message.ts';
import { IppFault } from '../ipp-fault.ts';
import { checkSyntax } from '../registry/check-syntax.ts';
import { answerFault, createFuzzPrinter } from './fuzz-printer.ts';
import { mutate } from './mutate.ts';
import { createRandom, pick, type Random } from './random.ts';
import { randomMessage } from './random-message.ts';
import { RFC_EXAMPLES } from './rfc-examples.ts';

export interface Fuzz {
  /** The input of this number: the same for the same seed and corpus. */
  input(index: number): Uint8Array;
  /**
   * Decodes it strictly, leniently and in parts, and has a printer answer what is read. Throws or rejects for whatever must
   * not happen: an error other than IppFault, results that contradict each other, an answer that is none. A promise only
   * where something was read.
   */
  judge(input: Uint8Array, index: number): Verdict | Promise<Verdict>;
}

export type Verdict = 'read' | 'refused';

/** `messages` of other programs; the examples of the RFC and generated requests are added. */
export function createFuzz(seed: number, messages: readonly Uint8Array[]): Fuzz {
  const generated = Array.from({ length: GENERATED }, (_, index) => randomMessage(createRandom(seed, -1 - index)));
  const written = [...RFC_EXAMPLES.map(({ octets }) => octets), ...messages];
  return {
    input(index) {
      const random = createRandom(seed, index);
      // With one change much is still a request, and its like was not there before.
      if (random(8) === 0) return mutate(randomMessage(random), random, { changes: 1, others: written });
      const others = random(2) === 0 ? written : generated;
      return mutate(pick(others, random), random, { changes: 1 + random(6), others });
    },
    judge: (input, index) => judge(input, createRandom(~seed, index)),
  };
}

const GENERATED = 1000;

function judge(input: Uint8Array, random: Random): Verdict | Promise<Verdict> {
  const strict = unlessRefused(() => decodeMessage(input));
  const lenient = unlessRefused(() => decodeMessage(input, { limits: RESPONSE_LIMITS, reading: 'lenient' }));
  if (random(4) === 0) checkParts(input, strict?.message, random);
  if (strict === undefined) return 'refused';
  const { message, rest } = strict;
  const octets = encodeMessage(message);
  if (lenient === undefined || !same(encodeMessage(lenient.message), octets))
    throw broken('a lenient reader reads less');
  // An out-of-band value may come with octets, which mean nothing and are not kept: then it is shorter.
  if (octets.length + rest.length > input.length) throw broken('what was read is longer than what came');
  if (!same(encodeMessage(decodeMessage(octets).message), octets)) throw broken('what is written reads otherwise');
  for (const group of message.groups) for (const attribute of group.attributes) checkSyntax(attribute, group.tag);
  return answered(message, rest);
}

async function answered(request: Message, rest: Uint8Array): Promise<Verdict> {
  const fault = await answerFault(createFuzzPrinter(), request, rest);
  if (fault !== undefined) throw broken(fault);
  return 'read';
}

/** The same octets in parts of some size have the same outcome. */
function checkParts(input: Uint8Array, whole: Message | undefined, random: Random): void {
  const decoder = createDecoder({ limits: REQUEST_LIMITS });
  const most = 1 + random(100);
  const inParts = unlessRefused(() => {
    for (let at = 0, size = 0; at < input.length; at += size) {
      size = 1 + random(most);
      const decoded = decoder.push(input.subarray(at, at + size));
      if (decoded.done) return decoded.message;
    }
    return undefined;
  });
  if ((inParts === undefined) !== (whole === undefined))
    throw broken('parts are read where the whole is not, or it is');
  if (inParts !== undefined && whole !== undefined && !same(encodeMessage(inParts), encodeMessage(whole))) {
    throw broken('parts are read otherwise than the whole');
  }
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof IppFault) return undefined;
    throw fault;
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function broken(message: string): Fault {
  return new Fault({ owner: 'ours', code: 'ipp-fuzz', message });
}
