import { createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { createMessageFrames } from './message-frames.ts';
import { isWellFormed } from './well-formed.ts';

const tlv = (tag: number, ...content: (number[] | Uint8Array)[]): number[] => {
  const bytes = content.flatMap((part) => [...part]);
  const length = bytes.length < 0x80 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
  return [tag, ...length, ...bytes];
};
const text = (value: string): number[] => tlv(0x04, Buffer.from(value));
const message = (...parts: number[][]): Uint8Array => Uint8Array.from(tlv(0x30, tlv(0x02, [2]), ...parts));
const attribute = (name: string, ...values: string[]): number[] =>
  tlv(0x30, text(name), tlv(0x31, ...values.map(text)));
const ENTRY = message(
  tlv(0x64, text('uid=ada'), tlv(0x30, attribute('uid', 'ada'), attribute('cn', 'Ada', 'Lovelace'))),
);
const result = (tag: number): number[] => tlv(tag, tlv(0x0a, [0]), text(''), text('x'.repeat(200)));
const DONE = message(result(0x65), tlv(0xa0, tlv(0x30, text('1.2.840.113556.1.4.319'), text('cookie'))));

describe('messages of a directory', () => {
  test.each([
    ['an entry', ENTRY],
    ['the end of a page', DONE],
    ['an answer to a bind', message(result(0x61))],
    ['a referral', message(tlv(0x73, text('ldap://other.example.org/')))],
  ])('%s is well-formed', (_what, bytes) => {
    expect(isWellFormed(bytes)).toBe(true);
  });

  test.each([
    [
      'a value longer than its set',
      message(tlv(0x64, text('uid=ada'), tlv(0x30, tlv(0x30, text('cn'), [0x31, 0x02, 0x04, 0x7f])))),
    ],
    ['an attribute without values', message(tlv(0x64, text('uid=ada'), tlv(0x30, tlv(0x30, text('cn')))))],
    ['a request', message(tlv(0x60, tlv(0x02, [3]), text(''), tlv(0x80)))],
    ['octets behind the result', message(tlv(0x61, tlv(0x0a, [0]), text(''), text(''), [0x87]))],
    ['a control that is none', message(result(0x65), tlv(0xa0, tlv(0x04, [1])))],
    ['no result code', message(tlv(0x65, tlv(0x0a), text(''), text('')))],
    ['nothing', new Uint8Array(0)],
  ])('%s is not', (_what, bytes) => {
    expect(isWellFormed(bytes)).toBe(false);
  });

  test('come whole, however they arrive', () => {
    const stream = Buffer.concat([ENTRY, DONE, ENTRY]);
    for (const step of [1, 2, 3, 7, 64, stream.length]) {
      const frames = createMessageFrames();
      const found: Uint8Array[] = [];
      for (let at = 0; at < stream.length; at += step) found.push(...frames.take(stream.subarray(at, at + step)));
      expect([found.map((bytes) => Buffer.from(bytes)), frames.isWithin()]).toEqual([
        [Buffer.from(ENTRY), Buffer.from(DONE), Buffer.from(ENTRY)],
        false,
      ]);
    }
  });

  test.each([
    ['a length of 4 GB', [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], 'answer-too-large'],
    ['a length of 2 GB', [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], 'answer-too-large'],
    ['a length of eight octets', [0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, 1], 'malformed-answer'],
    ['no length', [0x30, 0x80, 0, 0], 'malformed-answer'],
    ['another protocol', [...Buffer.from('HTTP/1.1 400 Bad Request')], 'malformed-answer'],
  ])('%s ends it at once', (_what, bytes, code) => {
    expect(() => createMessageFrames().take(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code }));
  });

  test('more than one answer may have ends it', () => {
    const frames = createMessageFrames({ message: 1_000, answer: 5_000, messages: 10 });
    for (let count = 0; count < 10; count++) frames.take(ENTRY);
    expect(() => frames.take(ENTRY)).toThrow(expect.objectContaining({ code: 'answer-too-large' }));
    frames.begin();
    expect(frames.take(ENTRY)).toHaveLength(1);
  });

  test('random octets and broken messages are refused or wait; nothing else happens', () => {
    const entropy = createSeededEntropy('frames');
    for (let round = 0; round < 3_000; round++) {
      const [at = 0, value = 0, kind = 0] = entropy.bytes(3);
      const bytes = kind < 64 ? entropy.bytes(1 + at) : Uint8Array.from(kind < 160 ? ENTRY : DONE);
      if (kind >= 64) bytes[at % bytes.length] = value;
      const frames = createMessageFrames();
      let code = 'waits';
      try {
        for (const found of frames.take(bytes)) expect(isWellFormed(found)).toBe(true);
      } catch (error) {
        code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      }
      expect(['waits', 'malformed-answer', 'answer-too-large']).toContain(code);
    }
  });
});
