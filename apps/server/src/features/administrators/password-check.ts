import { instant, toRfc3339, uuidv7, type Instant } from '@holdover/kernel';
import { SYSTEM } from '../../actor.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { nameKey } from '../users/user.ts';
import { addressKey } from './address-key.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import type { Administrator } from './administrator.ts';
import { lockedFor, LOCK_OUT } from './lock-out.ts';
import { newToken } from './token.ts';

interface PasswordQuestion {
  readonly userName: string;
  readonly password: string;
  /** Of the network. */
  readonly address: string;
  /** What the refusal names. */
  readonly errors?: readonly FieldFault[];
}

interface CheckedPassword {
  readonly administrator: Administrator;
  /** What it was checked against: whoever goes on makes sure that it still holds. */
  readonly passwordHash: string;
}

/** @throws ProblemFault `wrong-credentials`, `too-many-tries` */
export type PasswordCheck = (question: PasswordQuestion) => Promise<CheckedPassword>;

/**
 * Invariant: a try counts before its password is looked at, so that tries at the same moment get no further than tries one
 * after another; a right password takes the misses of its name and address back.
 */
export function createPasswordCheck(deps: AdministrationDeps): PasswordCheck {
  const { stores, entropy, slowHash } = deps;
  // Checked when no such name exists, so that the answer takes as long. A hash of nothing anybody knows.
  let nobodysHash: Promise<string> | undefined;
  return async ({ userName, password, address, errors = [] }) => {
    const tried = { userNameKey: nameKey(userName), address: addressKey(address) };
    const claim = await claimTry(deps, tried);
    const found = await stores.administrators.findByUserName(userName);
    nobodysHash ??= slowHash.hashPassword(newToken(entropy));
    const nobody = await nobodysHash;
    const right = await slowHash.verifyPassword(found?.passwordHash ?? nobody, password);
    if (found === undefined || !right || !found.administrator.enabled) {
      if (claim.until !== undefined) await recordLockOut(deps, { ...tried, until: claim.until }, found?.administrator);
      throw new ProblemFault('wrong-credentials', errors);
    }
    await stores.administrators.deleteFailures(tried);
    return found;
  };
}

interface Tried {
  readonly userNameKey: string;
  readonly address: string;
}

/** @returns until when the door is shut, when this try is the last that is free */
function claimTry(deps: AdministrationDeps, tried: Tried): Promise<{ readonly until: Instant | undefined }> {
  return deps.changes.make(SYSTEM, async ({ stores: { administrators: store }, at }) => {
    const since = instant(at - LOCK_OUT.window);
    const wait = async () =>
      lockedFor(
        {
          named: await store.failuresSince(since, { userNameKey: tried.userNameKey }),
          addressed: await store.failuresSince(since, { address: tried.address }),
          address: tried.address,
        },
        at,
      );
    const now = await wait();
    if (now > 0) throw new ProblemFault('too-many-tries', { retryAfterSeconds: Math.ceil(now / 1_000) });
    await store.deleteFailuresBefore(since);
    await store.addFailure({ id: uuidv7(at, deps.entropy), ...tried, at });
    const then = await wait();
    return { until: then > 0 ? instant(at + then) : undefined };
  });
}

/** What was typed as a name that nobody has may be a password in the wrong field: it is not kept. */
function recordLockOut(
  { changes }: AdministrationDeps,
  { address, until }: Tried & { readonly until: Instant },
  administrator: Administrator | undefined,
): Promise<void> {
  return changes.make(SYSTEM, (change) =>
    change.audit({
      action: 'administrator.locked-out',
      target: { kind: 'administrator', id: administrator?.id ?? null, name: administrator?.userName ?? null },
      before: null,
      after: { address, until: toRfc3339(until) },
    }),
  );
}
