import { DEFAULT_ORGANISATION } from '@holdover/api';
import { expect, test } from 'vitest';
import { proposedOrganisation } from './proposed-organisation.ts';

const vienna = { language: 'de', timeZone: 'Europe/Vienna' } as const;

test('nothing chosen yet: language and time zone are proposed from the browser', () => {
  expect(proposedOrganisation(DEFAULT_ORGANISATION, vienna)).toEqual({ name: '', ...vienna });
  expect(proposedOrganisation(DEFAULT_ORGANISATION, { ...vienna, timeZone: '' }).timeZone).toBe('UTC');
});

test('what somebody saved is never proposed away', () => {
  const saved = { name: 'Example', language: 'en', timeZone: 'UTC' } as const;
  expect(proposedOrganisation(saved, vienna)).toEqual(saved);
  expect(proposedOrganisation({ ...DEFAULT_ORGANISATION, language: 'de' }, vienna).timeZone).toBe('UTC');
});
