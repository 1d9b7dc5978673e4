import { encodeMessage } from '../codec/encode.ts';
import type { Attribute, Message, Value } from '../codec/message.ts';
import { OUT_OF_BAND_TAGS, STRING_TAGS, type OutOfBandSyntax, type StringSyntax } from '../codec/tags.ts';
import { ATTRIBUTES } from '../registry/generated/attributes.ts';
import { pick, type Random } from './random.ts';

/** The octets of a message of registered names with values of every syntax, right or not for their attributes. */
export function randomMessage(random: Random): Uint8Array {
  const message: Message = {
    version: { major: 1 + random(2), minor: random(3) },
    code: random(0x70),
    requestId: random(1000),
    groups: listOf(1 + random(4), (index) => ({
      tag: index === 0 ? 1 : ([2, 4, 5, 6, 7, 8, 9, 10, 15][random(9)] ?? 2),
      attributes: [...(index === 0 ? OPENING : []), ...randomAttributes(random, 3)],
    })),
  };
  return encodeMessage(message);
}

const OPENING: readonly Attribute[] = [
  { name: 'attributes-charset', values: [{ syntax: 'charset', value: 'utf-8' }] },
  { name: 'attributes-natural-language', values: [{ syntax: 'naturalLanguage', value: 'en' }] },
  { name: 'printer-uri', values: [{ syntax: 'uri', value: 'ipp://localhost/ipp/print' }] },
];

const NAMES = [...new Set(Object.values(ATTRIBUTES).flatMap((attributes) => Object.keys(attributes)))].filter((name) =>
  OPENING.every((attribute) => attribute.name !== name),
);
// `Object.keys` widens keys to string; the tables have no others.
const STRINGS = Object.keys(STRING_TAGS) as readonly StringSyntax[];
const OUT_OF_BAND = Object.keys(OUT_OF_BAND_TAGS) as readonly OutOfBandSyntax[];

function randomAttributes(random: Random, depth: number): readonly Attribute[] {
  const names = new Set(listOf(random(8), () => pick(NAMES, random)));
  return [...names].map((name) => ({ name, values: listOf(1 + random(3), () => randomValue(random, depth)) }));
}

function randomValue(random: Random, depth: number): Value {
  switch (random(12)) {
    case 0:
      return { syntax: random(2) === 0 ? 'integer' : 'enum', value: randomInteger(random) };
    case 1:
      return { syntax: 'boolean', value: random(2) === 1 };
    case 2:
      return { syntax: 'octetString', value: Uint8Array.from(listOf(random(20), () => random(256))) };
    case 3:
      return { syntax: 'rangeOfInteger', lower: randomInteger(random), upper: randomInteger(random) };
    case 4:
      return { syntax: 'resolution', cross: randomInteger(random), feed: 600, units: random(2) === 0 ? 'dpi' : 'dpcm' };
    case 5:
      return { syntax: random(2) === 0 ? 'textWithLanguage' : 'nameWithLanguage', language: 'de', value: 'Flur ☎' };
    case 6:
      return { syntax: pick(OUT_OF_BAND, random) };
    case 7:
      return { syntax: 'dateTime', ...AT, second: random(61) };
    case 8:
      return { syntax: 'other', tag: pick([0x14, 0x20, 0x7f, 0x80], random), bytes: new Uint8Array(4 + random(9)) };
    case 9:
      return depth === 0
        ? { syntax: 'no-value' }
        : { syntax: 'collection', members: randomAttributes(random, depth - 1) };
    default:
      return { syntax: pick(STRINGS, random), value: pick(TEXTS, random) };
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

const TEXTS = ['', 'auto', 'application/pdf', 'ipp://localhost/ipp/print/7', 'Grüße', 'x'.repeat(300), 'one-sided'];

function randomInteger(random: Random): number {
  return pick([0, 1, -1, random(100), 2 ** 31 - 1, -(2 ** 31)], random);
}

function listOf<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
