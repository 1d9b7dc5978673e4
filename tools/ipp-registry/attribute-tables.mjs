import { fail } from '../bootstrap/progress.mjs';
import { section, unremarked } from './code-tables.mjs';
import { readNotation, union, written } from './syntax-notation.mjs';

/**
 * @typedef {object} Entry
 * @property {string} syntax in the notation of syntax-notation.mjs
 * @property {string} reference the document that registers it first
 * @property {ReadonlyMap<string, Entry>} members of a collection
 * @property {readonly string[]} membersOf attributes or objects whose members it takes, too
 */

/**
 * Attributes by the object or group they belong to (`Operation`, `Job Template` …), in the order of the list.
 * @returns {ReadonlyMap<string, ReadonlyMap<string, Entry>>}
 */
export function attributes(registrations) {
  const groups = new Map();
  for (const record of section(registrations, 'Attributes')) {
    const path = [record.name, record.member_attribute, record['sub-member_attribute']].filter(Boolean);
    place(child(groups, record.collection), path, record);
  }
  return new Map([...groups].map(([group, { members }]) => [group, entries(members)]));
}

/** Where a path of names leads; one that says `<Any "media-col" member attribute>` refers to the members of another. */
function place(parent, [name, ...rest], record) {
  const taken = rest.length === 0 ? /^<\s*Any (?:"([^"]+)" member attribute|(.+?) attribute)\s*>$/i.exec(name) : null;
  if (taken !== null) parent.membersOf.add(taken[1] ?? taken[2]);
  else if (rest.length > 0) place(child(parent.members, unremarked(name)), rest, record);
  else child(parent.members, unremarked(name)).records.push(record);
}

function child(siblings, name) {
  const known = siblings.get(name);
  if (known !== undefined) return known;
  const made = { records: [], members: new Map(), membersOf: new Set() };
  siblings.set(name, made);
  return made;
}

const entries = (members) => new Map([...members].map(([name, node]) => [name, entryOf(name, node)]));

function entryOf(name, { records, members, membersOf }) {
  const notations = records.map(
    ({ syntax }) => readNotation(syntax) ?? fail(`The syntax "${syntax}" of ${name} is new.`),
  );
  if (notations.length === 0) fail(`Only members of ${name} are registered, but not itself.`);
  const syntax = written(union(notations));
  return { syntax, reference: records[0].reference, members: entries(members), membersOf: [...membersOf] };
}
