import { fail } from '../bootstrap/progress.mjs';

/**
 * @typedef {{ name: string, code: number, reference: string }} Code
 */

/** `Restart-Job(deprecated)` and `0x0003(deprecated)`: what is remarked stands behind the name. */
export const unremarked = (text) => text.replace(/(\([^()]*\)\s*)+$/, '').trim();

/**
 * Operations have their codes as values of an enum, `operations-supported`.
 * @returns {readonly Code[]} by code
 */
export const operations = (registrations) => enumerated(registrations, 'operations-supported');

/** @returns {readonly Code[]} by code */
export function statuses(registrations) {
  return byCode(section(registrations, 'Status Codes').flatMap(codeOf));
}

/**
 * Every enum that lists values of its own; what only takes the values of another is left out.
 * @returns {ReadonlyMap<string, readonly Code[]>}
 */
export function enums(registrations) {
  const names = new Set(section(registrations, 'Enum Attribute Values').map(({ attribute }) => attribute));
  const tables = [...names].map((name) => [name, enumerated(registrations, name)]);
  return new Map(tables.filter(([name, codes]) => codes.length > 0 && name !== 'operations-supported'));
}

export function section(registrations, title) {
  return registrations.sections.get(title) ?? fail(`The list has no section "${title}".`);
}

function enumerated(registrations, attribute) {
  const records = section(registrations, 'Enum Attribute Values').filter((record) => record.attribute === attribute);
  return byCode(records.flatMap(codeOf));
}

/** The first registration of a code counts: later ones extend it. */
function byCode(codes) {
  const firsts = codes.filter(({ code }, index) => codes.findIndex((other) => other.code === code) === index);
  return firsts.toSorted((a, b) => a.code - b.code);
}

/** Reserved and unassigned codes and ranges of codes are none; nor is a heading, which has no value. */
function codeOf({ value = '', name = '', reference }) {
  const number = unremarked(value);
  if (!/^(0x[0-9A-Fa-f]+|\d+)$/.test(number) || /^(Reserved|Unassigned)/.test(name)) return [];
  return [{ name: unremarked(name), code: Number(number), reference }];
}
