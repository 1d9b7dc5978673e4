import { utf8 } from '@holdover/kernel';
import type { Attribute, Value } from '../codec/message.ts';
import { OUT_OF_BAND_TAGS } from '../codec/tags.ts';
import { memberOf, registrationOf, type Registration } from './registered.ts';
import type { Status } from './statuses.ts';
import { MOST_OCTETS, syntaxOf, type AttributeSyntax, type ValueSyntax } from './syntax.ts';

/**
 * How an attribute is not what its registration says.
 * - `wrong-syntax`: a value of a syntax that is not registered for it.
 * - `several-values`: more than one value where it is no 1setOf, or an out-of-band value among others.
 * - `too-long`: a string of more octets than its syntax or registration allows.
 * - `out-of-range`: a number or range outside the registered bounds, or a range that ends before it begins.
 * - `malformed`: text that its syntax does not allow: a keyword with spaces, a URI without a scheme.
 * - `out-of-band`: `no-value` and the like where nobody registered it. RFC 3380 §4 gives some of them a meaning in set
 *   operations, so who serves these looks before it refuses.
 */
export type SyntaxFaultKind =
  | 'wrong-syntax'
  | 'several-values'
  | 'too-long'
  | 'out-of-range'
  | 'malformed'
  | 'out-of-band';

export interface SyntaxFault {
  readonly kind: SyntaxFaultKind;
  /** Where: `copies`, or in a collection `media-col/media-size/x-dimension`. */
  readonly attribute: string;
  /** For the client: names the attribute and what is registered, never the text of a value. */
  readonly message: string;
}

/**
 * Compares an attribute of a request with the registry: syntax, count, lengths, bounds (RFC 8011 §4.1.3, §5.1). `group` is
 * a tag of `GROUP`. What is not registered there is held to what is true of all of its syntax alone (RFC 8011 §5.1).
 *
 * What follows from a fault depends on whose attribute it is (RFC 3196 §3.1.2.1.5, §3.1.2.2; RFC 8011 §4.1.7, §4.2.1.2):
 * - operation attributes: the request is rejected with `statusOfFault`, whatever the fidelity;
 * - Job Template attributes: the value is one that is not supported. With `ipp-attribute-fidelity` the request is rejected
 *   as `client-error-attributes-or-values-not-supported`; without, the attribute is ignored; either way it is named in the
 *   unsupported attributes. A value too long is rejected even so;
 * - attributes to be set (RFC 3380): as operation attributes, and nothing of the request is done.
 */
export function checkSyntax(attribute: Attribute, group: number): SyntaxFault | undefined {
  return check(attribute, registrationOf(attribute.name, group), attribute.name);
}

/** The status that answers a request rejected for this fault. */
export function statusOfFault(fault: SyntaxFault): Status {
  return fault.kind === 'too-long' ? 'client-error-request-value-too-long' : 'client-error-bad-request';
}

function check(attribute: Attribute, registration: Registration | undefined, path: string): SyntaxFault | undefined {
  const syntax = registration === undefined ? undefined : syntaxOf(registration);
  return (
    countFault(attribute, syntax, path) ??
    firstOf(attribute.values, (value) =>
      value.syntax === 'collection' && takes(syntax, value)
        ? membersFault(value.members, registration, path)
        : valueFault(value, syntax, path),
    )
  );
}

function countFault({ values }: Attribute, syntax: AttributeSyntax | undefined, path: string): SyntaxFault | undefined {
  if (values.length < 2) return undefined;
  if (values.some(isOutOfBand)) return fault('several-values', path, 'has an out-of-band value among others');
  if (syntax === undefined || syntax.many) return undefined;
  return fault('several-values', path, `has ${values.length} values, registered is ${syntax.notation}`);
}

function membersFault(members: readonly Attribute[], collection: Registration | undefined, path: string) {
  return firstOf(members, (member) => {
    const registration = collection === undefined ? undefined : memberOf(collection, member.name);
    return check(member, registration, `${path}/${member.name}`);
  });
}

