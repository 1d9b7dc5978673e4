import { expect, test } from 'vitest';
import { journalRoom } from './capacity.ts';

test('[F6a] warns at 80 %, is full at 100,000', () => {
  expect([0, 79_999, 80_000, 99_999, 100_000, 100_500].map(journalRoom)).toEqual([
    'room',
    'room',
    'warning',
    'warning',
    'full',
    'full',
  ]);
});
