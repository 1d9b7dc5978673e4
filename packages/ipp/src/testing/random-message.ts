import { encodeMessage } from '../codec/encode.ts';
import type { Attribute, Group, Message, Value } from '../codec/message.ts';
import { GROUP, OUT_OF_BAND_TAGS, STRING_TAGS, type OutOfBandSyntax, type StringSyntax } from '../codec/tags.ts';
import { ATTRIBUTES } from '../registry/generated/attributes.ts';
import { OPERATION } from '../registry/operations.ts';
import { registrationOf, type Registration } from '../registry/registered.ts';
import { syntaxOf, type ValueSyntax } from '../registry/syntax.ts';
import { pick, type Random } from './random.ts';

/**
 * The octets of a request for some operation, with registered attributes; most have values as registered, the others of
 * any syntax.
 */
export function randomMessage(random: Random): Uint8Array {
  const message: Message = {
    version: { major: 1 + random(2), minor: random(2) },
    code: pick(CODES, random),
    requestId: 1 + random(1000),
    groups: [operationGroup(random), ...listOf(random(3), () => otherGroup(random))],
  };
  return encodeMessage(message);
}

/** Those of PWG 5100.18 and later are served nowhere here. */
const CODES = Object.values(OPERATION).filter((code) => code <= OPERATION['Validate-Document']);

const OPENING: readonly Attribute[] = [
  { name: 'attributes-charset', values: [{ syntax: 'charset', value: 'utf-8' }] },
  { name: 'attributes-natural-language', values: [{ syntax: 'naturalLanguage', value: 'en' }] },
  { name: 'printer-uri', values: [{ syntax: 'uri', value: 'ipp://localhost/ipp/print' }] },
];

/** Whom the jobs of the printer belong to. */
const OWNER: Attribute = { name: 'requesting-user-name', values: [{ syntax: 'name', value: 'anna' }] };

function operationGroup(random: Random): Group {
  const jobId: Attribute = { name: 'job-id', values: [{ syntax: 'integer', value: pick([1, 7], random) }] };
  const target = [...OPENING, ...(random(2) === 0 ? [] : [jobId]), ...(random(4) === 0 ? [] : [OWNER])];
  const taken = new Set(target.map(({ name }) => name));
  const more = randomAttributes(GROUP.operation, 'Operation', random).filter(({ name }) => !taken.has(name));
  return { tag: GROUP.operation, attributes: [...target, ...more] };
}

const OTHERS: readonly (readonly [tag: number, object: string])[] = [
  [GROUP.job, 'Job Template'],
  [GROUP.job, 'Job Template'],
  [GROUP.job, 'Job Description'],
  [GROUP.printer, 'Printer Description'],
  [GROUP.subscription, 'Subscription Template'],
  [GROUP.document, 'Document Template'],
  [GROUP.unsupported, 'Job Template'],
  [0x0f, 'System Status'],
];

function otherGroup(random: Random): Group {
  const [tag, object] = pick(OTHERS, random);
  return { tag, attributes: randomAttributes(tag, object, random) };
}

function randomAttributes(tag: number, object: string, random: Random): readonly Attribute[] {
  const names = Object.keys(ATTRIBUTES[object] ?? {});
  return [...new Set(listOf(random(8), () => pick(names, random)))].map((name) => {
    const registration = registrationOf(name, tag);
    return random(4) === 0 || registration === undefined
      ? { name, values: listOf(1 + random(3), () => randomValue(random, 3)) }
      : { name, values: registeredValues(registration, random, 3) };
  });
}

function registeredValues(registration: Registration, random: Random, depth: number): readonly Value[] {
  const { many, values } = syntaxOf(registration);
  const members = typeof registration === 'string' ? {} : (registration.members ?? {});
  return listOf(many ? 1 + random(3) : 1, () => {
    const syntax = pick(values, random);
    if (syntax.syntax !== 'collection') return plainValue(syntax, random);
    const names = depth === 0 ? [] : Object.keys(members).filter(() => random(3) === 0);
    const attributes = names.map((name) => ({
      name,
      values: registeredValues(members[name] ?? 'integer', random, depth - 1),
    }));
    return { syntax: 'collection', members: attributes };
  });
}