/** The fault of the alternative that comes nearest: bounds of the right syntax are said before the wrong syntax. */
function valueFault(value: Value, syntax: AttributeSyntax | undefined, path: string): SyntaxFault | undefined {
  const plain = plainFault(value, path);
  if (plain !== undefined || syntax === undefined) return plain;
  const alternatives = syntax.values.filter((each) => each.syntax === value.syntax);
  if (alternatives.length === 0) {
    const kind = isOutOfBand(value) ? 'out-of-band' : 'wrong-syntax';
    return fault(kind, path, `is of syntax ${nameOf(value)}, registered is ${syntax.notation}`);
  }
  const faults = alternatives.map((each) => boundsFault(value, each, path));
  return faults.includes(undefined) ? undefined : faults[0];
}

/** RFC 8011 §5.1: what holds for a syntax, whatever the attribute. */
function plainFault(value: Value, path: string): SyntaxFault | undefined {
  const most = MOST_OCTETS[value.syntax];
  if (most !== undefined) {
    const tooLong = boundsFault(value, { syntax: value.syntax, least: 0, most }, path);
    if (tooLong !== undefined) return tooLong;
  }
  if ('language' in value) return plainFault({ syntax: 'naturalLanguage', value: value.language }, path);
  const form = value.syntax in FORM ? FORM[value.syntax as keyof typeof FORM] : undefined;
  // A form is kept for syntaxes of text alone.
  if (form === undefined || form.test((value as { readonly value: string }).value)) return undefined;
  return fault('malformed', path, `is no ${value.syntax}`);
}

/** RFC 8011 §5.1.4, §5.1.6 to §5.1.10; letters of either case are met, and mean the same. */
const FORM = {
  keyword: /^[a-z0-9][a-z0-9._-]*$/i,
  uri: /^[a-z][a-z0-9+.-]*:[\x21-\x7e]*$/i,
  uriScheme: /^[a-z][a-z0-9+.-]*$/i,
  charset: /^[\x21-\x7e]+$/,
  /** Clients that take it from their locale write `en_US`: understood well enough not to turn anybody away. */
  naturalLanguage: /^[a-z0-9]+([-_][a-z0-9]+)*$/i,
  mimeMediaType: /^[\x21-\x2e\x30-\x7e]+\/[\x20-\x2e\x30-\x7e]+$/,
} as const;

function boundsFault(value: Value, { least, most }: ValueSyntax, path: string): SyntaxFault | undefined {
  switch (value.syntax) {
    case 'integer':
      return value.value >= least && value.value <= most ? undefined : outOfRange(path, value.value, { least, most });
    case 'rangeOfInteger':
      if (value.lower > value.upper) return fault('out-of-range', path, 'has a range that ends before it begins');
      if (value.lower < least) return outOfRange(path, value.lower, { least, most });
      return value.upper <= most ? undefined : outOfRange(path, value.upper, { least, most });
    case 'text':
    case 'textWithLanguage':
    case 'name':
    case 'nameWithLanguage':
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
    case 'octetString': {
      const octets = octetsIn(value.value);
      return octets <= most ? undefined : fault('too-long', path, `has ${octets} octets, at most ${most} are allowed`);
    }
    default:
      return undefined;
  }
}

function octetsIn(value: string | Uint8Array): number {
  return typeof value === 'string' ? utf8(value).length : value.length;
}

function takes(syntax: AttributeSyntax | undefined, value: Value): boolean {
  return syntax === undefined || syntax.values.some((each) => each.syntax === value.syntax);
}

function isOutOfBand(value: Value): boolean {
  return value.syntax in OUT_OF_BAND_TAGS;
}

function nameOf(value: Value): string {
  return value.syntax === 'other' ? `0x${value.tag.toString(16)}` : value.syntax;
}

function outOfRange(path: string, number: number, { least, most }: Omit<ValueSyntax, 'syntax'>): SyntaxFault {
  return fault('out-of-range', path, `is ${number}, allowed are ${least} to ${most}`);
}

function fault(kind: SyntaxFaultKind, attribute: string, message: string): SyntaxFault {
  return { kind, attribute, message: `${printable(attribute)} ${message}` };
}

/** Names come from the client. */
function printable(path: string): string {
  return path.slice(0, 120).replace(/[^\x21-\x7e]/g, '?');
}

function firstOf<T>(items: readonly T[], look: (item: T) => SyntaxFault | undefined): SyntaxFault | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
