import { type GroupId, type UserId } from '@holdover/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDirectory } from '../sync/fleet-snapshot.ts';
import { effectiveMembers } from './effective-members.ts';
import { sampleUser } from '../../testing/sample-job.ts';

const grp = (number: number) => `grp_${number}` as GroupId;
const usr = (number: number) => `usr_${number}` as UserId;

/** Groups 0 to 3 hold, 4 to 7 are held: one level, as the server keeps it. */
const anyFleet = fc.record({
  memberships: fc.uniqueArray(fc.record({ groupId: fc.nat(7).map(grp), userId: fc.nat(9).map(usr) }), {
    selector: ({ groupId, userId }) => `${groupId} ${userId}`,
  }),
  nestings: fc.uniqueArray(
    fc.record({ groupId: fc.nat(3).map(grp), memberGroupId: fc.integer({ min: 4, max: 7 }).map(grp) }),
    { selector: ({ groupId, memberGroupId }) => `${groupId} ${memberGroupId}` },
  ),
});

test('[B2h] members of a group are those put into it and those put into one of its groups, each once', () => {
  fc.assert(
    fc.property(anyFleet, ({ memberships, nestings }) => {
      const found = effectiveMembers(memberships, nestings);
      for (let group = 0; group < 8; group++) {
        for (let user = 0; user < 10; user++) {
          const isPut = (id: GroupId) =>
            memberships.some(({ groupId, userId }) => groupId === id && userId === usr(user));
          const expected =
            isPut(grp(group)) ||
            nestings.some(({ groupId, memberGroupId }) => groupId === grp(group) && isPut(memberGroupId));
          expect(found.get(grp(group))?.has(usr(user)) ?? false).toBe(expected);
        }
      }
    }),
  );
});

test('[B2h] the directory names each of them once, and nobody who is gone', () => {
  const person = (number: number) => sampleUser(`u${number}`, { id: usr(number) });
  fc.assert(
    fc.property(anyFleet, fc.uniqueArray(fc.nat(9)), ({ memberships, nestings }, there) => {
      const users = new Map(there.map((number) => [usr(number), person(number)]));
      const directory = createDirectory(users, memberships, nestings);
      const effective = effectiveMembers(memberships, nestings);
      for (let group = 0; group < 8; group++) {
        const named = [...directory.usersOf(grp(group))].map(({ id }) => id);
        const expected = [...(effective.get(grp(group)) ?? [])].filter((id) => users.has(id));
        expect(named.toSorted()).toEqual(expected.toSorted());
      }
    }),
  );
});
