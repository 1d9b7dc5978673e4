import { concatBytes } from '@holdover/kernel';
import { KNOWN_VALUE_TAGS, VALUE_TAG } from '../codec/tags.ts';
import { pick, type Random } from './random.ts';

/** One change of a message; never changes `bytes` itself. */
type Change = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

/** Changes of octets and of what octets mean, one after another. */
export function mutate(original: Uint8Array, random: Random, { changes, others }: Mutation): Uint8Array {
  let bytes = original;
  for (let i = 0; i < changes; i++) bytes = pick(CHANGES, random)(bytes, random, others);
  return bytes;
}

export interface Mutation {
  readonly changes: number;
  /** Messages that parts are taken from. */
  readonly others: readonly Uint8Array[];
}

const setOctet: Change = (bytes, random) => changed(bytes, random, () => random(256));
const flipBit: Change = (bytes, random) => changed(bytes, random, (octet) => octet ^ (1 << random(8)));
/** Where it meets a tag, the value is read as another syntax. */
const setTag: Change = (bytes, random) => changed(bytes, random, () => pick(TAGS, random));
const nudge: Change = (bytes, random) => changed(bytes, random, (octet) => octet + (random(2) === 0 ? 1 : 255));

const setLength: Change = (bytes, random) => {
  const copy = bytes.slice();
  const at = random(bytes.length);
  const length = pick(LENGTHS, random);
  copy[at] = length >> 8;
  if (at + 1 < copy.length) copy[at + 1] = length;
  return copy;
};

const cutOff: Change = (bytes, random) => bytes.subarray(0, 1 + random(bytes.length));

const takeOut: Change = (bytes, random) => {
  const [start, end] = part(bytes, random);
  return bytes.length - (end - start) < 1 ? bytes : concatBytes([bytes.subarray(0, start), bytes.subarray(end)]);
};

const double: Change = (bytes, random) => {
  const [start, end] = part(bytes, random);
  return concatBytes([bytes.subarray(0, end), bytes.subarray(start)]);
};

/** Up to what the limits refuse: groups, values, collections within collections. */
const repeat: Change = (bytes, random) => {
  const [start, end] = part(bytes, random);
  const length = end - start;
  const times = Math.min(1 + random(random(32) === 0 ? 4000 : 20), Math.floor(MOST_REPEATED / length));
  const grown = new Uint8Array(bytes.length + times * length);
  grown.set(bytes.subarray(0, end));
  for (let at = end; at < end + times * length; at += length) grown.set(bytes.subarray(start, end), at);
  grown.set(bytes.subarray(end), end + times * length);
  return grown;
};

const insertToken: Change = (bytes, random) => {
  const at = random(bytes.length);
  return concatBytes([bytes.subarray(0, at), pick(TOKENS, random), bytes.subarray(at)]);
};

const splice: Change = (bytes, random, others) => {
  const other = pick(others, random);
  const [start, end] = part(other, random);
  const at = random(bytes.length);
  return concatBytes([bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at + random(end - start + 1))]);
};

const CHANGES: readonly Change[] = [
  setOctet,
  flipBit,
  setTag,
  nudge,
  setLength,
  cutOff,
  takeOut,
  double,
  repeat,
  insertToken,
  splice,
];

const LENGTHS = [0, 1, 3, 4, 5, 8, 9, 11, 63, 64, 255, 256, 1023, 1024, 0x7ffe, 0x7fff, 0x8000, 0xffff];
const TAGS = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x0f, 0x14, 0x20, 0x7f, 0x80, 0xff, ...KNOWN_VALUE_TAGS];
const TOKENS: readonly Uint8Array[] = [
  Uint8Array.of(0x01),
  Uint8Array.of(0x02),
  Uint8Array.of(0x03),
  Uint8Array.of(VALUE_TAG.begCollection, 0, 0, 0, 0),
  Uint8Array.of(VALUE_TAG.begCollection, 0, 1, 0x61, 0, 0),
  Uint8Array.of(VALUE_TAG.endCollection, 0, 0, 0, 0),
  Uint8Array.of(VALUE_TAG.memberAttrName, 0, 0, 0, 1, 0x62),
  Uint8Array.of(VALUE_TAG.integer, 0, 0, 0, 4, 0x7f, 0xff, 0xff, 0xff),
  Uint8Array.of(VALUE_TAG.textWithLanguage, 0, 0, 0, 6, 0, 1, 0x65, 0, 1, 0x61),
  Uint8Array.of(0x13, 0, 1, 0x63, 0, 0),
];
const MOST_REPEATED = 64 * 1024;

function changed(bytes: Uint8Array, random: Random, octet: (before: number) => number): Uint8Array {
  const copy = bytes.slice();
  const at = random(copy.length);
  copy[at] = octet(copy[at] ?? 0);
  return copy;
}

/** At least one octet; mostly few. */
function part(bytes: Uint8Array, random: Random): readonly [start: number, end: number] {
  const start = random(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random(random(4) === 0 ? 200 : 20))];
}
