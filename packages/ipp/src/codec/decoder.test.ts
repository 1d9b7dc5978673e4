import { concatBytes, utf8 } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { createDecoder, decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';
import { REQUEST_LIMITS, type Limits } from './limits.ts';
import type { Attribute, Group, Message } from './message.ts';
import { readMessage } from './read-message.ts';
import { GROUP } from './tags.ts';

const HEADER = [1, 1, 0, 2, 0, 0, 0, 9];
const REQUEST: Message = { version: { major: 1, minor: 1 }, code: 2, requestId: 9, groups: [] };
const CHARSET = attr.charset('attributes-charset', 'utf-8');

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
    ['an extension tag of three octets', [...operation, ...named(0x7f, 'a', 1, 2, 3)]],
    ['a name with a line feed', [...operation, ...named(0x44, 'a\nb', 0x61)]],
    ['a member name with a space', [...operation, ...named(0x34, 'a'), ...named(0x4a, '', 0x61, 0x20)]],
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

test('what lies beyond the limit is not looked at, whether it is there or not', () => {
  const negativeLength = Uint8Array.of(...HEADER, 0x01, 0x44, 0xff, 0xff);
  const statusWithin = (headerBytes: number, size: number): unknown => {
    const decoder = createDecoder({ limits: { ...REQUEST_LIMITS, headerBytes } });
    const fault = faultOf(() => {
      for (let at = 0; at < negativeLength.length; at += size) decoder.push(negativeLength.subarray(at, at + size));
    });
    return fault instanceof IppFault ? fault.status : fault;
  };
  for (const size of [1, 100]) {
    expect(statusWithin(11, size)).toBe('client-error-request-entity-too-large');
    expect(statusWithin(12, size)).toBe('client-error-bad-request');
  }
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
