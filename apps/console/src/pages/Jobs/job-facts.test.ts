import type { Job } from '@holdover/api';
import { expect, test } from 'vitest';
import { actsOn, totalPages } from './job-facts.ts';

const job = (part: Partial<Job>): Job =>
  ({ waitsAt: 'server', state: 'held', userId: 'usr_1', reprintable: true, ...part }) as unknown as Job; // the fields that decide
const allowed = (part: Partial<Job>, kind: 'pull' | 'direct'): string[] =>
  Object.entries(actsOn(job(part), { kind }))
    .filter(([, can]) => can)
    .map(([name]) => name);

test('what waits in a device is out of the hands of the server', () => {
  expect(allowed({ waitsAt: 'device' }, 'pull')).toEqual([]);
});

test('only a direct queue goes on by itself', () => {
  expect(allowed({ state: 'held' }, 'pull')).toEqual(['priority', 'release', 'cancel', 'remove']);
  expect(allowed({ state: 'held' }, 'direct')).toEqual(['priority', 'letGo', 'release', 'cancel', 'remove']);
  expect(allowed({ state: 'waiting' }, 'direct')).toEqual(['priority', 'hold', 'release', 'cancel', 'remove']);
});

test('[G2b] a job of an unknown owner waits, and is not printed', () => {
  expect(allowed({ userId: null }, 'direct')).toEqual(['priority', 'cancel', 'remove']);
});

test('a job in print is only cancelled; one that is over is removed, or printed again while its document is here', () => {
  expect(allowed({ state: 'printing' }, 'pull')).toEqual(['cancel']);
  expect(allowed({ state: 'completed' }, 'pull')).toEqual(['printAgain', 'remove']);
  expect(allowed({ state: 'completed', reprintable: false }, 'pull')).toEqual(['remove']);
});

test('pages count all copies', () => {
  expect(totalPages({ pages: 3, copies: 2 })).toBe(6);
  expect(totalPages({ pages: null, copies: 2 })).toBeNull();
});
