import type { ResourceChange } from '@holdover/api';
import { instant, milliseconds } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { createChangeNews, NEWS_PAUSE } from './change-news.ts';

const named = (kind: string, id: string | null) => ({ kind, id, name: null });

function openNews() {
  const clock = createFakeClock(instant(1_790_000_000_000));
  const heard: ResourceChange[] = [];
  const news = createChangeNews(clock);
  news.follow((change) => heard.push(change));
  return { clock, news, take: () => heard.splice(0) };
}

test('one change is told at once, what follows together and each thing once', () => {
  const { clock, news, take } = openNews();
  news.changed([named('user', 'ada')]);
  expect(take()).toEqual([{ kind: 'user', id: 'ada' }]);
  news.changed([named('user', 'bob'), named('group', 'staff')]);
  news.changed([named('user', 'bob')]);
  expect(take()).toEqual([]);
  clock.advance(NEWS_PAUSE);
  expect(take()).toEqual([
    { kind: 'user', id: 'bob' },
    { kind: 'group', id: 'staff' },
  ]);
});

test('many of a kind are told as many', () => {
  const { clock, news, take } = openNews();
  news.changed([named('import', 'first')]);
  for (let n = 0; n < 1_000; n++) news.changed([named('user', String(n))]);
  news.changed([named('group', 'staff')]);
  clock.advance(NEWS_PAUSE);
  expect(take()).toEqual([
    { kind: 'import', id: 'first' },
    { kind: 'user', id: null },
    { kind: 'group', id: 'staff' },
  ]);
});

test('after a quiet time the next one is told at once again', () => {
  const { clock, news, take } = openNews();
  news.changed([named('user', 'ada')]);
  clock.advance(milliseconds(NEWS_PAUSE + 1));
  take();
  news.changed([named('user', 'bob')]);
  expect(take()).toEqual([{ kind: 'user', id: 'bob' }]);
});

test('what waits is told before the end, and nothing after it', () => {
  const { clock, news, take } = openNews();
  news.changed([named('user', 'ada')]);
  news.changed([named('user', 'bob')]);
  news.stop();
  expect(take()).toEqual([
    { kind: 'user', id: 'ada' },
    { kind: 'user', id: 'bob' },
  ]);
  news.changed([named('user', 'eve')]);
  clock.advance(NEWS_PAUSE);
  expect(take()).toEqual([]);
});
