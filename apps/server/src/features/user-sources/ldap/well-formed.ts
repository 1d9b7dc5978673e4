/**
 * Whether one LDAPMessage (RFC 4511 §4.1.1) is what a client may be answered, to its last octet.
 * Invariant: what passes here can be read by a decoder that trusts its lengths. The library's does: a value that ends before its
 * parent does makes it read on for ever, so nothing it reads has not passed here.
 */
export function isWellFormed(message: Uint8Array): boolean {
  const whole = elementAt(message, 0, message.length);
  if (whole?.tag !== SEQUENCE || whole.end !== message.length) return false;
  const parts = elementsOf(message, whole);
  if (parts === undefined) return false;
  const [id, operation, controls, ...more] = parts;
  if (id === undefined || operation === undefined || more.length > 0) return false;
  if (id.tag !== INTEGER || !isShort(id) || !isAnswer(message, operation)) return false;
  return controls === undefined || (controls.tag === CONTROLS && all(message, controls, isControl));
}

/** One element of the Basic Encoding Rules (X.690 §8.1): its content is [start, end). */
export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

type Check = (bytes: Uint8Array, element: Element) => boolean;

const INTEGER = 0x02;
const OCTETS = 0x04;
const ENUMERATED = 0x0a;
const BOOLEAN = 0x01;
const SEQUENCE = 0x30;
const SET = 0x31;
const CONTROLS = 0xa0;
/** [APPLICATION n] of RFC 4511 appendix B. */
const BIND_RESPONSE = 0x61;
const SEARCH_ENTRY = 0x64;
const SEARCH_DONE = 0x65;
const SEARCH_REFERENCE = 0x73;
const EXTENDED_RESPONSE = 0x78;

/** Four octets of length are the most that is read; RFC 4511 §5.1 knows the definite form only. */
export function elementAt(bytes: Uint8Array, at: number, end: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > end) return undefined;
  if (first < 0x80) return bounded({ tag, start: at + 2, end: at + 2 + first }, end);
  const count = first & 0x7f;
  const start = at + 2 + count;
  if (count === 0 || count > 4 || start > end) return undefined;
  let length = 0;
  for (let index = at + 2; index < start; index++) length = length * 256 + (bytes[index] ?? 0);
  return bounded({ tag, start, end: start + length }, end);
}

const bounded = (element: Element, end: number): Element | undefined => (element.end <= end ? element : undefined);

/** What is inside, if that fills it exactly. */
function elementsOf(bytes: Uint8Array, { start, end }: Element): Element[] | undefined {
  const found: Element[] = [];
  for (let at = start; at < end;) {
    const element = elementAt(bytes, at, end);
    if (element === undefined) return undefined;
    found.push(element);
    at = element.end;
  }
  return found;
}

const all = (bytes: Uint8Array, element: Element, check: Check): boolean =>
  elementsOf(bytes, element)?.every((part) => check(bytes, part)) ?? false;

const isShort = ({ start, end }: Element): boolean => end > start && end - start <= 4;
const isOctets: Check = (_bytes, { tag }) => tag === OCTETS;

const isAnswer: Check = (bytes, operation) => {
  switch (operation.tag) {
    case BIND_RESPONSE:
    case SEARCH_DONE:
    case EXTENDED_RESPONSE:
      return isResult(bytes, operation);
    case SEARCH_ENTRY:
      return isEntry(bytes, operation);
    case SEARCH_REFERENCE:
      return all(bytes, operation, isOctets);
    default:
      return false;
  }
};

/** LDAPResult, and what extends it: [n] elements. */
const isResult: Check = (bytes, operation) => {
  const [code, matched, message, ...more] = elementsOf(bytes, operation) ?? [];
  const isBegun = code?.tag === ENUMERATED && isShort(code) && matched?.tag === OCTETS && message?.tag === OCTETS;
  return isBegun && more.every(({ tag }) => tag >= 0x80 && tag !== CONTROLS);
};

const isEntry: Check = (bytes, operation) => {
  const [name, attributes, ...more] = elementsOf(bytes, operation) ?? [];
  if (name?.tag !== OCTETS || attributes?.tag !== SEQUENCE || more.length > 0) return false;
  return all(bytes, attributes, isAttribute);
};

const isAttribute: Check = (bytes, attribute) => {
  if (attribute.tag !== SEQUENCE) return false;
  const [type, values, ...more] = elementsOf(bytes, attribute) ?? [];
  return type?.tag === OCTETS && values?.tag === SET && more.length === 0 && all(bytes, values, isOctets);
};

const isControl: Check = (bytes, control) => {
  if (control.tag !== SEQUENCE) return false;
  const [type, ...more] = elementsOf(bytes, control) ?? [];
  const tags = more.map(({ tag }) => tag);
  if (type?.tag !== OCTETS || tags.length > 2) return false;
  if (tags[0] === BOOLEAN && more[0] !== undefined && !isShort(more[0])) return false;
  return (
    tags.every((tag, index) => tag === OCTETS || (tag === BOOLEAN && index === 0)) && new Set(tags).size === tags.length
  );
};
