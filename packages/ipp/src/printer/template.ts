import type { Attribute, Message, Value } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { find, groupOf, stringsOf } from '../model/read.ts';

export interface CheckedTemplate {
  readonly accepted: readonly Attribute[];
  /** RFC 8011 §4.1.7: unknown attributes as `unsupported`, known ones with the values that are not supported. */
  readonly unsupported: readonly Attribute[];
}

/**
 * Compares the Job Template attributes of a request with the `…-supported` attributes of the printer
 * (RFC 8011 §5.2). What happens to the unsupported ones is decided by `ipp-attribute-fidelity`.
 */
export function checkTemplate(template: readonly Attribute[], printer: readonly Attribute[]): CheckedTemplate {
  const accepted: Attribute[] = [];
  const unsupported: Attribute[] = [];
  for (const attribute of template) {
    const supported = find(printer, `${attribute.name}-supported`);
    if (supported === undefined) {
      unsupported.push(attr.outOfBand(attribute.name, 'unsupported'));
      continue;
    }
    const good = attribute.values.filter((value) => takes(supported, value, printer));
    const bad = attribute.values.filter((value) => !good.includes(value));
    if (good.length > 0) accepted.push({ name: attribute.name, values: good });
    if (bad.length > 0) unsupported.push({ name: attribute.name, values: bad });
  }
  return { accepted, unsupported };
}

function takes(supported: Attribute, value: Value, printer: readonly Attribute[]): boolean {
  if (value.syntax === 'collection') {
    const members = new Set(stringsOf([supported], supported.name));
    return value.members.every((member) => members.has(member.name) && memberTaken(member, printer));
  }
  return supported.values.some((each) => matches(each, value));
}

/** Members of media-col and the like have a `…-supported` of their own where their values are limited. */
function memberTaken(member: Attribute, printer: readonly Attribute[]): boolean {
  const supported = find(printer, `${member.name}-supported`);
  if (supported === undefined || member.values.some((value) => value.syntax === 'collection')) return true;
  return member.values.every((value) => supported.values.some((each) => matches(each, value)));
}

function matches(supported: Value, value: Value): boolean {
  if (supported.syntax === 'boolean') return value.syntax === 'boolean' || supported.value;
  if (supported.syntax === 'rangeOfInteger') {
    return value.syntax === 'integer' && value.value >= supported.lower && value.value <= supported.upper;
  }
  return sameValue(supported, value);
}

/** Equality of two values; keyword and name count as one syntax, as RFC 8011 lets them be mixed. */
export function sameValue(a: Value, b: Value): boolean {
  if ('value' in a && 'value' in b && typeof a.value !== 'object') {
    return a.value === b.value && (a.syntax === b.syntax || typeof a.value === 'string');
  }
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Operation attributes that are understood, or may be passed over without a word (RFC 8011 §4, PWG 5100.x). */
const KNOWN_OPERATION_ATTRIBUTES: ReadonlySet<string> = new Set([
  'attributes-charset',
  'attributes-natural-language',
  'compression',
  'document-format',
  'document-format-details',
  'document-name',
  'document-natural-language',
  'identify-actions',
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
