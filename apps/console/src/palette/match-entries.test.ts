import { expect, test } from 'vitest';
import { matchEntries } from './match-entries.ts';

const entries = [
  { title: 'Users' },
  { title: 'User sources' },
  { title: 'Geräte' },
  { title: 'Offline Login', detail: 'Settings › Printers & Terminals' },
  { title: 'Add user' },
];
const found = (text: string) => matchEntries(entries, text).map(({ title }) => title);

test('nothing typed: everything, as it came', () => {
  expect(found('  ')).toEqual(entries.map(({ title }) => title));
});

test('what begins with the words comes first, then whatever has a word that does', () => {
  expect(found('user')).toEqual(['Users', 'User sources', 'Add user']);
});

test('words come in any order, and from what stands beside', () => {
  expect(found('login off')).toEqual(['Offline Login']);
  expect(found('printers')).toEqual(['Offline Login']);
  expect(found('user zebra')).toEqual([]);
});

test('accents and capitals are nothing', () => {
  expect(found('GERATE')).toEqual(['Geräte']);
  expect(found('geräte')).toEqual(['Geräte']);
});
