import { badRequest, tooLarge } from '../ipp-fault.ts';
import { decodeText, decodeValue, type TextReading } from './decode-value.ts';
import type { Limits } from './limits.ts';
import type { Attribute, Group, Value } from './message.ts';
import { VALUE_TAG } from './tags.ts';

/**
 * Puts tokens together to groups, attributes and collections (RFC 8010 §3.1.2–3.1.7).
 * Invariant: `open` holds one scope for each unfinished group or collection, the innermost last.
 */
export interface Assembler {
  group(tag: number): void;
  /** An attribute, one more value of it (empty name), or a part of a collection. */
  value(tag: number, name: string, bytes: Uint8Array): void;
  /** The groups, once the end-of-attributes tag is reached. */
  end(): readonly Group[];
}

interface Growing {
  readonly name: string;
  readonly values: Value[];
}

interface Scope {
  readonly attributes: Growing[];
  readonly names: Set<string>;
}

export function createAssembler(limits: Limits, reading: TextReading): Assembler {
  const groups: Group[] = [];
  const open: Scope[] = [];
  let attributes = 0;
  let values = 0;

  return { group, value, end };

  function group(tag: number): void {
    if (open.length > 1) throw badRequest('a group begins within a collection');
    if (tag === 0) throw badRequest('delimiter tag 0x00 is reserved');
    if (groups.length >= limits.groups) throw tooLarge(`more than ${limits.groups} groups`);
    const scope: Scope = { attributes: [], names: new Set() };
    open.length = 0;
    open.push(scope);
    groups.push({ tag, attributes: scope.attributes });
  }

  function value(tag: number, name: string, bytes: Uint8Array): void {
    const scope = open.at(-1);
    if (scope === undefined) throw badRequest('an attribute comes before any group');
    if (++values > limits.values) throw tooLarge(`more than ${limits.values} values`);
    if (open.length > 1) inCollection(scope, tag, name, bytes);
    else inGroup(scope, tag, name, bytes);
  }

  function inGroup(scope: Scope, tag: number, name: string, bytes: Uint8Array): void {
    if (tag === VALUE_TAG.memberAttrName || tag === VALUE_TAG.endCollection) {
      throw badRequest('a part of a collection comes outside of one');
    }
    if (name !== '') begin(scope, name);
    add(scope, tag, bytes);
  }

  function inCollection(scope: Scope, tag: number, name: string, bytes: Uint8Array): void {
    if (name !== '') throw badRequest(`attribute ${quoted(name)} begins within a collection`);
    if (tag === VALUE_TAG.memberAttrName) {
      complete(scope);
      const member = decodeText(bytes, reading);
      if (member === '') throw badRequest('a member attribute has no name');
      if (bytes.length > limits.nameBytes) throw tooLarge(`a member name is longer than ${limits.nameBytes} octets`);
      begin(scope, member);
    } else if (tag === VALUE_TAG.endCollection) {
      if (bytes.length > 0) throw badRequest('the end of a collection has a value');
      complete(scope);
      open.pop();
    } else {
      add(scope, tag, bytes);
    }
  }

  function begin(scope: Scope, name: string): void {
    if (++attributes > limits.attributes) throw tooLarge(`more than ${limits.attributes} attributes`);
    if (scope.names.has(name)) throw badRequest(`attribute ${quoted(name)} comes twice`);
    scope.names.add(name);
    scope.attributes.push({ name, values: [] });
  }

  function add(scope: Scope, tag: number, bytes: Uint8Array): void {
    const attribute = scope.attributes.at(-1);
    if (attribute === undefined) throw badRequest('a value comes before the name of its attribute');
    if (tag !== VALUE_TAG.begCollection) {
      attribute.values.push(decodeValue(tag, bytes, reading));
      return;
    }
    if (bytes.length > 0) throw badRequest('the beginning of a collection has a value');
    if (open.length > limits.depth) throw tooLarge(`collections are nested deeper than ${limits.depth}`);
    const members: Growing[] = [];
    attribute.values.push({ syntax: 'collection', members });
    open.push({ attributes: members, names: new Set() });
  }

  function end(): readonly Group[] {
    if (open.length > 1) throw badRequest('the attributes end within a collection');
    return groups;
  }
}

function complete(scope: Scope): void {
  const last: Attribute | undefined = scope.attributes.at(-1);
  if (last !== undefined && last.values.length === 0) throw badRequest(`member ${quoted(last.name)} has no value`);
}

/** Foreign text in a message: short, and printable. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
