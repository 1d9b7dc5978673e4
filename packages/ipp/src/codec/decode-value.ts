import { fromUtf8, fromUtf8Lenient } from '@holdover/kernel';
import { badRequest } from '../ipp-fault.ts';
import { ATTRIBUTE_NAME } from './attribute-name.ts';
import { DATE_TIME_BOUNDS } from './date-time-bounds.ts';
import type { DateTime, Value } from './message.ts';
import { OUT_OF_BAND_SYNTAX_OF, STRING_SYNTAX_OF, VALUE_TAG } from './tags.ts';

/**
 * `strict` refuses whatever is not as RFC 8010 says · `lenient` reads what printers in the field get wrong: text that is
 * not UTF-8 (U+FFFD stands where it is broken), and an attribute that comes twice (the first counts).
 */
export type Reading = 'strict' | 'lenient';

/** RFC 8010 §3.9: the value of every syntax but a collection, whose parts are attributes of their own. */
export function decodeValue(tag: number, bytes: Uint8Array, reading: Reading): Value {
  const string = STRING_SYNTAX_OF.get(tag);
  if (string !== undefined) return { syntax: string, value: decodeText(bytes, reading) };
  const outOfBand = OUT_OF_BAND_SYNTAX_OF.get(tag);
  // RFC 8010 §3.8: the value of an out-of-band tag should be empty and is ignored.
  if (outOfBand !== undefined) return { syntax: outOfBand };
  switch (tag) {
    case VALUE_TAG.integer:
      return { syntax: 'integer', value: sized(bytes, 4, 'integer').getInt32(0) };
    case VALUE_TAG.enum:
      return { syntax: 'enum', value: sized(bytes, 4, 'enum').getInt32(0) };
    case VALUE_TAG.boolean:
      return decodeBoolean(bytes);
    case VALUE_TAG.octetString:
      return { syntax: 'octetString', value: bytes.slice() };
    case VALUE_TAG.dateTime:
      return { syntax: 'dateTime', ...decodeDateTime(bytes) };
    case VALUE_TAG.resolution:
      return decodeResolution(bytes);
    case VALUE_TAG.rangeOfInteger:
      return decodeRange(bytes);
    case VALUE_TAG.textWithLanguage:
      return { syntax: 'textWithLanguage', ...decodeWithLanguage(bytes, reading) };
    case VALUE_TAG.nameWithLanguage:
      return { syntax: 'nameWithLanguage', ...decodeWithLanguage(bytes, reading) };
    case VALUE_TAG.extension:
      // RFC 8010 §3.5.2: the tag proper are the first four octets.
      if (bytes.length < 4) throw badRequest('an extension tag has no number');
      return { syntax: 'other', tag, bytes: bytes.slice() };
    default:
      return { syntax: 'other', tag, bytes: bytes.slice() };
  }
}

/** The name of an attribute or member; an empty one before more values of an attribute is no name and not decoded. */
export function decodeName(bytes: Uint8Array, reading: Reading): string {
  const name = decodeText(bytes, reading);
  if (reading === 'strict' && !ATTRIBUTE_NAME.test(name)) throw badRequest('the name of an attribute is not printable');
  return name;
}

function decodeText(bytes: Uint8Array, reading: Reading): string {
  if (reading === 'lenient') return fromUtf8Lenient(bytes);
  try {
    return fromUtf8(bytes);
  } catch {
    throw badRequest('a string value is not UTF-8');
  }
}

function decodeBoolean(bytes: Uint8Array): Value {
  const octet = sized(bytes, 1, 'boolean').getUint8(0);
  if (octet > 1) throw badRequest(`a boolean is ${octet}, only 0 and 1 are allowed`);
  return { syntax: 'boolean', value: octet === 1 };
}

function decodeRange(bytes: Uint8Array): Value {
  const view = sized(bytes, 8, 'rangeOfInteger');
  return { syntax: 'rangeOfInteger', lower: view.getInt32(0), upper: view.getInt32(4) };
}

function decodeResolution(bytes: Uint8Array): Value {
  const view = sized(bytes, 9, 'resolution');
  const units = view.getUint8(8);
  if (units !== 3 && units !== 4)
    throw badRequest(`resolution units are ${units}, only 3 (dpi) and 4 (dpcm) are allowed`);
  return { syntax: 'resolution', cross: view.getInt32(0), feed: view.getInt32(4), units: units === 3 ? 'dpi' : 'dpcm' };
}

function decodeDateTime(bytes: Uint8Array): DateTime {
  const view = sized(bytes, 11, 'dateTime');
  const direction = view.getUint8(8);
  if (direction !== 0x2b && direction !== 0x2d)
    throw badRequest('the direction from UTC of a dateTime is neither + nor -');
  const octet = (offset: number, name: keyof typeof DATE_TIME_BOUNDS): number => within(view.getUint8(offset), name);
  return {
    year: view.getUint16(0),
    month: octet(2, 'month'),
    day: octet(3, 'day'),
    hour: octet(4, 'hour'),
    minute: octet(5, 'minute'),
    second: octet(6, 'second'),
    deciSecond: octet(7, 'deciSecond'),
    utcDirection: direction === 0x2b ? '+' : '-',
    utcHours: octet(9, 'utcHours'),
    utcMinutes: octet(10, 'utcMinutes'),
  };
}

/** Two strings, each after its own 16-bit length; together they fill the value exactly. */
function decodeWithLanguage(bytes: Uint8Array, reading: Reading): { language: string; value: string } {
  const language = counted(bytes, 0);
  const value = counted(bytes, 2 + language.length);
  if (4 + language.length + value.length !== bytes.length)
    throw badRequest('a string with language has octets left over');
  return { language: decodeText(language, reading), value: decodeText(value, reading) };
}

function counted(bytes: Uint8Array, offset: number): Uint8Array {
  if (offset + 2 > bytes.length) throw badRequest('a string with language ends within a length');
  const length = viewOf(bytes).getUint16(offset);
  if (offset + 2 + length > bytes.length) throw badRequest('a string with language is shorter than its lengths say');
  return bytes.subarray(offset + 2, offset + 2 + length);
}

function sized(bytes: Uint8Array, length: number, what: string): DataView {
  if (bytes.length !== length) throw badRequest(`${what} has ${bytes.length} octets instead of ${length}`);
  return viewOf(bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function within(value: number, name: keyof typeof DATE_TIME_BOUNDS): number {
  const [least, most] = DATE_TIME_BOUNDS[name];
  if (value >= least && value <= most) return value;
  throw badRequest(`${name} of a dateTime is ${value}, allowed are ${least} to ${most}`);
}
