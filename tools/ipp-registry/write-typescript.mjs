/** What every generated file begins with. */
export function head(updated) {
  return [
    '/*',
    ` * Generated from the IANA registry "Internet Printing Protocol (IPP) Registrations", as updated ${updated}:`,
    ' * https://www.iana.org/assignments/ipp-registrations',
    ' * Do not edit: `node tools/generate-ipp-registry.mjs ipp-registrations.xml` writes it anew.',
    ' */',
    '',
  ].join('\n');
}

/** `export const NAME = { 'name': 0x0002, // RFC8011 … } as const;` */
export function codeTable(name, comment, codes, digits = 0) {
  return [
    `/** ${comment} */`,
    `export const ${name} = {`,
    ...codes.map((code) => `  ${codeLine(code, digits)}`),
    '} as const;',
    '',
  ].join('\n');
}

/** A table of tables of codes. */
export function codeTables(name, comment, tables) {
  const lines = [...tables].flatMap(([key, codes]) => [
    `  ${quoted(key)}: {`,
    ...codes.map((code) => `    ${codeLine(code, 0)}`),
    '  },',
  ]);
  return [`/** ${comment} */`, `export const ${name} = {`, ...lines, '} as const;', ''].join('\n');
}

/** Attributes by object: the syntax alone, or with members where it is a collection. */
export function attributeTables(name, comment, objects) {
  const lines = [...objects].flatMap(([object, entries]) => [`${quoted(object)}: {`, ...entryLines(entries), '},']);
  return [
    "import type { Registrations } from '../registered.ts';",
    '',
    `/** ${comment} */`,
    `export const ${name}: Registrations = {`,
    ...lines,
    '};',
    '',
  ].join('\n');
}

function entryLines(entries) {
  return [...entries].flatMap(([name, entry]) => {
    const syntax = `${quoted(entry.syntax)}, // ${entry.reference}`;
    if (entry.members.size === 0 && entry.membersOf.length === 0) return [`${quoted(name)}: ${syntax}`];
    const members = entry.members.size === 0 ? [] : ['members: {', ...entryLines(entry.members), '},'];
    const membersOf = entry.membersOf.length === 0 ? [] : [`membersOf: [${entry.membersOf.map(quoted).join(', ')}],`];
    return [`${quoted(name)}: {`, `syntax: ${syntax}`, ...members, ...membersOf, '},'];
  });
}

function codeLine({ name, code, reference }, digits) {
  const number = digits === 0 ? String(code) : `0x${code.toString(16).padStart(digits, '0')}`;
  return `${quoted(name)}: ${number},${reference === '' ? '' : ` // ${reference}`}`;
}

const quoted = (text) => JSON.stringify(text);
