import { makeId, type Entropy, type ProfileId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import { auditForm, type Profile } from './profile.ts';

type Editable = Omit<Profile, 'id' | 'default' | 'createdAt'>;
type ProfilePatch = { readonly [K in keyof Editable]?: Editable[K] | undefined };

export interface Profiles {
  /** @throws ProblemFault `already-exists` */
  create(actor: Actor, given: Editable): Promise<Profile>;
  /** A7: terminals take it at their next synchronization. */
  patch(actor: Actor, id: ProfileId, patch: ProfilePatch, check: (current: Profile) => void): Promise<Profile>;
  /** @throws ProblemFault `profile-in-use`, `built-in` for the default one */
  delete(actor: Actor, id: ProfileId, check: (current: Profile) => void): Promise<void>;
}

export interface ProfilesDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

export function createProfiles({ changes, signals, entropy }: ProfilesDeps): Profiles {
  return {
    create: (actor, given) =>
      changes.make(actor, async (change) => {
        await requireFreeName(change, given.name);
        const profile: Profile = {
          ...given,
          id: makeId('profile', change.at, entropy),
          default: false,
          createdAt: change.at,
        };
        await change.stores.profiles.create(profile);
        await change.audit({
          action: 'profile.created',
          target: targetOf(profile),
          before: null,
          after: auditForm(profile),
        });
        return profile;
      }),
    patch: (actor, id, patch, check) =>
      changes.make(actor, async (change) => {
        const current = await readProfile(change, id);
        check(current);
        const next: Profile = { ...current, ...definedOf(patch) };
        if (nameKey(next.name) !== nameKey(current.name)) await requireFreeName(change, next.name);
        const [before, after] = [auditForm(current), auditForm(next)];
        if (isSame(before, after)) return current;
        await change.stores.profiles.update(next);
        await change.audit({ action: 'profile.changed', target: targetOf(next), before, after });
        await change.raiseRevision();
        await signals.settingsChanged(change, { reset: false });
        return next;
      }),
    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await readProfile(change, id);
        check(current);
        if (current.default) throw new ProblemFault('built-in');
        if (await change.stores.devices.usesProfile(id)) throw new ProblemFault('profile-in-use');
        await change.stores.profiles.delete(id);
        await change.audit({
          action: 'profile.deleted',
          target: targetOf(current),
          before: auditForm(current),
          after: null,
        });
      }),
  };
}

/** @throws ProblemFault `not-found` */
export async function readProfile(change: Pick<Change, 'stores'>, id: ProfileId): Promise<Profile> {
  const found = await change.stores.profiles.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

async function requireFreeName(change: Change, name: string): Promise<void> {
  if ((await change.stores.profiles.findByName(name)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/name', code: 'taken', value: name }]);
}

function targetOf({ id, name }: Profile) {
  return { kind: 'profile', id, name };
}