function randomValue(random: Random, depth: number): Value {
  if (random(10) === 0)
    return { syntax: 'other', tag: pick([0x14, 0x20, 0x7f, 0x80], random), bytes: octets(4, random) };
  if (depth > 0 && random(8) === 0) {
    const names = new Set(listOf(random(4), () => pick(MEMBERS, random)));
    const members = [...names].map((name) => ({ name, values: [randomValue(random, depth - 1)] }));
    return { syntax: 'collection', members };
  }
  return plainValue({ syntax: pick(SYNTAXES, random), least: -(2 ** 31), most: 2 ** 31 - 1 }, random);
}

const MEMBERS = ['media-size', 'media-type', 'x-dimension', 'pages', 'duplex'];
// `Object.keys` widens keys to string; the tables have no others.
const STRINGS = Object.keys(STRING_TAGS) as readonly StringSyntax[];
const OUT_OF_BAND = Object.keys(OUT_OF_BAND_TAGS) as readonly OutOfBandSyntax[];
const NUMBERS = ['integer', 'enum', 'boolean', 'rangeOfInteger', 'resolution', 'dateTime', 'octetString'] as const;
const SYNTAXES = [...STRINGS, ...OUT_OF_BAND, ...NUMBERS, 'textWithLanguage', 'nameWithLanguage'] as const;

/** Of any syntax but `collection` and `other`. */
function plainValue({ syntax, least, most }: ValueSyntax, random: Random): Value {
  switch (syntax) {
    case 'integer':
    case 'enum':
      return { syntax, value: syntax === 'enum' ? 3 + random(3) : between(least, most, random) };
    case 'boolean':
      return { syntax, value: random(2) === 1 };
    case 'rangeOfInteger':
      return { syntax, lower: least, upper: between(least, most, random) };
    case 'resolution':
      return { syntax, cross: 300 * (1 + random(2)), feed: 600, units: random(2) === 0 ? 'dpi' : 'dpcm' };
    case 'dateTime':
      return { syntax, ...AT, second: random(61) };
    case 'octetString':
      return { syntax, value: octets(random(Math.min(most, 20)), random) };
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return { syntax, language: 'de', value: pick(TEXTS, random).slice(0, most) };
    case 'collection':
    case 'other':
      return { syntax: 'unknown' };
    default:
      return syntax in OUT_OF_BAND_TAGS
        ? { syntax: syntax as OutOfBandSyntax }
        : { syntax: syntax as StringSyntax, value: pick(TEXTS_OF[syntax as StringSyntax] ?? TEXTS, random) };
  }
}

const AT = {
  year: 2026,
  month: 2,
  day: 28,
  hour: 12,
  minute: 0,
  deciSecond: 0,
  utcDirection: '+',
  utcHours: 1,
  utcMinutes: 0,
} as const;

const TEXTS = ['', 'Grüße', 'x'.repeat(300), 'anna', 'two\nlines'];
const TEXTS_OF: Readonly<Partial<Record<StringSyntax, readonly string[]>>> = {
  keyword: [
    'none',
    'auto',
    'one-sided',
    'all',
    'printer-description',
    'iso_a4_210x297mm',
    'indefinite',
    'gzip',
    'completed',
  ],
  uri: ['ipp://localhost/ipp/print', 'ipp://localhost/ipp/print/7', 'urn:uuid:00000000-0000-7000-8000-000000000000'],
  uriScheme: ['ipp', 'ipps'],
  charset: ['utf-8', 'us-ascii'],
  naturalLanguage: ['en', 'de-ch'],
  mimeMediaType: ['application/pdf', 'application/octet-stream', 'image/jpeg'],
};

function between(least: number, most: number, random: Random): number {
  return pick([least, most, Math.min(most, Math.max(least, random(10)))], random);
}

function octets(length: number, random: Random): Uint8Array {
  return Uint8Array.from(listOf(length, () => random(256)));
}

function listOf<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
