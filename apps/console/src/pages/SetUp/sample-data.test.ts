import type { Device, Group, User } from '@holdover/api';
import { expect, test } from 'vitest';
import { isSampleName, isSampleUser, removalOf, SAMPLE_DOMAIN, sampleIn } from './sample-data.ts';

const group = { id: 'grp_1', name: 'Sample data', allMembers: 2 } as unknown as Group; // what decides
const person = (part: Partial<User>): User =>
  ({ id: 'usr_1', email: `ada@${SAMPLE_DOMAIN}`, sourceId: null, groups: [group.id], ...part }) as unknown as User; // likewise
const device = (terminal: unknown): Device => ({ id: 'dev_1', terminal }) as unknown as Device; // likewise

test('made-up people are told by an address nobody has, in either language', () => {
  for (const language of ['en', 'de'] as const) {
    const { name, people, devices } = sampleIn(language);
    expect(isSampleName(name)).toBe(true);
    expect(people.every(({ email }) => isSampleUser(person({ email })))).toBe(true);
    expect(people.every(({ userName }) => /^sample\.[a-z]+$/.test(userName))).toBe(true);
    expect(new Set(devices.map((one) => one.name)).size).toBe(3);
  }
  expect(isSampleUser(person({ email: 'ada@example.com' }))).toBe(false);
  expect(isSampleUser(person({ email: null }))).toBe(false);
});

test('a removal takes everything made up', () => {
  const removal = removalOf({ group, site: undefined, users: [person({}), person({})], devices: [device(null)] });
  expect([removal.users.length, removal.devices.length, removal.group]).toEqual([2, 1, group]);
});

test('what has become real stays: people put into the group, and a device that got a terminal', () => {
  const site = { id: 'dgr_1' } as never; // only whether it is there
  const users = [person({}), person({ email: 'mine@example.com' })];
  const removal = removalOf({ group, site, users, devices: [device({ link: 'online' }), device(null)] });
  expect(removal.users).toHaveLength(1);
  expect(removal.devices).toHaveLength(1);
  expect([removal.group, removal.site]).toEqual([undefined, undefined]);
  expect([removal.keptPeople, removal.keptDevices.length]).toEqual([1, 1]);
});
