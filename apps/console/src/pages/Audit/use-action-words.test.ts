import { serverEvents } from '@holdover/api';
import { consolePhrases, createTranslators } from '@holdover/phrases';
import { expect, test } from 'vitest';
import { ACTION_AREAS } from './action-areas.ts';
import { hasActionWords } from './use-action-words.ts';

const t = createTranslators(consolePhrases)('en');

const server = Object.values(
  import.meta.glob<string>(['../../../../server/src/**/*.ts', '!../../../../server/src/**/*.test.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n');

/** Actions that are put together of parts, which no search finds. */
const PUT_TOGETHER = ['card.created', 'card.deleted', 'pin.created', 'pin.deleted'].concat([
  'device-group.member-added',
  'device-group.member-removed',
]);

/** Of the database, as queries name them. */
const COLUMNS = new Set(['user.enabled']);

test('every action that the server writes down has words', () => {
  const written = [
    ...server.matchAll(/\baction: (?:[^'\n]*\? )?'([a-z-]+\.[a-z-]+)'(?: : '([a-z-]+\.[a-z-]+)')?/g),
  ].flatMap(([, one, other]) => [one, other].filter((action) => action !== undefined));
  expect(new Set(written).size).toBeGreaterThan(50);
  expect([...written, ...PUT_TOGETHER].filter((action) => !hasActionWords(t, action))).toEqual([]);
});

test('whatever else looks like an action of an area has words too, or is an event', () => {
  const areas = new Set<string>(ACTION_AREAS);
  const named = [...server.matchAll(/'([a-z-]+)\.([a-z]+(?:-[a-z]+)*(?:ed|en|in|out|up))'/g)]
    .filter(([, area = '']) => areas.has(area))
    .map(([, area, verb]) => `${area}.${verb}`)
    .filter((name) => !Object.hasOwn(serverEvents, name) && !COLUMNS.has(name));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((action) => !hasActionWords(t, action))).toEqual([]);
});

test('an action of a newer server has none, whatever it is called', () => {
  expect(
    ['terminal.painted', 'toString.call', 'user', 'user.created.twice'].filter((action) => hasActionWords(t, action)),
  ).toEqual([]);
});
