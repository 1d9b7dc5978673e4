import { instant } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { Attribute, Value } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { toDateTime } from '../model/date-time.ts';
import { checkSyntax, statusOfFault, type SyntaxFaultKind } from './check-syntax.ts';

const { operation, job, printer } = GROUP;
const MEDIA_SIZE = [attr.integer('x-dimension', 21_000), attr.integer('y-dimension', 29_700)];
const LONG_NAME = 'n'.repeat(256);
const withLanguage = (name: string, language: string, value: string): Attribute =>
  attr.of(name, [{ syntax: 'nameWithLanguage', language, value }]);

describe('as registered', () => {
  test.each<[string, Attribute, number]>([
    ['an integer at its least', attr.integer('copies', 1), job],
    ['an integer at its most', attr.integer('copies', 2 ** 31 - 1), job],
    ['a keyword', attr.keyword('media', 'iso_a4_210x297mm'), job],
    ['a name where a keyword or name is', attr.name('media', 'Letterhead, upstairs'), job],
    ['a name with its language', withLanguage('job-name', 'de-CH', 'isch guet'), operation],
    ['a language as a locale writes it', withLanguage('job-name', 'en_US', 'fine'), operation],
    ['a name of 255 octets', attr.name('job-name', 'n'.repeat(255)), operation],
    ['several of a 1setOf', attr.enum('finishings', [4, 5]), job],
    ['several ranges', attr.of('page-ranges', [range(1, 3), range(7, 7)]), job],
    [
      'a collection with its members',
      attr.collection('media-col', [[attr.collection('media-size', [MEDIA_SIZE])]]),
      job,
    ],
    [
      'members that are those of another',
      attr.collection('media-col-default', [[attr.integer('media-top-margin', 0)]]),
      printer,
    ],
    [
      'a member that is any Job Template attribute',
      attr.collection('overrides', [[attr.keyword('sides', 'one-sided')]]),
      job,
    ],
    ['an out-of-band value that is registered', attr.outOfBand('date-time-at-completed', 'no-value'), job],
    ['an attribute of the printer', attr.dateTime('printer-current-time', toDateTime(instant(0))), printer],
    ['what nobody registered', attr.integer('x-acme-waves', [1, 2]), job],
    ['what is registered for another group', attr.integer('copies', 0), operation],
    ['the name of what every object has', attr.integer('constructor', 1), job],
  ])('%s', (_, attribute, group) => {
    expect(checkSyntax(attribute, group)).toBeUndefined();
  });
});

describe('not as registered', () => {
  test.each<[string, Attribute, number, SyntaxFaultKind]>([
    ['text for an integer', attr.text('copies', '1'), job, 'wrong-syntax'],
    ['an enum for an integer', attr.enum('copies', 1), job, 'wrong-syntax'],
    ['a name for a keyword', attr.name('sides', 'one-sided'), job, 'wrong-syntax'],
    [
      'a tag nobody knows',
      attr.of('copies', [{ syntax: 'other', tag: 0x7e, bytes: new Uint8Array(4) }]),
      job,
      'wrong-syntax',
    ],
    ['a collection for a keyword', attr.collection('sides', [[attr.integer('a', 1)]]), job, 'wrong-syntax'],
    ['two of one', attr.integer('copies', [1, 2]), job, 'several-values'],
    [
      'no-value among others',
      attr.of('finishings', [{ syntax: 'no-value' }, { syntax: 'enum', value: 3 }]),
      job,
      'several-values',
    ],
    ['an integer below its least', attr.integer('copies', 0), job, 'out-of-range'],
    ['an integer above its most', attr.integer('job-priority', 101), job, 'out-of-range'],
    ['a range below its least', attr.range('page-ranges', 0, 3), job, 'out-of-range'],
    ['a range that ends before it begins', attr.range('page-ranges', 3, 2), job, 'out-of-range'],
    ['a name of 256 octets', attr.name('job-name', LONG_NAME), operation, 'too-long'],
    ['a name of 128 characters in 256 octets', attr.name('job-name', 'ü'.repeat(128)), operation, 'too-long'],
    ['a name with language of 256 octets', withLanguage('job-name', 'en', LONG_NAME), operation, 'too-long'],
    ['a language of 64 octets', withLanguage('job-name', 'e'.repeat(64), 'x'), operation, 'too-long'],
    ['a bound of its own', attr.text('printer-device-id', 'd'.repeat(1024)), printer, 'too-long'],
    ['a text too long in an attribute nobody registered', attr.name('x-acme', LONG_NAME), job, 'too-long'],
    ['a keyword with a space', attr.keyword('sides', 'one sided'), job, 'malformed'],
    ['an empty keyword', attr.keyword('sides', ''), job, 'malformed'],
    ['a uri without a scheme', attr.uri('printer-uri', '/ipp/print'), operation, 'malformed'],
    ['a uri with a space', attr.uri('printer-uri', 'ipp://host/ipp print'), operation, 'malformed'],
    ['a media type without a subtype', attr.mimeMediaType('document-format', 'pdf'), operation, 'malformed'],
    ['a language that is none', withLanguage('job-name', 'en us', 'x'), operation, 'malformed'],
    ['no-value where it is not registered', attr.outOfBand('copies', 'no-value'), job, 'out-of-band'],
  ])('%s', (_, attribute, group, kind) => {
    expect(checkSyntax(attribute, group)).toMatchObject({ kind, attribute: attribute.name });
  });
});

test('a fault within a collection says where', () => {
  const media = attr.collection('media-col', [[attr.collection('media-size', [[attr.keyword('x-dimension', 'a4')]])]]);
  expect(checkSyntax(media, job)).toMatchObject({
    kind: 'wrong-syntax',
    attribute: 'media-col/media-size/x-dimension',
  });
  const ready = attr.collection('media-col-ready', [[attr.integer('media-top-margin', -1)]]);
  expect(checkSyntax(ready, printer)).toMatchObject({
    kind: 'out-of-range',
    attribute: 'media-col-ready/media-top-margin',
  });
});

test('a fault says what is registered, and no text of the client but a printable name', () => {
  expect(checkSyntax(attr.integer('copies', 0), job)?.message).toBe('copies is 0, allowed are 1 to 2147483647');
  expect(checkSyntax(attr.integer('copies', [1, 2]), job)?.message).toBe(
    'copies has 2 values, registered is integer(1:MAX)',
  );
  const message = checkSyntax(attr.keyword(`a\n${'b'.repeat(300)}`, 'not a keyword'), job)?.message;
  expect(message).toMatch(/^a\?b+ is no keyword$/);
  expect(message?.length).toBeLessThan(200);
});

test('only what is too long has a status of its own', () => {
  const kinds: readonly Attribute[] = [attr.name('job-name', LONG_NAME), attr.integer('limit', 0)];
  expect(kinds.map((each) => checkSyntax(each, operation)).map((fault) => fault && statusOfFault(fault))).toEqual([
    'client-error-request-value-too-long',
    'client-error-bad-request',
  ]);
});

function range(lower: number, upper: number): Value {
  return { syntax: 'rangeOfInteger', lower, upper };
}
