import { fromUtf8Lenient } from '@holdover/kernel';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { EsclFault } from '../escl-fault.ts';
import { isCharacter } from './characters.ts';
import type { Element } from './element.ts';

/** The largest capabilities seen have 30 KiB. */
export const MOST_XML_BYTES = 128 * 1024;
const MOST_DEPTH = 24;
const MOST_ELEMENTS = 5_000;

/**
 * The root of a document.
 * Invariant: entities are never declared (a DOCTYPE is refused) and only the five of XML and characters by number are
 * resolved, once; so what is read is never larger than what came.
 * @throws EsclFault `malformed`
 */
export function readXml(bytes: Uint8Array): Element {
  if (bytes.length > MOST_XML_BYTES) throw malformed(`longer than ${MOST_XML_BYTES} octets`);
  const text = fromUtf8Lenient(bytes).replace(/^\uFEFF/, '');
  if (/<!DOCTYPE/i.test(text)) throw malformed('a DOCTYPE is not taken');
  if (!isAllCharacters(text)) throw malformed('there are characters that XML does not have');
  const nodes = parse(text);
  const limits = { elements: 0 };
  const roots = elementsOf(nodes, 1, limits);
  const [root] = roots;
  if (root === undefined || roots.length > 1) throw malformed('there is to be one root');
  return root;
}

function isAllCharacters(text: string): boolean {
  for (const character of text) if (!isCharacter(character.codePointAt(0) ?? 0)) return false;
  return true;
}

function parse(text: string): readonly unknown[] {
  const validity = validityOf(text);
  if (validity !== true) throw malformed(validity);
  try {
    const parsed: unknown = parser.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch (cause) {
    throw malformed('it cannot be read', cause);
  }
}

function validityOf(text: string): true | string {
  try {
    const validity = XMLValidator.validate(text);
    return validity === true ? true : validity.err.msg;
  } catch {
    return 'it cannot be read';
  }
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: MOST_DEPTH,
});

/** In order, the parser gives an object with one key a node, its name, and one for its attributes. */
function elementsOf(nodes: readonly unknown[], depth: number, limits: { elements: number }): readonly Element[] {
  if (depth > MOST_DEPTH) throw malformed(`deeper than ${MOST_DEPTH}`);
  return nodes.flatMap((node) => {
    const name = Object.keys(record(node)).find((key) => key !== ATTRIBUTES);
    if (name === undefined || name === TEXT) return [];
    limits.elements += 1;
    if (limits.elements > MOST_ELEMENTS) throw malformed(`more than ${MOST_ELEMENTS} elements`);
    const within = record(node)[name];
    const inner: readonly unknown[] = Array.isArray(within) ? within : [];
    const children = elementsOf(inner, depth + 1, limits);
    const attributes = attributesOf(record(node)[ATTRIBUTES]);
    return [{ name, attributes, children, text: children.length > 0 ? '' : textOf(inner) }];
  });
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = Object.entries(record(value)).map(([name, text]) => [name, resolved(String(text))]);
  return Object.fromEntries(pairs);
}

function textOf(nodes: readonly unknown[]): string {
  const parts = nodes.map((node) => record(node)[TEXT]).filter((part) => part !== undefined);
  return resolved(parts.map(String).join('')).trim();
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML 1.0 §4.1, §4.6; a number that is no character stays as it came. */
function resolved(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, ...groups: unknown[]) => {
      const [decimal, hexadecimal, name] = groups;
      if (typeof name === 'string') return NAMED[name] ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hexadecimal), 16);
      return isCharacter(code) ? String.fromCodePoint(code) : whole;
    },
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function malformed(why: string, cause?: unknown): EsclFault {
  return new EsclFault('malformed', `no XML of eSCL: ${why}`, cause);
}
