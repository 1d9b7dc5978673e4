import { expect, test } from 'vitest';
import { attr } from '../model/attr.ts';
import { encodeMessage } from './encode.ts';
import type { Attribute, Message } from './message.ts';

const REQUEST: Message = { version: { major: 2, minor: 0 }, code: 2, requestId: 1, groups: [] };
const withAttribute = (attribute: Attribute): Message => ({
  ...REQUEST,
  groups: [{ tag: 1, attributes: [attribute] }],
});
const other = (tag: number, length: number): Attribute =>
  attr.of('a', [{ syntax: 'other', tag, bytes: new Uint8Array(length) }]);
const AT = {
  year: 2026,
  month: 1,
  day: 31,
  hour: 23,
  minute: 59,
  second: 60,
  deciSecond: 9,
  utcDirection: '-',
  utcHours: 14,
  utcMinutes: 0,
} as const;

test.each<[string, Message]>([
  ['an attribute without a value', withAttribute(attr.integer('a', []))],
  ['an attribute without a name', withAttribute(attr.integer('', 1))],
  ['a name with a space', withAttribute(attr.integer('a b', 1))],
  ['a member without a name', withAttribute(attr.collection('a', [[attr.integer('', 1)]]))],
  ['a member without a value', withAttribute(attr.collection('a', [[attr.integer('b', [])]]))],
  ['a name of 32768 octets', withAttribute(attr.integer('a'.repeat(32_768), 1))],
  ['a value of 32768 octets', withAttribute(attr.text('a', 'x'.repeat(32_768)))],
  ['an integer of 33 bits', withAttribute(attr.integer('a', 2 ** 31))],
  ['an integer that is none', withAttribute(attr.integer('a', 0.5))],
  ['a date in month 13', withAttribute(attr.dateTime('a', { ...AT, month: 13 }))],
  ['another tag that is a known one', withAttribute(other(0x21, 4))],
  ['another tag that is a delimiter', withAttribute(other(0x02, 0))],
  ['an extension tag without its number', withAttribute(other(0x7f, 3))],
  ['a group with the end tag', { ...REQUEST, groups: [{ tag: 3, attributes: [] }] }],
  ['a group with a value tag', { ...REQUEST, groups: [{ tag: 0x21, attributes: [] }] }],
  ['a code of 17 bits', { ...REQUEST, code: 0x1_0000 }],
  ['a request-id of 33 bits', { ...REQUEST, requestId: 2 ** 31 }],
  ['a version beyond an octet', { ...REQUEST, version: { major: 256, minor: 0 } }],
])('%s is not encoded', (_, message) => {
  expect(() => encodeMessage(message)).toThrow(expect.objectContaining({ code: 'ipp-not-encodable', owner: 'ours' }));
});

test('a date at its bounds, an extension tag and a name of printable octets are', () => {
  const attributes = [attr.dateTime('a', AT), other(0x7f, 4), attr.integer('job-~!', 1)];
  for (const attribute of attributes) expect(encodeMessage(withAttribute(attribute)).length).toBeGreaterThan(9);
});
