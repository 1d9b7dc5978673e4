import { describe, expect, test } from 'vitest';
import { GROUP, OUT_OF_BAND_TAGS, STRING_TAGS, VALUE_TAG } from '../codec/tags.ts';
import { describePrinter } from '../printer/description.ts';
import { EVERYWHERE_OPERATIONS } from '../printer/supported-operations.ts';
import { checkSyntax } from './check-syntax.ts';
import { ATTRIBUTES } from './generated/attributes.ts';
import { OPERATION, operationOf } from './operations.ts';
import { memberOf, registrationOf, type Registered, type Registration } from './registered.ts';
import { STATUS, statusOf } from './statuses.ts';
import { syntaxOf } from './syntax.ts';

const SYNTAXES = new Set(['collection', ...Object.keys({ ...STRING_TAGS, ...OUT_OF_BAND_TAGS, ...VALUE_TAG })]);

function registrations(registered: Registered): Registration[] {
  return Object.values(registered).flatMap((each) =>
    typeof each === 'string' ? [each] : [each, ...registrations(each.members ?? {})],
  );
}

describe('the generated registry', () => {
  const all = Object.values(ATTRIBUTES).flatMap(registrations);

  test('is whole', () => {
    expect(all.length).toBeGreaterThan(1500);
    expect(Object.keys(OPERATION).length).toBeGreaterThan(95);
    expect(Object.keys(STATUS).length).toBeGreaterThan(45);
  });

  test('has every notation in a form that is read', () => {
    for (const each of all) {
      const { values, notation } = syntaxOf(each);
      const names = values.map(({ syntax }) => syntax);
      expect(
        names.filter((name) => !SYNTAXES.has(name)),
        notation,
      ).toEqual([]);
      expect(
        values.every(({ least, most }) => least <= most),
        notation,
      ).toBe(true);
    }
  });

  test('refers to collections and objects that it has', () => {
    const named = new Set(Object.values(ATTRIBUTES).flatMap((attributes) => Object.keys(attributes)));
    const sources = all.flatMap((each) => (typeof each === 'string' ? [] : (each.membersOf ?? [])));
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.filter((source) => !named.has(source) && !(source in ATTRIBUTES))).toEqual([]);
  });
});

test('codes and names of operations and statuses are the same both ways', () => {
  for (const [name, code] of Object.entries(OPERATION)) expect(operationOf(code)).toBe(name);
  for (const [name, code] of Object.entries(STATUS)) expect(statusOf(code)).toBe(name);
  expect(operationOf(0x4001)).toBeUndefined();
  expect(statusOf(0x0480)).toBeUndefined();
});

test.each<[string, string]>([
  ['integer', 'integer -2147483648…2147483647'],
  ['integer(1:MAX)', 'integer 1…2147483647'],
  ['integer(-273:MAX) | no-value', 'integer -273…2147483647, no-value'],
  ['name(127)', 'name …127, nameWithLanguage …127'],
  ['1setOf keyword | name', 'many: keyword …255, name …255, nameWithLanguage …255'],
  ['octetString(64) | no-value', 'octetString …64, no-value'],
])('%s means %s', (notation, meaning) => {
  const { many, values } = syntaxOf(notation);
  const said = values.map(({ syntax, least, most }) => {
    if (syntax === 'integer') return `integer ${least}…${most}`;
    return syntax === 'no-value' ? syntax : `${syntax} …${most}`;
  });
  expect(`${many ? 'many: ' : ''}${said.join(', ')}`).toBe(meaning);
});

describe('members of a collection', () => {
  const collection = (name: string, group: number): Registration => registrationOf(name, group) ?? 'none';

  test('are its own, those of another, or the attributes of an object', () => {
    expect(memberOf(collection('media-col', GROUP.job), 'media-color')).toBe('keyword | name');
    expect(memberOf(collection('media-col-ready', GROUP.printer), 'media-color')).toBe('keyword | name');
    expect(memberOf(collection('overrides', GROUP.job), 'copies')).toBe('integer(1:MAX)');
    expect(memberOf(collection('overrides-actual', GROUP.job), 'copies')).toBe('integer(1:MAX)');
  });

  test('are found without end where a collection refers to its own name', () => {
    expect(memberOf(collection('cover-back', GROUP.document), 'media')).toBe('keyword | name');
    expect(memberOf(collection('cover-back', GROUP.document), 'no-such-member')).toBeUndefined();
  });
});

test('a printer describes itself as the registry says', () => {
  const description = describePrinter({
    name: 'Upstairs',
    makeAndModel: 'Example 1',
    manufacturer: 'Example',
    model: '1',
    location: 'Upstairs',
    organization: '',
    uuid: '00000000-0000-7000-8000-000000000000',
    color: true,
    duplex: true,
    formats: ['application/pdf'],
    compressions: ['none', 'gzip'],
    pagesPerMinute: 20,
    media: ['iso_a4_210x297mm', 'na_letter_8.5x11in'],
    operations: EVERYWHERE_OPERATIONS,
  });
  expect(description.map((attribute) => checkSyntax(attribute, GROUP.printer)?.message).filter(Boolean)).toEqual([]);
  expect(
    description.filter(({ name }) => registrationOf(name, GROUP.printer) === undefined).map(({ name }) => name),
  ).toEqual([]);
});
