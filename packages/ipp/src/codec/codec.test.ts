import { concatBytes } from '@holdover/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IppFault } from '../ipp-fault.ts';
import { createDecoder, decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';
import { REQUEST_LIMITS, type Limits } from './limits.ts';
import type { Attribute, Group, Message, Value } from './message.ts';
import { DATE_TIME_BOUNDS } from './date-time-bounds.ts';
import { KNOWN_VALUE_TAGS, OUT_OF_BAND_TAGS, STRING_TAGS } from './tags.ts';

type Leaf = Exclude<Value, { syntax: 'collection' }>;

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const octets = fc.uint8Array({ maxLength: 40 });
const name = fc.stringMatching(/^[\x21-\x7e]{1,20}$/);
const bounded = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
/** Value tags that nobody assigned, and the extension tag (RFC 8010 §3.5.2), which is more than its tag. */
const unassigned = fc.integer({ min: 0x10, max: 0xff }).filter((tag) => tag !== 0x7f && !KNOWN_VALUE_TAGS.has(tag));

const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({ syntax: fc.constantFrom('integer' as const, 'enum' as const), value: int32 }),
  fc.record({ syntax: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ syntax: fc.constantFrom(...(Object.keys(STRING_TAGS) as (keyof typeof STRING_TAGS)[])), value: text }),
  fc.record({ syntax: fc.constantFrom(...(Object.keys(OUT_OF_BAND_TAGS) as (keyof typeof OUT_OF_BAND_TAGS)[])) }),
  fc.record({
    syntax: fc.constantFrom('textWithLanguage' as const, 'nameWithLanguage' as const),
    language: text,
    value: text,
  }),
  fc.record({ syntax: fc.constant('octetString' as const), value: octets }),
  fc.record({ syntax: fc.constant('rangeOfInteger' as const), lower: int32, upper: int32 }),
  fc.record({
    syntax: fc.constant('resolution' as const),
    cross: int32,
    feed: int32,
    units: fc.constantFrom('dpi' as const, 'dpcm' as const),
  }),
  fc.record({
    syntax: fc.constant('dateTime' as const),
    year: bounded(DATE_TIME_BOUNDS.year),
    month: bounded(DATE_TIME_BOUNDS.month),
    day: bounded(DATE_TIME_BOUNDS.day),
    hour: bounded(DATE_TIME_BOUNDS.hour),
    minute: bounded(DATE_TIME_BOUNDS.minute),
    second: bounded(DATE_TIME_BOUNDS.second),
    deciSecond: bounded(DATE_TIME_BOUNDS.deciSecond),
    utcDirection: fc.constantFrom('+' as const, '-' as const),
    utcHours: bounded(DATE_TIME_BOUNDS.utcHours),
    utcMinutes: bounded(DATE_TIME_BOUNDS.utcMinutes),
  }),
  fc.record({ syntax: fc.constant('other' as const), tag: unassigned, bytes: octets }),
  fc.record({
    syntax: fc.constant('other' as const),
    tag: fc.constant(0x7f),
    bytes: fc.uint8Array({ minLength: 4, maxLength: 40 }),
  }),
);

function attributes(depth: number): fc.Arbitrary<Attribute[]> {
  const value: fc.Arbitrary<Value> =
    depth === 0
      ? leaf
      : fc.oneof(
          { weight: 4, arbitrary: leaf },
          { weight: 1, arbitrary: attributes(depth - 1).map((members): Value => ({ syntax: 'collection', members })) },
        );
  const attribute = fc.record({ name, values: fc.array(value, { minLength: 1, maxLength: 3 }) });
  return fc.uniqueArray(attribute, { maxLength: 4, selector: (each) => each.name });
}

const group: fc.Arbitrary<Group> = fc.record({
  tag: fc.integer({ min: 1, max: 15 }).filter((tag) => tag !== 3),
  attributes: attributes(2),
});

const message: fc.Arbitrary<Message> = fc.record({
  version: fc.record({ major: fc.constantFrom(1, 2), minor: fc.integer({ min: 0, max: 255 }) }),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: int32,
  groups: fc.array(group, { maxLength: 4 }),
});

test('what is encoded decodes to itself, and the document is left alone', () => {
  fc.assert(
    fc.property(message, octets, (sent, document) => {
      const decoded = decodeMessage(concatBytes([encodeMessage(sent), document]));
      expect(decoded.message).toEqual(sent);
      expect(decoded.rest).toEqual(document);
    }),
  );
});

test('what decodes encodes to the same octets', () => {
  fc.assert(
    fc.property(message, (sent) => {
      const bytes = encodeMessage(sent);
      expect(encodeMessage(decodeMessage(bytes).message)).toEqual(bytes);
    }),
  );
});

/** Octets that are a message, or nearly one: most end somewhere in the middle, at a limit, or in a fault. */
const nearly = fc
  .tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), octets)
  .map(([sent, changes, document]) => {
    const bytes = concatBytes([encodeMessage(sent), document]);
    for (const [at, octet] of changes) bytes[at % bytes.length] = octet;
    return bytes;
  });

test('octets mean the same, however they are cut', () => {
  fc.assert(
    fc.property(nearly, fc.nat(500), fc.array(fc.nat(50), { maxLength: 40 }), (bytes, headerBytes, cuts) => {
      const limits = { ...REQUEST_LIMITS, headerBytes };
      expect(outcome(bytes, [], limits)).toEqual(outcome(bytes, cuts, limits));
    }),
    { numRuns: 500 },
  );
});

/** What comes of octets handed over in parts of these sizes, and the rest at once. */
function outcome(bytes: Uint8Array, sizes: readonly number[], limits: Limits): unknown {
  const decoder = createDecoder({ limits });
  let at = 0;
  try {
    for (const size of [...sizes, bytes.length]) {
      const decoded = decoder.push(bytes.subarray(at, at + size));
      at = Math.min(at + size, bytes.length);
      if (decoded.done) return { ...decoded, rest: concatBytes([decoded.rest, bytes.subarray(at)]) };
    }
    return { header: decoder.header() };
  } catch (fault) {
    if (!(fault instanceof IppFault)) throw fault;
    return { status: fault.status, message: fault.message, header: fault.header };
  }
}
