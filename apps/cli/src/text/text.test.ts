import { describe, expect, test } from 'vitest';
import { fit, padded, widthOf } from './fit.ts';
import { createTable } from './table.ts';
import { visible, visibleJson } from './visible.ts';

describe('names', () => {
  test.each([
    ['an escape sequence that clears the screen', '\u001b[2Jada', '<1B>[2Jada'],
    ['a C1 control that some terminals take for one', '\u009b2Jada', '<9B>2Jada'],
    ['a line of their own', 'ada\r\nroot', 'ada<0D><0A>root'],
    ['a turned direction', 'ada\u202egnp.exe', 'ada<202E>gnp.exe'],
    ['an isolate of direction', '\u2067ada\u2069', '<2067>ada<2069>'],
    ['something nobody sees', 'a\u200bda\ufeff', 'a<200B>da<FEFF>'],
    ['half a character', 'a\ud800', 'a<D800>'],
    ['tags', 'a\u{e0041}', 'a<E0041>'],
  ])('with %s are shown with it', (_what, name, shown) => {
    expect(visible(name)).toBe(shown);
  });

  test('of people stay as they are', () => {
    for (const name of ['Łukasz Öztürk', 'محمد علي', 'שרה כהן', '山田太郎', '👩‍👩‍👧', 'क्‍ष'])
      expect(visible(name)).toBe(name);
  });

  test('mean the same in JSON that is safe to look at', () => {
    const value = { name: 'a\u001b[2J\u009b\u202e\u{e0041}b' };
    const text = visibleJson(value);
    expect(text).toMatch(/^[\u0020-\u007e]*$/);
    expect(JSON.parse(text)).toEqual(value);
  });
});

test('width is what a terminal takes, and a cut is never within one character', () => {
  expect([widthOf('山田'), widthOf('👩‍👩‍👧'), widthOf('e\u0301')]).toEqual([4, 2, 1]);
  expect([fit('山田太郎', 8), fit('山田太郎', 6), fit('ab👩‍👩‍👧cd', 4), fit('ab👩‍👩‍👧cd', 5)]).toEqual([
    '山田太郎',
    '山田…',
    'ab…',
    'ab👩‍👩‍👧…',
  ]);
  expect(padded('山', 4, 'right')).toBe('  山');
});

describe('a table', () => {
  interface Row {
    readonly name: string;
    readonly pins: number;
    readonly id: string;
  }
  const columns = [
    { title: 'NAME', of: ({ name }: Row) => name },
    { title: 'PINS', of: ({ pins }: Row) => pins, align: 'right', whole: true },
    { title: 'ID', of: ({ id }: Row) => id, whole: true },
  ] as const;
  const rows = [
    { name: '山田太郎 of the long name', pins: 3, id: 'usr_1' },
    { name: 'ada', pins: 12, id: 'usr_2' },
  ];
  const plain = (text: string): string => text;

  test('aligns what is wide', () => {
    const table = createTable(columns, { width: undefined, bold: plain });
    expect(table.add(rows)).toEqual([
      'NAME                       PINS  ID',
      '山田太郎 of the long name     3  usr_1',
      'ada                          12  usr_2',
    ]);
    expect(table.add(rows.slice(1))).toEqual(['ada                          12  usr_2']);
  });

  test('cuts where the terminal ends, but no id', () => {
    const table = createTable(columns, { width: 25, bold: (text) => `*${text}*` });
    const lines = table.add(rows);
    expect(lines).toEqual(['*NAME          PINS  ID*', '山田太郎 of…     3  usr_1', 'ada             12  usr_2']);
    for (const line of lines.slice(1)) expect(widthOf(line)).toBeLessThanOrEqual(25);
  });
});
