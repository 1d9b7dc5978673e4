import { queuePathField } from '@holdover/api';
import { expect, test } from 'vitest';
import { bodyOf, NO_QUEUE, pathFor } from './queue-draft.ts';

test.each([
  ['Find me', 'find-me'],
  ['Büro, 2. Stock', 'buero-2-stock'],
  ['Straße Nº 5 é', 'strasse-n-5-e'],
  ['--- ', ''],
])('the name %j gives the path %j', (name, path) => {
  expect(pathFor(name)).toBe(path);
});

test('a long name gives a path that the contract takes', () => {
  const path = pathFor(`${'a'.repeat(63)} and more`);
  expect(queuePathField.safeParse(path).success).toBe(true);
});

test('what was chosen for the other kind does not reach the server', () => {
  const both = { ...NO_QUEUE, deviceGroups: ['dgr_all'], deviceId: 'dev_1' } as unknown as typeof NO_QUEUE; // ids by form
  expect(bodyOf({ ...both, kind: 'pull' })).toMatchObject({ deviceGroups: ['dgr_all'], deviceId: null });
  expect(bodyOf({ ...both, kind: 'direct' })).toMatchObject({ deviceGroups: [], deviceId: 'dev_1' });
});
