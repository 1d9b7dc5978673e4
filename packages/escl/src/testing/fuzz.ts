import { Fault, fromUtf8Lenient, utf8, type Clock, type Entropy } from '@holdover/kernel';
import { readCapabilities, writeCapabilities } from '../codec/capabilities.ts';
import { readSettings } from '../codec/settings.ts';
import { readStatus, writeStatus } from '../codec/status.ts';
import { EsclFault } from '../escl-fault.ts';
import { createScanner } from '../scanner/escl-scanner.ts';
import { readXml } from '../xml/read-xml.ts';
import { ABILITIES } from './examples.ts';
import { createHurriedClock } from './hurried-clock.ts';
import { mutate } from './mutate.ts';
import { createRandom, pick } from './random.ts';
import { someDocument } from './some-documents.ts';

export interface Fuzz {
  /** The input of this number: the same for the same seed and corpus. */
  input(index: number): Uint8Array;
  /**
   * Reads it as what it says it is, and posts it to a scanner. Throws or rejects for whatever must not happen: an error other
   * than EsclFault, what is read and written being read otherwise, an answer that is none. A promise only where something was read.
   */
  judge(input: Uint8Array, index: number): Verdict | Promise<Verdict>;
}

export type Verdict = 'read' | 'refused';

/** `documents` of other programs; generated ones are added. */
export function createFuzz(seed: number, documents: readonly Uint8Array[]): Fuzz {
  const generated = Array.from({ length: GENERATED }, (_, index) => someDocument(createRandom(seed, -1 - index)));
  const others = [...documents.map(fromUtf8Lenient), ...generated];
  return {
    input(index) {
      const random = createRandom(seed, index);
      if (random(8) === 0) return mutate(someDocument(random), random, 1, others);
      const original =
        documents.length > 0 && random(2) === 0 ? others[random(documents.length)] : pick(others, random);
      return mutate(original ?? '', random, 1 + random(5), others);
    },
    judge,
  };
}

const GENERATED = 200;

function judge(input: Uint8Array): Verdict | Promise<Verdict> {
  const read = unlessRefused(() => readerOf(readXml(input).name)?.(input));
  if (read === undefined) return 'refused';
  if (!read.isWrittenAlike()) throw broken('what was read is written otherwise');
  return posted(input);
}

/** By the root. What a client may leave open nobody writes. */
const READERS: Readonly<Record<string, (input: Uint8Array) => { isWrittenAlike(): boolean }>> = {
  ScannerCapabilities(input) {
    const read = readCapabilities(input);
    return { isWrittenAlike: () => same(readCapabilities(utf8(writeCapabilities(read))).abilities, read.abilities) };
  },
  ScannerStatus(input) {
    const read = readStatus(input);
    return { isWrittenAlike: () => same(readStatus(utf8(writeStatus(read))), read) };
  },
  ScanSettings(input) {
    readSettings(input);
    return { isWrittenAlike: () => true };
  },
};

function readerOf(root: string): (typeof READERS)[string] | undefined {
  return Object.hasOwn(READERS, root) ? READERS[root] : undefined;
}

async function posted(input: Uint8Array): Promise<Verdict> {
  const scanner = createScanner({
    port: {
      abilities: () => ABILITIES,
      status: () => ({ state: 'idle', feeder: 'loaded' }),
      begin: () => ({ next: () => Promise.resolve({ done: true }), cancel: () => undefined }),
    },
    clock: CLOCK,
    entropy: ENTROPY,
  });
  const { status } = await scanner.answer({ method: 'POST', path: '/eSCL/ScanJobs', body: once(input) });
  scanner.stop();
  if (![201, 400, 409].includes(status)) throw broken(`a ticket was answered with ${status}`);
  return 'read';
}

const CLOCK: Clock = createHurriedClock();
const ENTROPY: Entropy = { bytes: (length) => new Uint8Array(length) };

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof EsclFault) return undefined;
    throw fault;
  }
}

/** Both come from readers, which name things in one order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function broken(message: string): Fault {
  return new Fault({ owner: 'ours', code: 'escl-fuzz', message });
}
