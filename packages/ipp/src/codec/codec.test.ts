import { concatBytes, utf8 } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { createDecoder, decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';
import { REQUEST_LIMITS, type Limits } from './limits.ts';
import type { Attribute, Group, Message, Value } from './message.ts';
import { readMessage } from './read-message.ts';
import { GROUP, OUT_OF_BAND_TAGS, STRING_TAGS } from './tags.ts';

const HEADER = [1, 1, 0, 2, 0, 0, 0, 9];
const REQUEST: Message = { version: { major: 1, minor: 1 }, code: 2, requestId: 9, groups: [] };
const CHARSET = attr.charset('attributes-charset', 'utf-8');

type Leaf = Exclude<Value, { syntax: 'collection' }>;

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const octets = fc.uint8Array({ maxLength: 40 });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);

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
    year: fc.integer({ min: 0, max: 65_535 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 60 }),
    deciSecond: fc.integer({ min: 0, max: 9 }),
    utcDirection: fc.constantFrom('+' as const, '-' as const),
    utcHours: fc.integer({ min: 0, max: 14 }),
    utcMinutes: fc.integer({ min: 0, max: 59 }),
  }),
  fc.record({ syntax: fc.constant('other' as const), tag: fc.constantFrom(0x20, 0x4b, 0x7f), bytes: octets }),
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
  tag: fc.constantFrom(1, 2, 4, 5, 6, 7, 8, 9, 10, 15),
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

test('what decodes encodes to the same octets, however they were cut', () => {
  fc.assert(
    fc.property(message, fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 }), (sent, cuts) => {
      const bytes = encodeMessage(sent);
      const decoder = createDecoder();
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        const decoded = decoder.push(bytes.slice(at, at + cut));
        at = Math.min(bytes.length, at + cut);
        expect(decoded.done).toBe(at === bytes.length);
        if (decoded.done) {
          expect(encodeMessage(decoded.message)).toEqual(bytes);
          return;
        }
      }
    }),
  );
});

test('a stream hands back the document behind the attributes', async () => {
  const bytes = encodeMessage({ ...REQUEST, groups: [{ tag: GROUP.operation, attributes: [CHARSET] }] });
  const whole = concatBytes([bytes, utf8('%PDF-1.7 and more')]);
  for (const size of [1, 7, 1000]) {
    const { message: read, document } = await readMessage(chunks(whole, size));
    expect(read.groups[0]?.attributes).toEqual([CHARSET]);
    const parts: Uint8Array[] = [];
    for await (const part of document) parts.push(part);
    expect(concatBytes(parts)).toEqual(utf8('%PDF-1.7 and more'));
  }
});

test('a stream that ends within the attributes is a bad request that names whom to answer', async () => {
  const bytes = encodeMessage({ ...REQUEST, requestId: 77, groups: [{ tag: 1, attributes: [CHARSET] }] });
  const fault = await readMessage(chunks(bytes.slice(0, -1), 5)).catch((error: unknown) => error);
  expect(fault).toMatchObject({ status: 'client-error-bad-request', header: { requestId: 77 } });
});

