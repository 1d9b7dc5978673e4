import { fromUtf8Lenient, utf8 } from '@holdover/kernel';
import { pick, type Random } from './random.ts';

/** One change of a document; `others` are documents that parts are taken from. */
type Change = (text: string, random: Random, others: readonly string[]) => string;

/** Changes of tags, values and octets, one after another. */
export function mutate(original: string, random: Random, changes: number, others: readonly string[]): Uint8Array {
  let text = original;
  for (let i = 0; i < changes; i++) text = pick(CHANGES, random)(text, random, others).slice(0, MOST_LENGTH);
  const octets = utf8(text);
  // Now and then what is no UTF-8.
  if (octets.length > 0 && random(8) === 0) octets[random(octets.length)] = random(256);
  return octets;
}

/** Beyond the limit of a document, so that it is met. */
const MOST_LENGTH = 140 * 1024;

const setCharacter: Change = (text, random) => {
  const at = random(text.length + 1);
  return text.slice(0, at) + String.fromCharCode(random(3) === 0 ? random(0x1_0000) : random(128)) + text.slice(at + 1);
};

const takeOut: Change = (text, random) => {
  const [from, to] = part(text, random);
  return text.slice(0, from) + text.slice(to);
};

const double: Change = (text, random) => {
  const [from, to] = part(text, random);
  return text.slice(0, to) + text.slice(from);
};

const repeat: Change = (text, random) => {
  const [from, to] = part(text, random);
  const times = random(64) === 0 ? random(20_000) : random(20);
  const repeated = text.slice(from, to).repeat(Math.min(times, Math.ceil(MOST_LENGTH / Math.max(1, to - from))));
  return text.slice(0, to) + repeated + text.slice(to);
};

const cutOff: Change = (text, random) => text.slice(0, random(text.length + 1));

const insertToken: Change = (text, random) => {
  const at = random(text.length + 1);
  return text.slice(0, at) + pick(TOKENS, random) + text.slice(at);
};

const splice: Change = (text, random, others) => {
  const other = pick(others, random);
  const [from, to] = part(other, random);
  const at = random(text.length + 1);
  return text.slice(0, at) + other.slice(from, to) + text.slice(at + random(to - from + 1));
};

/** The text between two tags becomes another. */
const setValue: Change = (text, random) => {
  const values = [...text.matchAll(/>([^<>]{0,100})</g)];
  if (values.length === 0) return text;
  const { index, 1: value = '' } = pick(values, random);
  return text.slice(0, index + 1) + pick(VALUES, random) + text.slice(index + 1 + value.length);
};

/** A whole element goes to another place. */
const moveElement: Change = (text, random) => {
  const tags = [...text.matchAll(/<([\w:]{1,40})[^<>]{0,100}>[^<>]{0,100}<\/\1>/g)];
  if (tags.length === 0) return text;
  const { index, 0: element } = pick(tags, random);
  const rest = text.slice(0, index) + text.slice(index + element.length);
  const at = Math.max(0, rest.indexOf('>', random(rest.length + 1)) + 1);
  return rest.slice(0, at) + element + rest.slice(at);
};

const CHANGES: readonly Change[] = [
  setCharacter,
  takeOut,
  double,
  repeat,
  cutOff,
  insertToken,
  splice,
  setValue,
  setValue,
  setValue,
  moveElement,
];

const VALUES = [
  '',
  '0',
  '-1',
  '1e9',
  '999999999999',
  '٣',
  ' 300 ',
  'true',
  'Feeder',
  'Platen',
  'RGB24',
  'Idle',
  'Stopped',
];
const TOKENS = [
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x',
  '?>',
  '&lt;',
  '&#60;',
  '&#x110000;',
  '&#xd800;',
  '&b;',
  '<a>',
  '</a>',
  '<a/>',
  '<__proto__>1</__proto__>',
  '<constructor a="__proto__">',
  ' ref="p1"',
  ' name="p1"',
  '<:>',
  '\u0000',
  '\uFEFF',
  fromUtf8Lenient(Uint8Array.of(0xc0, 0x80)),
];

/** Mostly short. */
function part(text: string, random: Random): readonly [from: number, to: number] {
  const from = random(text.length + 1);
  return [from, Math.min(text.length, from + 1 + random(random(4) === 0 ? 400 : 30))];
}
