import type { ScanTargetInput } from '@holdover/api';
import { makeId, type Entropy, type ProfileId } from '@holdover/kernel';
import { parseCardTransformation, type CardTransformation } from '@holdover/offline-login';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import { auditForm, type Profile } from './profile.ts';
import { scanTargetsOf } from './scan-targets.ts';

/** As it comes from outside: with passwords, and ids only of targets that are there. */
type Editable = Omit<Profile, 'id' | 'default' | 'createdAt' | 'scanTargets'> & {
  readonly scanTargets: readonly ScanTargetInput[];
};
type ProfilePatch = { readonly [K in keyof Editable]?: Editable[K] | undefined };

export interface Profiles {
  /** @throws ProblemFault `already-exists`, `invalid-body` */
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
  readonly keys: Pick<ServerKeys, 'derive'>;
}

export function createProfiles(deps: ProfilesDeps): Profiles {
  const { changes, signals, entropy } = deps;
  return {
    create: (actor, { scanTargets: given, ...fields }) =>
      changes.make(actor, async (change) => {
        requireCardSteps(fields.cardTransformation);
        await requireFreeName(change, fields.name);
        const id = makeId('profile', change.at, entropy);
        const profile: Profile = {
          ...fields,
          scanTargets: scanTargetsOf(deps, { profileId: id, given, current: [], at: change.at }),
          id,
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
    patch: (actor, id, { scanTargets: given, ...patch }, check) =>
      changes.make(actor, async (change) => {
        const current = await readProfile(change, id);
        check(current);
        requireCardSteps(patch.cardTransformation ?? null);
        const scanTargets =
          given === undefined
            ? current.scanTargets
            : scanTargetsOf(deps, { profileId: id, given, current: current.scanTargets, at: change.at });
        const next: Profile = { ...current, ...definedOf(patch), scanTargets };
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

/** B9: whatever is stored can be applied by every terminal that knows its steps. */
export function requireCardSteps(text: string | null): CardTransformation {
  if (text === null) return [];
  const read = parseCardTransformation(text);
  if (read.ok) return read.transformation;
  const { problem, step, at } = read;
  throw new ProblemFault('invalid-body', [
    { pointer: '/cardTransformation', code: `card-${problem}`, value: text, limit: { step, at } },
  ]);
}

function targetOf({ id, name }: Profile) {
  return { kind: 'profile', id, name };
}
