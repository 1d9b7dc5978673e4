import { expect, test } from 'vitest';
import { readImportReport } from './import-report.ts';

test('bad rows are read with quoted commas, quotes and line breaks', () => {
  const csv = 'LINE,COLUMN,REASON\r\n3,PINS,"too short, at least 6"\r\n7,,"says ""no""\nand why"\r\n';
  expect(readImportReport(csv)).toEqual([
    { line: '3', column: 'PINS', reason: 'too short, at least 6' },
    { line: '7', column: '', reason: 'says "no"\nand why' },
  ]);
});

test('a report without rows, or none at all, is empty', () => {
  expect(readImportReport('LINE,COLUMN,REASON\n')).toEqual([]);
  expect(readImportReport('')).toEqual([]);
});

test('a broken line does not hide the others', () => {
  expect(readImportReport('LINE,COLUMN,REASON\n5\n6,CARDS,taken')).toEqual([
    { line: '6', column: 'CARDS', reason: 'taken' },
  ]);
});
