import { attr } from '@holdover/ipp';
import { instant, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { createOfflinePages } from './offline-pages.ts';
import type { WaitingJob } from './waiting-job.ts';

const entropy = createSeededEntropy('offline-pages');
const session = makeId('session', instant(1), entropy);
const job = (pages: number | null, copies?: number): WaitingJob => ({
  id: makeId('job', instant(1), entropy),
  waits: 'device',
  name: 'Report',
  createdAt: instant(1),
  format: 'application/pdf',
  pages,
  color: null,
  template: copies === undefined ? [] : [attr.integer('copies', copies)],
  obstacle: null,
  printsElsewhere: false,
});

test('[F5f] pages times copies of all jobs together, after what was printed before', () => {
  const pages = createOfflinePages(() => 10);
  expect(pages.fits(session, [job(2), job(4, 2)])).toBe(true);
  expect(pages.fits(session, [job(3), job(4, 2)])).toBe(false);
  pages.printed(session, 4);
  pages.printed(session, 3);
  expect([pages.fits(session, [job(3)]), pages.fits(session, [job(4)])]).toEqual([true, false]);
});

test('[F5f] a job of unknown length counts as one page a copy until it is printed', () => {
  const pages = createOfflinePages(() => 3);
  expect([pages.fits(session, [job(null, 3)]), pages.fits(session, [job(null, 4)])]).toEqual([true, false]);
  pages.printed(session, 30);
  expect(pages.fits(session, [job(null)])).toBe(false);
});

test('[F5f] the next session begins anew, and without a limit nobody counts', () => {
  let limit: number | null = 2;
  const pages = createOfflinePages(() => limit);
  pages.printed(session, 2);
  expect(pages.fits(session, [job(1)])).toBe(false);
  expect(pages.fits(makeId('session', instant(2), entropy), [job(2)])).toBe(true);
  limit = null;
  expect(pages.fits(session, [job(1_000, 50)])).toBe(true);
});
