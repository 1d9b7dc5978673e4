import type { Attribute, Message, Value } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { find, groupOf, stringsOf } from '../model/read.ts';
import { checkSyntax, statusOfFault } from '../registry/check-syntax.ts';

export interface CheckedTemplate {
  readonly accepted: readonly Attribute[];
  /** RFC 8011 §4.1.7: unknown attributes as `unsupported`, known ones with the values that are not supported. */
  readonly unsupported: readonly Attribute[];
}

/**
 * Compares the Job Template attributes of a request with the `…-supported` attributes of the printer
 * (RFC 8011 §5.2). What happens to the unsupported ones is decided by `ipp-attribute-fidelity`.
 * Throws IppFault for a value too long and for page-ranges out of order, which are refused whatever the fidelity.
 */
export function checkTemplate(template: readonly Attribute[], printer: readonly Attribute[]): CheckedTemplate {
  const accepted: Attribute[] = [];
  const unsupported: Attribute[] = [];
  for (const attribute of template) {
    const supported = find(printer, `${attribute.name}-supported`);
    if (supported === undefined) {
      unsupported.push(attr.outOfBand(attribute.name, 'unsupported'));
    } else if (isMalformed(attribute)) {
      unsupported.push(attribute);
    } else {
      const parted = attribute.values.map((value) => partOf(attribute.name, value, supported, printer));
      const good = parted.flatMap((part) => part.good ?? []);
      const bad = parted.flatMap((part) => part.bad ?? []);
      if (good.length > 0) accepted.push({ name: attribute.name, values: good });
      if (bad.length > 0) unsupported.push({ name: attribute.name, values: bad });
    }
  }
  return { accepted, unsupported };
}

/** A value not as registered is one that is not supported, but for one too long (RFC 3196 §3.1.2.3). */
function isMalformed(attribute: Attribute): boolean {
  const fault = checkSyntax(attribute, GROUP.job);
  if (fault?.kind === 'too-long' || (attribute.name === 'page-ranges' && !ascends(attribute.values))) {
    throw new IppFault({
      status: fault === undefined ? 'client-error-bad-request' : statusOfFault(fault),
      message: fault?.message ?? 'page-ranges overlap or are not in ascending order',
      unsupported: [attribute],
    });
  }
  return fault !== undefined;
}

/** RFC 8011 §5.2.7. */
function ascends(ranges: readonly Value[]): boolean {
  let last = 0;
  for (const range of ranges) {
    if (range.syntax !== 'rangeOfInteger') continue;
    if (range.lower <= last) return false;
    last = range.upper;
  }
  return true;
}

/** A value is taken or not; a collection may be in part. */
interface Part {
  readonly good?: Value;
  readonly bad?: Value;
}

function partOf(name: string, value: Value, supported: Attribute, printer: readonly Attribute[]): Part {
  if (value.syntax !== 'collection') return takes(name, value, supported) ? { good: value } : { bad: value };
  const names = new Set(stringsOf([supported], supported.name));
  const good: Attribute[] = [];
  const bad: Attribute[] = [];
  for (const member of value.members) {
    if (!names.has(member.name)) bad.push(attr.outOfBand(member.name, 'unsupported'));
    else if (memberTaken(member, printer)) good.push(member);
    else bad.push(member);
  }
  return {
    ...(good.length > 0 || bad.length === 0 ? { good: { syntax: 'collection', members: good } } : {}),
    ...(bad.length > 0 ? { bad: { syntax: 'collection', members: bad } } : {}),
  };
}

/** Members of media-col and the like have a `…-supported` of their own where their values are limited. */
function memberTaken(member: Attribute, printer: readonly Attribute[]): boolean {
  const supported = find(printer, `${member.name}-supported`);
  if (supported === undefined) return true;
  return member.values.every((value) =>
    value.syntax === 'collection'
      ? supported.values.some((each) => each.syntax === 'collection' && fits(value.members, each.members))
      : takes(member.name, value, supported),
  );
}

/** Dimensions of a medium, each fixed or within a range. */
function fits(members: readonly Attribute[], supported: readonly Attribute[]): boolean {
  return members.every(({ name, values }) => {
    const known = find(supported, name)?.values ?? [];
    return values.every((value) => known.some((each) => matches(each, value)));
  });
}

function takes(name: string, value: Value, supported: Attribute): boolean {
  // RFC 8011 §5.2.1: the printer names the number of levels it can tell apart.
  if (name === 'job-priority') return value.syntax === 'integer' && value.value >= 1 && value.value <= 100;
  return supported.values.some((each) => matches(each, value));
}

function matches(supported: Value, value: Value): boolean {
  if (supported.syntax === 'boolean') return value.syntax === 'boolean' || supported.value;
  if (supported.syntax === 'rangeOfInteger') {
    return value.syntax === 'integer' && value.value >= supported.lower && value.value <= supported.upper;
  }
  return sameValue(supported, value);
}

/** Equality of two values; keyword and name count as one syntax, as RFC 8011 lets them be mixed. */
function sameValue(a: Value, b: Value): boolean {
  if ('value' in a && 'value' in b && typeof a.value !== 'object') {
    return a.value === b.value && (a.syntax === b.syntax || typeof a.value === 'string');
  }
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Operation attributes of a job creation that are understood, or may be passed over without a word. */
const KNOWN_OPERATION_ATTRIBUTES: ReadonlySet<string> = new Set([
  'attributes-charset',
  'attributes-natural-language',
  'compression',
  'document-format',
  'document-format-details',
  'document-name',
  'document-natural-language',
  'ipp-attribute-fidelity',
  'job-id',
  'job-impressions',
  'job-k-octets',
  'job-mandatory-attributes',
  'job-media-sheets',
  'job-name',
  'job-uri',
  'last-document',
  'printer-uri',
  'requesting-user-name',
  'requesting-user-uri',
]);

/** RFC 8011 §4.1.7: named back, each as `unsupported`. */
export function unknownOperationAttributes(message: Message): readonly Attribute[] {
  return groupOf(message, GROUP.operation)
    .filter(({ name }) => !KNOWN_OPERATION_ATTRIBUTES.has(name))
    .map(({ name }) => attr.outOfBand(name, 'unsupported'));
}
