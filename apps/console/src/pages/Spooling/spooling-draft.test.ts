import { DEFAULT_SPOOLING, SPOOLING_LIMITS } from '@holdover/api';
import { expect, test } from 'vitest';
import { draftOf, sameDraft, settingsOf, SPOOLING_FIELDS } from './spooling-draft.ts';

const saved = draftOf(DEFAULT_SPOOLING);

test('what was saved reads as what was saved', () => {
  expect(settingsOf(saved)).toEqual(DEFAULT_SPOOLING);
  expect(sameDraft(saved, { ...saved, maxJobs: ` ${saved.maxJobs} ` })).toBe(true);
});

test.each(SPOOLING_FIELDS)('%s beyond its limits is not saved', (field) => {
  const { min, max } = SPOOLING_LIMITS[field];
  expect(settingsOf({ ...saved, [field]: String(max) })?.[field]).toBe(max);
  for (const text of [String(max + 1), String(min - 1), '', 'x', '1.5'])
    expect(settingsOf({ ...saved, [field]: text })).toBeNull();
});
