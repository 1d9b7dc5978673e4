/**
 * The registry's notation, made one: `1setOf (type2 keyword | name(MAX))` becomes `1setOf keyword | name`.
 * Who may add values (`type1`, `type2`) is no matter of syntax, and a maximum that is that of the syntax goes without saying.
 */

/** What is misprinted in the list, and what its documents say. */
const MISPRINTS = new Map([
  ['integer:0:MAX', 'integer(0:MAX)'],
  ['integer(MIN:MIN)', 'integer(MIN:MAX)'],
  ['rangeOfInteger(MIN:MIN)', 'rangeOfInteger(MIN:MAX)'],
  ['rangeOfInteger(MAX)', 'rangeOfInteger(MIN:MAX)'],
]);

const VALUE =
  /^(boolean|charset|collection|dateTime|enum|integer|keyword|mimeMediaType|name|naturalLanguage|no-value|octetString|rangeOfInteger|resolution|text|unknown|uri|uriScheme)(\((?:(?:-?\d+|MIN):)?(?:-?\d+|MAX)\))?$/;

/**
 * @typedef {{ many: boolean, values: readonly string[] }} Notation
 * @param {string} text
 * @returns {Notation | undefined} undefined when it is in no notation known here
 */
export function readNotation(text) {
  const values = text
    .replace(/\s+/g, ' ')
    .split('|')
    .map((part) => value(part));
  if (values.some((each) => !VALUE.test(each))) return undefined;
  return { many: /\b1set[oO]f\b/.test(text), values: [...new Set(values.map(shortened))] };
}

/**
 * What any of the registrations allows: a document that extends another may widen or narrow a syntax, and values of both
 * are met.
 */
export function union(notations) {
  return {
    many: notations.some(({ many }) => many),
    values: [...new Set(notations.flatMap(({ values }) => values))],
  };
}

export const written = ({ many, values }) => `${many ? '1setOf ' : ''}${values.join(' | ')}`;

/** One alternative, without what is around it: brackets, quotes, policies. */
function value(part) {
  const bare = part.replace(/\b1set[oO]f\b|\btype[123]\b|[\s'\]]/g, '').replace(/^\(+/, '');
  const [, name = '', bounds = ''] = /^([\w-]+)(\([^()]*\)|:\S+|)/.exec(bare) ?? [];
  return MISPRINTS.get(name + bounds) ?? name + bounds;
}

const shortened = (text) => text.replace(/\((MAX|MIN:MAX)\)$/, '');
