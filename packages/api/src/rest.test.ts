import { expect, test } from 'vitest';
import { ROUTES } from './rest.ts';

test('no two operations share a name, or a method and path', () => {
  expect(new Set(ROUTES.map(({ name }) => name)).size).toBe(ROUTES.length);
  expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ROUTES.length);
});

test('every parameter in a path has a schema, and success without a body is 204', () => {
  for (const { name, path, params, answer, status } of ROUTES) {
    expect([name, path.includes('{')]).toEqual([name, params !== undefined]);
    expect([name, status === 204]).toEqual([name, answer === null]);
  }
});

test('only signing in, set-up and its state need no sign-in', () => {
  expect(ROUTES.filter(({ right }) => right === 'anyone').map(({ name }) => name)).toEqual([
    'signIn',
    'setUpState',
    'setUp',
  ]);
});

test('whatever changes something asks for a right to write', () => {
  const own = [
    'signIn',
    'signOut',
    'setUp',
    'previewAuthentication',
    'previewOfflineLogin',
    'changeOwnPassword',
    'patchMe',
    'revokeConsoleSession',
  ];
  const changes = ROUTES.filter(({ method, name }) => method !== 'GET' && !own.includes(name));
  for (const { name, right } of changes) expect([name, right]).toEqual([name, expect.stringMatching(/:write$/)]);
});
