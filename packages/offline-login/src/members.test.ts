import { ALL_DEVICES, ALL_USERS, type DeviceGroupId, type DeviceId, type GroupId, type UserId } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AssignmentRow } from './assignment.ts';
import { compareCodePoints, members, type Directory, type DirectoryUser, type RankedDevice } from './members.ts';

const DEVICE: RankedDevice = { id: 'dev_1' as DeviceId, groups: ['dgr_floor' as DeviceGroupId] };

function person(name: string, enabled = true): DirectoryUser {
  return { id: `usr_${name}` as UserId, userName: name, enabled };
}

function directory(
  users: readonly DirectoryUser[],
  groups: Readonly<Record<string, readonly string[]>> = {},
): Directory {
  return {
    user: (id) => users.find((user) => user.id === id),
    usersOf: (group) =>
      group === ALL_USERS ? users : users.filter(({ userName }) => groups[group]?.includes(userName) === true),
  };
}

function row(part: Partial<AssignmentRow>): AssignmentRow {
  return { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [], rankByUse: false, ...part };
}

const names = (users: readonly DirectoryUser[]) => users.map(({ userName }) => userName);
const usr = (name: string) => `usr_${name}` as UserId;
const grp = (name: string) => `grp_${name}` as GroupId;

describe('members', () => {
  test('[B2a] rows in their order; in a row users as listed, then groups as listed', () => {
    const people = directory(
      ['ida', 'ben', 'zoe', 'anna', 'carl'].map((name) => person(name)),
      {
        grp_x: ['zoe', 'carl'],
        grp_y: ['anna', 'ben'],
      },
    );
    const rows = [row({ users: [usr('ida')], groups: [grp('x'), grp('y')] }), row({ users: [usr('anna')] })];
    expect(names(members(rows, people, DEVICE, 100).included)).toEqual(['ida', 'carl', 'zoe', 'anna', 'ben']);
    const turned = rows.toReversed();
    expect(names(members(turned, people, DEVICE, 100).included)).toEqual(['anna', 'ida', 'carl', 'zoe', 'ben']);
  });

  test('[B2a] only rows that name the device, one of its groups, or all devices', () => {
    const people = directory(['anna', 'ben', 'carl', 'dora'].map((name) => person(name)));
    const rows = [
      row({ deviceGroups: ['dgr_other' as DeviceGroupId], users: [usr('anna')] }),
      row({ deviceGroups: [], devices: [DEVICE.id], users: [usr('ben')] }),
      row({ deviceGroups: ['dgr_floor' as DeviceGroupId], users: [usr('carl')] }),
      row({ users: [usr('dora')] }),
    ];
    expect(names(members(rows, people, DEVICE, 100).included)).toEqual(['ben', 'carl', 'dora']);
  });

  test('[B2b] by lower-cased name and code point', () => {
    const people = directory(['Zebra', 'ärger', 'apfel', 'Bär', '\u{1f600}', '\ufb01n'].map((name) => person(name)));
    expect(names(members([row({ groups: [ALL_USERS] })], people, DEVICE, 100).included)).toEqual([
      'apfel',
      'Bär',
      'Zebra',
      'ärger',
      '\ufb01n',
      '\u{1f600}',
    ]);
  });

  test('[B2b] compares as code points for any two texts', () => {
    const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const expected = (a: readonly number[], b: readonly number[]): number => {
      const at = a.findIndex((point, i) => point !== b[i]);
      if (at === -1) return Math.sign(a.length - b.length);
      return Math.sign((a[at] ?? 0) - (b[at] ?? -1));
    };
    // Few characters, so that texts share beginnings; from each side of the surrogates and beyond them.
    const unit = fc.constantFrom(
      'a',
      'b',
      'é',
      '\ud7ff',
      '\ue000',
      '\ufb01',
      '\uffff',
      '\u{10000}',
      '\u{1f600}',
      '\u{10ffff}',
    );
    const text = fc.string({ unit, maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(expected(points(a), points(b)));
      }),
    );
  });

  test('[B2c] the first hundred of a larger group; the others are named', () => {
    const people = directory(Array.from({ length: 130 }, (_, i) => person(`user${String(i).padStart(3, '0')}`)));
    const { included, leftOut } = members([row({ groups: [ALL_USERS] })], people, DEVICE, 100);
    expect(included).toHaveLength(100);
    expect(names(leftOut)).toEqual(Array.from({ length: 30 }, (_, i) => `user${100 + i}`));
  });

  test('[B2d] nobody twice, nobody disabled; groups and users that are gone count for nothing', () => {
    const people = directory([person('anna'), person('ben', false)]);
    const rows = [
      row({ users: [usr('anna'), usr('gone')], groups: [ALL_USERS, grp('gone')] }),
      row({ users: [usr('ben')] }),
    ];
    expect(members(rows, people, DEVICE, 100)).toEqual({ included: [person('anna')], leftOut: [] });
  });

  test('[B2e] a ranked row puts recent users first, then the rest by name', () => {
    const people = directory(['anna', 'ben', 'carl', 'dora'].map((name) => person(name)));
    const ranks = new Map([
      [usr('dora'), 0],
      [usr('ben'), 1],
    ]);
    const ranked = { ...DEVICE, ranks };
    const byUse = members([row({ groups: [ALL_USERS], rankByUse: true })], people, ranked, 3);
    expect(names(byUse.included)).toEqual(['dora', 'ben', 'anna']);
    expect(names(byUse.leftOut)).toEqual(['carl']);
    const byName = members([row({ groups: [ALL_USERS] })], people, ranked, 3);
    expect(names(byName.included)).toEqual(['anna', 'ben', 'carl']);
  });

  const anyUsers = fc.uniqueArray(fc.record({ userName: fc.string({ maxLength: 4 }), enabled: fc.boolean() }), {
    selector: ({ userName }) => userName,
    maxLength: 30,
  });
  const anyRows = fc.array(
    fc.record({ users: fc.array(fc.nat(35)), everybody: fc.boolean(), rankByUse: fc.boolean() }),
    { maxLength: 4 },
  );

  test('[B2c] [B2d] any rows: within the cap, everybody wanted is in one list, once, in one order whatever the cap', () => {
    fc.assert(
      fc.property(anyUsers, anyRows, fc.nat(40), (users, drawn, cap) => {
        const people = users.map(({ userName, enabled }, i) => ({ id: usr(`${i}`), userName, enabled }));
        const rows = drawn.map(({ users: wanted, everybody, rankByUse }) =>
          row({ users: wanted.map((i) => usr(`${i}`)), groups: everybody ? [ALL_USERS] : [], rankByUse }),
        );
        const capped = members(rows, directory(people), DEVICE, cap);
        const whole = members(rows, directory(people), DEVICE, 1_000);
        expect(capped.included.length).toBeLessThanOrEqual(cap);
        expect([...capped.included, ...capped.leftOut]).toEqual(whole.included);
        expect(new Set(whole.included).size).toBe(whole.included.length);
        expect(whole.included.every(({ enabled }) => enabled)).toBe(true);
        const wanted = people.filter(
          ({ id, enabled }) => enabled && rows.some((one) => one.users.includes(id) || one.groups.length > 0),
        );
        expect(new Set(whole.included)).toEqual(new Set(wanted));
      }),
    );
  });

  test('[B2b] [B2e] whatever order the directory answers in, places go to the same people', () => {
    const anyOrder = anyUsers.chain((users) => {
      const people = users.map(({ userName, enabled }, i) => ({ id: usr(`${i}`), userName, enabled }));
      return fc.record({
        people: fc.constant(people),
        shuffled: fc.shuffledSubarray(people, { minLength: people.length }),
        ranks: fc.shuffledSubarray(people).map((used) => new Map(used.map(({ id }, rank) => [id, rank]))),
        rankByUse: fc.boolean(),
        cap: fc.nat(12),
      });
    });
    fc.assert(
      fc.property(anyOrder, ({ people, shuffled, ranks, rankByUse, cap }) => {
        const rows = [row({ groups: [ALL_USERS], rankByUse })];
        const device = { ...DEVICE, ranks };
        const first = members(rows, directory(people), device, cap);
        expect(members(rows, directory(shuffled), device, cap)).toEqual(first);
        expect(first.included.length).toBeLessThanOrEqual(cap);
        if (!rankByUse) return;
        const places = first.included.map(({ id }) => ranks.get(id) ?? Number.POSITIVE_INFINITY);
        expect(places).toEqual(places.toSorted((a, b) => (a === b ? 0 : a - b)));
      }),
    );
  });

  test('[B2c] one place more lets in the first who was left out, and nobody else', () => {
    fc.assert(
      fc.property(anyUsers, fc.nat(12), (users, cap) => {
        const people = directory(users.map(({ userName, enabled }, i) => ({ id: usr(`${i}`), userName, enabled })));
        const rows = [row({ groups: [ALL_USERS] })];
        const [tight, wide] = [members(rows, people, DEVICE, cap), members(rows, people, DEVICE, cap + 1)];
        expect(wide.included).toEqual([...tight.included, ...tight.leftOut.slice(0, 1)]);
        expect(wide.leftOut).toEqual(tight.leftOut.slice(1));
      }),
    );
  });
});
