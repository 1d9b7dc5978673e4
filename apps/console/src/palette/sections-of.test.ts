import { IconHome } from '@tabler/icons-react';
import { expect, test } from 'vitest';
import type { PaletteEntry } from './palette-entry.ts';
import { sectionsOf } from './sections-of.ts';

const entry = (kind: PaletteEntry['kind'], title: string): PaletteEntry => ({
  id: `${kind}:${title}`,
  kind,
  title,
  icon: IconHome,
  run: () => undefined,
});
const own = [entry('actions', 'Add user'), entry('pages', 'Users'), entry('pages', 'Devices')];
const shown = (given: Partial<Parameters<typeof sectionsOf>[0]>) =>
  sectionsOf({ text: '', own, found: [], recent: [], ...given }).map(({ kind, entries }) => [
    kind,
    entries.map(({ title }) => title),
  ]);

test('nothing typed: recent choices first, and each thing once', () => {
  expect(shown({ recent: ['pages:Devices', 'pages:gone'] })).toEqual([
    ['recent', ['Devices']],
    ['actions', ['Add user']],
    ['pages', ['Users']],
  ]);
});

test('typed: what the server found, then what matches', () => {
  expect(shown({ text: 'user', found: [entry('users', 'Ada')], recent: ['pages:Users'] })).toEqual([
    ['users', ['Ada']],
    ['actions', ['Add user']],
    ['pages', ['Users']],
  ]);
  expect(shown({ text: 'zebra' })).toEqual([]);
});
