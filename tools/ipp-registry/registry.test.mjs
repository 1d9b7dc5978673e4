import { describe, expect, test } from 'vitest';
import { attributes } from './attribute-tables.mjs';
import { enums, operations, statuses } from './code-tables.mjs';
import { readRegistrations } from './read-registrations.mjs';
import { readNotation, union, written } from './syntax-notation.mjs';
import { attributeTables, codeTable, head } from './write-typescript.mjs';

const record = (fields, xref = '<xref type="rfc" data="rfc8011"/>') =>
  `<record>${Object.entries(fields)
    .map(([name, text]) => `<${name}>${text}</${name}>`)
    .join('')}${xref}</record>`;
const attribute = (collection, name, syntax, more = {}) => record({ collection, name, ...more, syntax });
const section = (number, title, ...records) =>
  `<registry id="ipp-registrations-${number}"><title>${title}</title>${records.join('\n')}</registry>`;
const PWG = '<xref data="https://example.com/5100.7.pdf" type="uri">PWG5100.7</xref>';

const LIST = readRegistrations(`<?xml version='1.0'?>
<registry id="ipp-registrations"><updated>2025-10-31</updated>
${section(
  2,
  'Attributes',
  attribute('Operation', 'limit', 'integer(1:MAX)'),
  attribute('Job Template', 'copies', 'integer(1:MAX)'),
  attribute('Job Template', 'copies(extension)', '1setOf integer(0:MAX)'),
  attribute('Job Template', 'media-col', 'collection'),
  attribute('Job Template', 'media-col', 'type2 keyword | name(MAX)', { member_attribute: 'media-color(obsolete)' }),
  attribute('Job Template', 'media-col', 'collection', { member_attribute: 'media-size' }),
  attribute('Job Template', 'media-col', 'integer(0:MAX)', {
    member_attribute: 'media-size',
    'sub-member_attribute': 'x-dimension',
  }),
  attribute('Job Template', 'overrides', '1setOf collection'),
  attribute('Job Template', 'overrides', '', { member_attribute: '&lt;Any Job Template Attribute&gt;' }),
  attribute('Job Template', 'overrides', '', { member_attribute: '&lt;Any "media-col" member attribute&gt;' }),
)}
${section(
  6,
  'Enum Attribute Values',
  record({ attribute: 'operations-supported' }),
  record({ attribute: 'operations-supported', value: '0x000E(deprecated)', name: 'Restart-Job(deprecated)' }, PWG),
  record({ attribute: 'operations-supported', value: '0x0002', name: 'Print-Job' }),
  record({ attribute: 'operations-supported', value: '0x000F', name: 'Reserved (not used)' }),
  record({ attribute: 'print-quality', value: '3', name: 'draft' }),
  record({ attribute: 'print-quality', value: '3', name: 'draft' }, PWG),
  record({ attribute: 'print-quality-default', value: '&lt;Any "print-quality" value&gt;' }),
)}
${section(11, 'Status Codes', record({ value: '0x040A', name: 'client-error-x' }), record({ value: '0x0421-0x047F', name: 'Unassigned' }))}
</registry>`);

test('codes are read in their order, without what is reserved or only refers', () => {
  expect(operations(LIST)).toEqual([
    { name: 'Print-Job', code: 2, reference: 'RFC8011' },
    { name: 'Restart-Job', code: 14, reference: 'PWG5100.7' },
  ]);
  expect([...enums(LIST)]).toEqual([['print-quality', [{ name: 'draft', code: 3, reference: 'RFC8011' }]]]);
  expect(statuses(LIST)).toEqual([{ name: 'client-error-x', code: 0x40a, reference: 'RFC8011' }]);
});

test('attributes are read with their members, and an extension widens what it extends', () => {
  const template = attributes(LIST).get('Job Template');
  expect(template.get('copies').syntax).toBe('1setOf integer(1:MAX) | integer(0:MAX)');
  expect(template.get('media-col').members.get('media-color').syntax).toBe('keyword | name');
  expect(template.get('media-col').members.get('media-size').members.get('x-dimension').syntax).toBe('integer(0:MAX)');
  expect(template.get('overrides').membersOf).toEqual(['Job Template', 'media-col']);
});

describe('a syntax is written one way, however the list writes it', () => {
  test.each([
    ['1setOf (type2 keyword | name(MAX))', '1setOf keyword | name'],
    ['(1setOf type2 keyword | name(MAX))', '1setOf keyword | name'],
    ['1setof (type2 keyword)', '1setOf keyword'],
    ['1setOf (name(MAX)', '1setOf name'],
    ['1setOf (1setOf integer(1:MAX))', '1setOf integer(1:MAX)'],
    [
      '1setOf (integer(0: 67108863) | rangeOfInteger(0:67108863))',
      '1setOf integer(0:67108863) | rangeOfInteger(0:67108863)',
    ],
    ['type2 keyword]', 'keyword'],
    ['integer (0:MAX)', 'integer(0:MAX)'],
    ['integer:0:MAX', 'integer(0:MAX)'],
    ['integer(MIN:MAX) | no-value', 'integer | no-value'],
    ["octetString(64) | 'no-value'", 'octetString(64) | no-value'],
    ['dateTime|unknown', 'dateTime | unknown'],
    ['text(127)', 'text(127)'],
  ])('%s', (text, expected) => {
    expect(written(union([readNotation(text)]))).toBe(expected);
  });

  test('and one that is new is not guessed', () => {
    expect(readNotation('1setOf waveform')).toBeUndefined();
    expect(readNotation('integer(1:MAX:2)')).toBeUndefined();
    expect(readNotation('')).toBeUndefined();
  });
});

test('what is written names its source and its references', () => {
  expect(head(LIST.updated)).toContain('as updated 2025-10-31');
  expect(codeTable('STATUS', 'All.', statuses(LIST), 4)).toContain('"client-error-x": 0x040a, // RFC8011');
  expect(attributeTables('ATTRIBUTES', 'All.', attributes(LIST))).toContain('"limit": "integer(1:MAX)", // RFC8011');
});
