import { Fault, utf8 } from '@holdover/kernel';
import { ATTRIBUTE_NAME } from './attribute-name.ts';
import { DATE_TIME_BOUNDS } from './date-time-bounds.ts';
import type { Attribute, DateTime, Message, Value } from './message.ts';
import { createOctetWriter, type OctetWriter } from './octet-writer.ts';
import {
  END_OF_ATTRIBUTES,
  FIRST_VALUE_TAG,
  KNOWN_VALUE_TAGS,
  OUT_OF_BAND_TAGS,
  STRING_TAGS,
  VALUE_TAG,
} from './tags.ts';

/**
 * The octets of a message up to and with the end-of-attributes tag (RFC 8010 §3.1). Document data follows them.
 * Invariant: what is encoded decodes to the same message, as long as no name comes twice in a group or collection. What
 * cannot be encoded is a fault of ours, `ipp-not-encodable`.
 */
export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const out = createOctetWriter();
  out.octet(within(message.version.major, [0, 0xff], 'a version'));
  out.octet(within(message.version.minor, [0, 0xff], 'a version'));
  const code = within(message.code, [0, 0xffff], 'a code');
  out.octet(code >> 8);
  out.octet(code & 0xff);
  out.int32(int32(message.requestId));
  for (const group of message.groups) {
    if (group.tag === END_OF_ATTRIBUTES) throw unencodable('the end-of-attributes tag begins no group');
    out.octet(within(group.tag, [1, FIRST_VALUE_TAG - 1], 'the tag of a group'));
    for (const attribute of group.attributes) encodeAttribute(out, attribute);
  }
  out.octet(END_OF_ATTRIBUTES);
  return out.written();
}

/** RFC 8010 §3.1.4, §3.1.5: the name stands before the first value alone. */
function encodeAttribute(out: OctetWriter, attribute: Attribute): void {
  checkAttribute(attribute);
  attribute.values.forEach((value, index) => encodeValue(out, value, index === 0 ? attribute.name : ''));
}

/** RFC 8010 §3.1.6, §3.1.7: a collection is a token that opens it, its members, and a token that closes it. */
function encodeValue(out: OctetWriter, value: Value, name: string): void {
  if (value.syntax !== 'collection') {
    encodeToken(out, { tag: tagOf(value), name }, () => encodePlain(out, value));
    return;
  }
  encodeToken(out, { tag: VALUE_TAG.begCollection, name }, nothing);
  for (const member of value.members) {
    checkAttribute(member);
    encodeToken(out, { tag: VALUE_TAG.memberAttrName, name: '' }, () => out.octets(utf8(member.name)));
    for (const memberValue of member.values) encodeValue(out, memberValue, '');
  }
  encodeToken(out, { tag: VALUE_TAG.endCollection, name: '' }, nothing);
}

function encodeToken(out: OctetWriter, { tag, name }: { tag: number; name: string }, write: () => void): void {
  out.octet(tag);
  encodeCounted(out, name === '' ? nothing : () => out.octets(utf8(name)));
  encodeCounted(out, write);
}

/** RFC 8010 §3.2: a length is a SIGNED-SHORT. */
function encodeCounted(out: OctetWriter, write: () => void): void {
  const length = out.counted(write);
  if (length > 0x7fff) throw unencodable(`a name or value of ${length} octets, at most 32767 are possible`);
}

type Plain = Exclude<Value, { readonly syntax: 'collection' }>;

function tagOf(value: Plain): number {
  if (value.syntax === 'other') return otherTag(value.tag, value.bytes);
  if (value.syntax in STRING_TAGS) return STRING_TAGS[value.syntax as keyof typeof STRING_TAGS];
  if (value.syntax in OUT_OF_BAND_TAGS) return OUT_OF_BAND_TAGS[value.syntax as keyof typeof OUT_OF_BAND_TAGS];
  // What is left are the syntaxes with a tag of their own, under the same name.
  return VALUE_TAG[value.syntax as keyof typeof VALUE_TAG];
}

/** RFC 8010 §3.9. */
function encodePlain(out: OctetWriter, value: Plain): void {
  switch (value.syntax) {
    case 'integer':
    case 'enum':
      return out.int32(int32(value.value));
    case 'boolean':
      return out.octet(value.value ? 1 : 0);
    case 'octetString':
      return out.octets(value.value);
    case 'dateTime':
      return encodeDateTime(out, value);
    case 'resolution':
      out.int32(int32(value.cross));
      out.int32(int32(value.feed));
      return out.octet(value.units === 'dpi' ? 3 : 4);
    case 'rangeOfInteger':
      out.int32(int32(value.lower));
      return out.int32(int32(value.upper));
    case 'textWithLanguage':
    case 'nameWithLanguage':
      encodeCounted(out, () => out.octets(utf8(value.language)));
      return encodeCounted(out, () => out.octets(utf8(value.value)));
    case 'other':
      return out.octets(value.bytes);
    case 'text':
    case 'name':
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
      return out.octets(utf8(value.value));
    case 'unsupported':
    case 'default':
    case 'unknown':
    case 'no-value':
    case 'not-settable':
    case 'delete-attribute':
    case 'admin-define':
      return nothing();
  }
}

/** RFC 2579 DateAndTime. */
function encodeDateTime(out: OctetWriter, at: DateTime): void {
  const field = (name: keyof typeof DATE_TIME_BOUNDS): number => within(at[name], DATE_TIME_BOUNDS[name], name);
  out.octet(field('year') >> 8);
  out.octet(field('year') & 0xff);
  for (const name of ['month', 'day', 'hour', 'minute', 'second', 'deciSecond'] as const) out.octet(field(name));
  out.octet(at.utcDirection === '+' ? 0x2b : 0x2d);
  out.octet(field('utcHours'));
  out.octet(field('utcMinutes'));
}

function checkAttribute({ name, values }: Attribute): void {
  if (!ATTRIBUTE_NAME.test(name)) throw unencodable(`${JSON.stringify(name)} is no name of an attribute`);
  if (values.length === 0) throw unencodable(`attribute ${name} has no value`);
}

/** A tag with a syntax of its own would decode to that. */
function otherTag(tag: number, bytes: Uint8Array): number {
  if (KNOWN_VALUE_TAGS.has(tag)) throw unencodable(`tag 0x${tag.toString(16)} is not another`);
  if (tag === VALUE_TAG.extension && bytes.length < 4) throw unencodable('an extension tag has no number');
  return within(tag, [FIRST_VALUE_TAG, 0xff], 'the tag of a value');
}

function nothing(): void {}

function int32(value: number): number {
  return within(value, [-(2 ** 31), 2 ** 31 - 1], 'an integer');
}

function within(value: number, [least, most]: readonly [number, number], what: string): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw unencodable(`${what} is ${value}, possible are ${least} to ${most}`);
}

function unencodable(message: string): Fault {
  return new Fault({ owner: 'ours', code: 'ipp-not-encodable', message });
}
