import { Fault, concatBytes, utf8 } from '@holdover/kernel';
import type { Attribute, DateTime, Message, Value } from './message.ts';
import { END_OF_ATTRIBUTES, OUT_OF_BAND_TAGS, STRING_TAGS, VALUE_TAG } from './tags.ts';

const NONE = new Uint8Array(0);
const LONGEST = 0x7fff;

/** The octets of a message up to and with the end-of-attributes tag (RFC 8010 §3.1). Document data follows them. */
export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [encodeHeader(message)];
  for (const group of message.groups) {
    parts.push(Uint8Array.of(group.tag));
    for (const attribute of group.attributes) encodeAttribute(attribute, parts);
  }
  parts.push(Uint8Array.of(END_OF_ATTRIBUTES));
  return concatBytes(parts);
}

function encodeHeader(message: Message): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, message.version.major);
  view.setUint8(1, message.version.minor);
  view.setUint16(2, message.code);
  view.setInt32(4, message.requestId);
  return new Uint8Array(view.buffer);
}

function encodeAttribute(attribute: Attribute, parts: Uint8Array[]): void {
  if (attribute.values.length === 0) throw unencodable(`attribute ${attribute.name} has no value`);
  attribute.values.forEach((value, index) => encodeValue(value, index === 0 ? attribute.name : '', parts));
}

function encodeValue(value: Value, name: string, parts: Uint8Array[]): void {
  if (value.syntax !== 'collection') {
    pushToken(tagOf(value), name, octetsOf(value), parts);
    return;
  }
  pushToken(VALUE_TAG.begCollection, name, NONE, parts);
  for (const member of value.members) {
    if (member.values.length === 0) throw unencodable(`member ${member.name} has no value`);
    pushToken(VALUE_TAG.memberAttrName, '', utf8(member.name), parts);
    for (const memberValue of member.values) encodeValue(memberValue, '', parts);
  }
  pushToken(VALUE_TAG.endCollection, '', NONE, parts);
}

function pushToken(tag: number, name: string, octets: Uint8Array, parts: Uint8Array[]): void {
  const nameOctets = utf8(name);
  parts.push(Uint8Array.of(tag), lengthOf(nameOctets), nameOctets, lengthOf(octets), octets);
}

function lengthOf(octets: Uint8Array): Uint8Array {
  if (octets.length > LONGEST)
    throw unencodable(`a name or value of ${octets.length} octets, at most ${LONGEST} are possible`);
  return Uint8Array.of(octets.length >> 8, octets.length & 0xff);
}

type Plain = Exclude<Value, { readonly syntax: 'collection' }>;

function tagOf(value: Plain): number {
  if (value.syntax === 'other') return value.tag;
  if (value.syntax in STRING_TAGS) return STRING_TAGS[value.syntax as keyof typeof STRING_TAGS];
  if (value.syntax in OUT_OF_BAND_TAGS) return OUT_OF_BAND_TAGS[value.syntax as keyof typeof OUT_OF_BAND_TAGS];
  // What is left are the syntaxes with a tag of their own, under the same name.
  return VALUE_TAG[value.syntax as keyof typeof VALUE_TAG];
}

function octetsOf(value: Plain): Uint8Array {
  switch (value.syntax) {
    case 'integer':
    case 'enum':
      return int32s(value.value);
    case 'boolean':
      return Uint8Array.of(value.value ? 1 : 0);
    case 'octetString':
      return value.value;
    case 'dateTime':
      return dateTimeOctets(value);
    case 'resolution':
      return concatBytes([int32s(value.cross, value.feed), Uint8Array.of(value.units === 'dpi' ? 3 : 4)]);
    case 'rangeOfInteger':
      return int32s(value.lower, value.upper);
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return withLanguage(value.language, value.value);
    case 'other':
      return value.bytes;
    case 'text':
    case 'name':
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
      return utf8(value.value);
    case 'unsupported':
    case 'default':
    case 'unknown':
    case 'no-value':
    case 'not-settable':
    case 'delete-attribute':
    case 'admin-define':
      return NONE;
  }
}

function int32s(...numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, index) => {
    if (!Number.isInteger(number) || number < -(2 ** 31) || number >= 2 ** 31) {
      throw unencodable(`${number} is not a 32-bit integer`);
    }
    view.setInt32(4 * index, number);
  });
  return new Uint8Array(view.buffer);
}

function dateTimeOctets(at: DateTime): Uint8Array {
  const direction = at.utcDirection === '+' ? 0x2b : 0x2d;
  return Uint8Array.of(
    at.year >> 8,
    at.year & 0xff,
    at.month,
    at.day,
    at.hour,
    at.minute,
    at.second,
    at.deciSecond,
    direction,
    at.utcHours,
    at.utcMinutes,
  );
}

function withLanguage(language: string, text: string): Uint8Array {
  const first = utf8(language);
  const second = utf8(text);
  return concatBytes([lengthOf(first), first, lengthOf(second), second]);
}

function unencodable(message: string): Fault {
  return new Fault({ owner: 'ours', code: 'ipp-not-encodable', message });
}
