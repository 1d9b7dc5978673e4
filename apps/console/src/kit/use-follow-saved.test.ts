import { expect, test } from 'vitest';
import { afterSaving } from './use-follow-saved.ts';

const [stored, theirs] = [{ name: 'Ada' }, { name: 'Bob' }];

test('what somebody else saved is taken over by a form in which nothing was changed', () => {
  // Against what is stored now, the untouched form differs.
  expect(afterSaving({ saved: stored, changed: false }, { saved: theirs, changed: true })).toBe('take');
  expect(afterSaving({ saved: stored, changed: false }, { saved: theirs, changed: false })).toBe('take');
});

test('a change that is not saved yet stays, and is told that another was', () => {
  expect(afterSaving({ saved: stored, changed: true }, { saved: theirs, changed: true })).toBe('overtaken');
});

test('what the reader saved, or typed, overtakes nobody', () => {
  expect(afterSaving({ saved: stored, changed: true }, { saved: theirs, changed: false })).toBe('keep');
  expect(afterSaving({ saved: stored, changed: false }, { saved: stored, changed: true })).toBe('keep');
});