describe('refused', () => {
  const operation = [0x01];
  const named = (tag: number, attributeName: string, ...value: number[]): number[] => [
    tag,
    0,
    attributeName.length,
    ...utf8(attributeName),
    0,
    value.length,
    ...value,
  ];
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ['an attribute before any group', named(0x44, 'a', 0x61)],
    ['an additional value before any attribute', [...operation, ...named(0x44, '', 0x61)]],
    ['delimiter tag zero', [0x00]],
    ['an attribute twice', [...operation, ...named(0x44, 'a', 0x61), ...named(0x44, 'a', 0x61)]],
    ['an integer of three octets', [...operation, ...named(0x21, 'a', 0, 0, 1)]],
    ['a boolean of 2', [...operation, ...named(0x22, 'a', 2)]],
    ['a negative length', [...operation, 0x44, 0x80, 0x00]],
    ['text that is not UTF-8', [...operation, ...named(0x41, 'a', 0xff)]],
    ['resolution units 5', [...operation, ...named(0x32, 'a', 0, 0, 1, 0, 0, 0, 1, 0, 5)]],
    ['a dateTime in month 13', [...operation, ...named(0x31, 'a', 7, 0xe8, 13, 1, 0, 0, 0, 0, 0x2b, 0, 0)]],
    ['a language string with octets left over', [...operation, ...named(0x35, 'a', 0, 1, 0x65, 0, 1, 0x61, 0x62)]],
    ['a language string that lies about its length', [...operation, ...named(0x36, 'a', 0, 9, 0x65)]],
    ['a member name outside a collection', [...operation, ...named(0x4a, 'a', 0x61)]],
    ['the end of no collection', [...operation, ...named(0x37, 'a')]],
    ['a collection that is not closed', [...operation, ...named(0x34, 'a')]],
    ['a group within a collection', [...operation, ...named(0x34, 'a'), 0x02]],
    ['a member value without a name', [...operation, ...named(0x34, 'a'), ...named(0x21, '', 0, 0, 0, 1)]],
    [
      'a member name without a value',
      [...operation, ...named(0x34, 'a'), ...named(0x4a, '', 0x61), ...named(0x37, '')],
    ],
    ['a named attribute within a collection', [...operation, ...named(0x34, 'a'), ...named(0x21, 'b', 0, 0, 0, 1)]],
    ['a collection whose begin has a value', [...operation, ...named(0x34, 'a', 1)]],
  ];
  for (const [what, octetsOfIt] of cases) {
    test(what, () => {
      expect(statusOf([...HEADER, ...octetsOfIt, 0x03])).toBe('client-error-bad-request');
    });
  }

  test('another major version, whatever follows', () => {
    expect(statusOf([3, 0, 0, 2, 0, 0, 0, 9])).toBe('server-error-version-not-supported');
    expect(statusOf([0, 0, 0, 2, 0, 0, 0, 9, 0xff])).toBe('server-error-version-not-supported');
  });

  test.each<[keyof Limits, Message]>([
    ['groups', many(() => ({ tag: 2, attributes: [] }), 5)],
    ['attributes', { ...REQUEST, groups: [{ tag: 1, attributes: range(5, (i) => attr.integer(`a${i}`, i)) }] }],
    ['values', { ...REQUEST, groups: [{ tag: 1, attributes: [attr.integer('a', [1, 2, 3, 4, 5])] }] }],
    ['depth', { ...REQUEST, groups: [{ tag: 1, attributes: [nested(5)] }] }],
    ['nameBytes', { ...REQUEST, groups: [{ tag: 1, attributes: [attr.integer('abcde', 1)] }] }],
    ['valueBytes', { ...REQUEST, groups: [{ tag: 1, attributes: [attr.keyword('a', 'abcde')] }] }],
    ['headerBytes', { ...REQUEST, groups: [{ tag: 1, attributes: [] }] }],
  ])('beyond the limit of %s', (limit, sent) => {
    const bytes = encodeMessage(sent);
    const refuse = (most: number): unknown =>
      faultOf(() => decodeMessage(bytes, { limits: { ...REQUEST_LIMITS, [limit]: most } }));
    expect(refuse(4)).toMatchObject({ status: 'client-error-request-entity-too-large' });
    expect(refuse(5 + (limit === 'headerBytes' ? 100 : 0))).toBeUndefined();
  });
});

test('an attribute that comes twice counts once where a lenient reader asks for it', () => {
  const twice = {
    ...REQUEST,
    groups: [{ tag: 4, attributes: [attr.integer('a', [1, 2]), attr.integer('a', [3, 4])] }],
  };
  const { message } = decodeMessage(encodeMessage(twice), { reading: 'lenient' });
  expect(message.groups[0]?.attributes).toEqual([attr.integer('a', [1, 2])]);
});

test('text that is not UTF-8 is readable where a lenient reader asks for it', () => {
  const bytes = Uint8Array.of(...HEADER, 0x04, 0x41, 0, 1, 0x61, 0, 2, 0x42, 0xfc, 0x03);
  expect(decodeMessage(bytes, { reading: 'lenient' }).message.groups[0]?.attributes).toEqual([attr.text('a', 'B�')]);
});

function many(make: () => Group, count: number): Message {
  return { ...REQUEST, groups: range(count, make) };
}

function range<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function nested(depth: number): Attribute {
  return attr.collection('c', [[depth === 1 ? attr.integer('leaf', 1) : nested(depth - 1)]]);
}

function statusOf(octetsOfIt: readonly number[]): unknown {
  const fault = faultOf(() => decodeMessage(Uint8Array.from(octetsOfIt)));
  return fault instanceof IppFault ? fault.status : fault;
}

function faultOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (fault) {
    return fault;
  }
}

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
