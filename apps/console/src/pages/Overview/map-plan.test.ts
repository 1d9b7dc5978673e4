import type { MapDevice } from '@holdover/api';
import { expect, test } from 'vitest';
import { planMap, squareAfter, standingOf, type MapGroup } from './map-plan.ts';

function group(name: string, total: number, items = Math.min(total, 200)): MapGroup {
  const devices = { total, online: total, degraded: 0, away: 0, none: 0, inactive: 0 };
  const device = { name, model: 'kyocera', link: 'online', active: true, alert: false } as unknown as MapDevice; // what is drawn
  return { id: null, name, site: true, devices, items: Array.from({ length: items }, () => device) };
}
const shapes = (groups: readonly MapGroup[]) =>
  planMap(groups).map(({ group: { name }, shape, hidden }) => [name, shape, hidden]);

test('a few devices are named, many are squares, and what a group does not list is counted', () => {
  expect(shapes([group('Bern', 12), group('Basel', 13), group('Head office', 1_200)])).toEqual([
    ['Bern', 'named', 0],
    ['Basel', 'dense', 0],
    ['Head office', 'dense', 1_000],
  ]);
});

test('a group that is alone has room for more names', () => {
  expect(shapes([group('All', 48), group('Nobody', 0)])).toEqual([['All', 'named', 0]]);
  expect(shapes([group('All', 49)])).toEqual([['All', 'dense', 0]]);
});

test('a group of which the server names nobody is a number', () => {
  expect(shapes([group('A', 5), group('B', 20, 0)])).toEqual([
    ['A', 'named', 0],
    ['B', 'counted', 20],
  ]);
});

test('an empty group is no panel', () => {
  expect(planMap([group('Nobody', 0)])).toEqual([]);
});

test('a deactivated device is that before anything its link says', () => {
  expect(standingOf({ active: false, link: 'online' })).toBe('inactive');
  expect(standingOf({ active: true, link: 'degraded' })).toBe('degraded');
});

test('arrow keys stay within the squares', () => {
  const after = (key: string, here: number) => squareAfter(key, here, 10, 4);
  expect([
    after('ArrowRight', 0),
    after('ArrowDown', 5),
    after('ArrowUp', 5),
    after('End', 2),
    after('Home', 9),
  ]).toEqual([1, 9, 1, 9, 0]);
  expect([after('ArrowLeft', 0), after('ArrowDown', 6), after('ArrowUp', 3), after('Tab', 3)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
