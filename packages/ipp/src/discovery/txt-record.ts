import { utf8 } from '@holdover/kernel';
import type { Attribute } from '../codec/message.ts';
import { booleanOf, stringOf, stringsOf } from '../model/read.ts';

/** Keys and values of a DNS-SD TXT record (RFC 6763 §6). */
export type TxtRecord = Readonly<Record<string, string>>;

export interface AnnouncedPrinter {
  /** What the printer says of itself, see `describePrinter`. */
  readonly attributes: readonly Attribute[];
  /** As `/ipp/print`. */
  readonly path: string;
  /** `username,password` where HTTP Basic is asked for; none where nobody has to sign in. */
  readonly authentication: 'none' | 'username,password';
  readonly adminUrl?: string;
}

/** RFC 6763 §6.1: one item, key and all, has one octet of length. */
const LONGEST_ITEM = 255;

/**
 * What driverless clients look at before they ask (PWG 5100.14 §4.2.3, Bonjour Printing Specification 1.2.1).
 * Values too long for an item end at the last part that fits.
 */
export function txtOf({ attributes, path, authentication, adminUrl }: AnnouncedPrinter): TxtRecord {
  const makeAndModel = stringOf(attributes, 'printer-make-and-model') ?? '';
  const uuid = stringOf(attributes, 'printer-uuid')?.replace(/^urn:uuid:/, '');
  const items: readonly (readonly [string, string | undefined])[] = [
    ['txtvers', '1'],
    ['qtotal', '1'],
    ['rp', path.replace(/^\//, '')],
    ['ty', makeAndModel],
    ['product', `(${makeAndModel})`],
    ['note', stringOf(attributes, 'printer-location')],
    ['adminurl', adminUrl],
    ['pdl', fitting('pdl', stringsOf(attributes, 'document-format-supported').filter(isNamed))],
    ['UUID', uuid],
    ['Color', flag(booleanOf(attributes, 'color-supported') ?? false)],
    ['Duplex', flag(stringsOf(attributes, 'sides-supported').includes('two-sided-long-edge'))],
    ['Copies', 'T'],
    ['kind', 'document'],
    ['TLS', '1.2'],
    ['air', authentication === 'none' ? undefined : authentication],
    ['priority', '50'],
  ];
  return Object.fromEntries(
    items.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[key, cut(key, value)]])),
  );
}

/** What a TXT record tells of a printer; undefined where it does not say. */
export interface TxtPrinter {
  /** With a slash at the beginning. */
  readonly path: string;
  readonly makeAndModel: string | undefined;
  readonly location: string | undefined;
  readonly uuid: string | undefined;
  readonly color: boolean | undefined;
  readonly duplex: boolean | undefined;
  readonly formats: readonly string[];
}

/** Keys count whatever their case (RFC 6763 §6.4); foreign values are taken as they are and bounded by their items. */
export function readTxt(txt: TxtRecord): TxtPrinter {
  const values = new Map(Object.entries(txt).map(([key, value]) => [key.toLowerCase(), printable(value)]));
  const text = (key: string): string | undefined => values.get(key) || undefined;
  return {
    path: `/${(text('rp') ?? '').replace(/^\/+/, '')}`,
    makeAndModel: text('ty') ?? text('product')?.replace(/^\((.*)\)$/, '$1'),
    location: text('note'),
    uuid: text('uuid')?.toLowerCase(),
    color: flagOf(text('color')),
    duplex: flagOf(text('duplex')),
    formats: (text('pdl') ?? '').split(',').filter((format) => format !== ''),
  };
}

function isNamed(format: string): boolean {
  return format !== 'application/octet-stream';
}

function fitting(key: string, parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text},${part}`;
    if (!fits(key, longer)) break;
    text = longer;
  }
  return text;
}

function cut(key: string, value: string): string {
  let text = value;
  while (!fits(key, text)) text = text.slice(0, -1);
  return text;
}

function fits(key: string, value: string): boolean {
  return utf8(`${key}=${value}`).length <= LONGEST_ITEM;
}

function flag(value: boolean): string {
  return value ? 'T' : 'F';
}

function flagOf(value: string | undefined): boolean | undefined {
  if (value === 'T') return true;
  return value === 'F' ? false : undefined;
}

function printable(value: string): string {
  // oxlint-disable-next-line no-control-regex -- taking them out is the point
  return value.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
}
