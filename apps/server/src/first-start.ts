import { ALL_DEVICES, ALL_USERS, makeId, type Entropy } from '@holdover/kernel';
import { SYSTEM } from './actor.ts';
import type { Changes } from './changes/change.ts';
import { auditForm, NO_SCAN_TARGETS, type Profile } from './features/profiles/profile.ts';
import { ensureHashing, type HashingCost } from './features/credentials/hashing.ts';

/** What every installation has from the beginning. Does nothing where it is already there. */
export async function prepareFirstStart(changes: Changes, entropy: Entropy, cost?: HashingCost): Promise<void> {
  await changes.make(SYSTEM, async (change) => {
    const { stores, at } = change;
    await ensureHashing(stores.settings, entropy, cost);
    if ((await stores.groups.read(ALL_USERS)) === undefined) {
      await stores.groups.create({
        id: ALL_USERS,
        name: 'All users',
        builtIn: true,
        sourceId: null,
        externalId: null,
        createdAt: at,
      });
    }
    if ((await stores.deviceGroups.read(ALL_DEVICES)) === undefined) {
      await stores.deviceGroups.create({
        id: ALL_DEVICES,
        name: 'All devices',
        site: false,
        builtIn: true,
        createdAt: at,
      });
    }
    if ((await stores.profiles.readDefault()) === undefined) {
      const profile: Profile = {
        id: makeId('profile', at, entropy),
        name: 'Default',
        loginMethods: ['pin', 'card'],
        idleTimeoutSeconds: 60,
        maxSyncedUsers: 100,
        requireProtector: 'any',
        cardTransformation: null,
        actions: ['print', 'copy', 'scan', 'unlock-panel'],
        ...NO_SCAN_TARGETS,
        default: true,
        createdAt: at,
      };
      await stores.profiles.create(profile);
      await change.audit({
        action: 'profile.created',
        target: { kind: 'profile', id: profile.id, name: profile.name },
        before: null,
        after: auditForm(profile),
      });
    }
  });
}
