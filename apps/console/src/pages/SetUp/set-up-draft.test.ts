import { expect, test } from 'vitest';
import { checkAdministrator } from './set-up-draft.ts';

const draft = { userName: 'ada', password: 'correct horse', again: 'correct horse' };

test('a whole draft has nothing wrong', () => {
  expect(checkAdministrator(draft)).toEqual({});
});

test('a short password and a second one that differs are told apart', () => {
  expect(checkAdministrator({ ...draft, password: 'elevenchars' })).toEqual({
    password: 'too-short',
    again: 'not-the-same',
  });
  expect(checkAdministrator({ ...draft, userName: ' ', password: '', again: '' })).toEqual({
    userName: 'required',
    password: 'required',
  });
});
