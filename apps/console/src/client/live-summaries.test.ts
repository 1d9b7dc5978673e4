import type { ServerEvent } from '@holdover/api';
import { expect, test } from 'vitest';
import { summariesOf } from './live-summaries.ts';
import { keys } from './query-keys.ts';

const event = (name: ServerEvent['name'], data: object): ServerEvent => ({ name, data }) as unknown as ServerEvent; // what decides

test('a link that changed concerns the fleet, its outages, and whoever is explained there', () => {
  const touched = summariesOf(event('device.link', { id: 'dev_1' }));
  expect(touched).toEqual([keys.overview, keys.outages, keys.rollout, ['explanation', 'dev_1']]);
});

test('an online login changes who is cached at that device alone; an offline one may be the first that worked', () => {
  expect(summariesOf(event('session.opened', { mode: 'online', deviceId: 'dev_1' }))).toEqual([
    ['explanation', 'dev_1'],
  ]);
  expect(summariesOf(event('session.opened', { mode: 'offline', deviceId: 'dev_1' }))).toEqual([keys.overview]);
});

test('a dry run and a running import change no figure', () => {
  const of = (data: object) => summariesOf(event('import.progress', data));
  expect(of({ state: 'running', dryRun: false })).toEqual([]);
  expect(of({ state: 'done', dryRun: true })).toEqual([]);
  expect(of({ state: 'done', dryRun: false })).toEqual([keys.overview, ['explanation']]);
});
