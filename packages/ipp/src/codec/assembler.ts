import { badRequest, tooLarge } from '../ipp-fault.ts';
import { decodeName, decodeValue, type Reading } from './decode-value.ts';
import type { Limits } from './limits.ts';
import type { Attribute, Group, Value } from './message.ts';
import { VALUE_TAG } from './tags.ts';

/** Puts tokens together to groups, attributes and collections (RFC 8010 §3.1.2–3.1.7). */
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
  /** Where values go. */
  current: Growing | undefined;
}

export function createAssembler(limits: Limits, reading: Reading): Assembler {
  return new MessageAssembler(limits, reading);
}

/** Invariant: `#open` holds one scope for each unfinished group or collection, the innermost last. */
class MessageAssembler implements Assembler {
  readonly #limits: Limits;
  readonly #reading: Reading;
  readonly #groups: Group[] = [];
  readonly #open: Scope[] = [];
  #attributes = 0;
  #values = 0;

  constructor(limits: Limits, reading: Reading) {
    this.#limits = limits;
    this.#reading = reading;
  }

  group(tag: number): void {
    if (this.#open.length > 1) throw badRequest('a group begins within a collection');
    if (tag === 0) throw badRequest('delimiter tag 0x00 is reserved');
    if (this.#groups.length >= this.#limits.groups) throw tooLarge(`more than ${this.#limits.groups} groups`);
    const scope: Scope = { attributes: [], names: new Set(), current: undefined };
    this.#open.length = 0;
    this.#open.push(scope);
    this.#groups.push({ tag, attributes: scope.attributes });
  }

  value(tag: number, name: string, bytes: Uint8Array): void {
    const scope = this.#open.at(-1);
    if (scope === undefined) throw badRequest('an attribute comes before any group');
    if (++this.#values > this.#limits.values) throw tooLarge(`more than ${this.#limits.values} values`);
    if (this.#open.length > 1) this.#inCollection(scope, tag, name, bytes);
    else this.#inGroup(scope, tag, name, bytes);
  }

  end(): readonly Group[] {
    if (this.#open.length > 1) throw badRequest('the attributes end within a collection');
    return this.#groups;
  }

  #inGroup(scope: Scope, tag: number, name: string, bytes: Uint8Array): void {
    if (tag === VALUE_TAG.memberAttrName || tag === VALUE_TAG.endCollection) {
      throw badRequest('a part of a collection comes outside of one');
    }
    if (name !== '') this.#begin(scope, name);
    this.#add(scope, tag, bytes);
  }

  #inCollection(scope: Scope, tag: number, name: string, bytes: Uint8Array): void {
    if (name !== '') throw badRequest(`attribute ${quoted(name)} begins within a collection`);
    if (tag === VALUE_TAG.memberAttrName) {
      complete(scope);
      this.#begin(scope, this.#memberName(bytes));
    } else if (tag === VALUE_TAG.endCollection) {
      if (bytes.length > 0) throw badRequest('the end of a collection has a value');
      complete(scope);
      this.#open.pop();
    } else {
      this.#add(scope, tag, bytes);
    }
  }

  #memberName(bytes: Uint8Array): string {
    const most = this.#limits.nameBytes;
    if (bytes.length > most) throw tooLarge(`a member name of ${bytes.length} octets is longer than ${most}`);
    if (bytes.length === 0) throw badRequest('a member attribute has no name');
    return decodeName(bytes, this.#reading);
  }

  #begin(scope: Scope, name: string): void {
    if (++this.#attributes > this.#limits.attributes) {
      throw tooLarge(`more than ${this.#limits.attributes} attributes`);
    }
    const twice = scope.names.has(name);
    if (twice && this.#reading === 'strict') throw badRequest(`attribute ${quoted(name)} comes twice`);
    scope.names.add(name);
    scope.current = { name, values: [] };
    if (!twice) scope.attributes.push(scope.current);
  }

  #add(scope: Scope, tag: number, bytes: Uint8Array): void {
    const attribute = scope.current;
    if (attribute === undefined) throw badRequest('a value comes before the name of its attribute');
    if (tag !== VALUE_TAG.begCollection) {
      attribute.values.push(decodeValue(tag, bytes, this.#reading));
      return;
    }
    if (bytes.length > 0) throw badRequest('the beginning of a collection has a value');
    if (this.#open.length > this.#limits.depth) {
      throw tooLarge(`collections are nested deeper than ${this.#limits.depth}`);
    }
    const members: Growing[] = [];
    attribute.values.push({ syntax: 'collection', members });
    this.#open.push({ attributes: members, names: new Set(), current: undefined });
  }
}

function complete(scope: Scope): void {
  const last: Attribute | undefined = scope.current;
  if (last !== undefined && last.values.length === 0) throw badRequest(`member ${quoted(last.name)} has no value`);
}

/** Foreign text in a message: short, and printable. */
function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
