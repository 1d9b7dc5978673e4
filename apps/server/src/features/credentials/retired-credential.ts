import { toRfc3339, type CredentialId, type Instant, type UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { createSqlEntitlementStore } from '../sessions/entitlement-store.ts';
import type { CredentialHolder } from '../sync/credential-holders.ts';
import type { Credential, CredentialKind } from './credential.ts';

/** B9: a PIN or card taken from its owner while some terminal may still open with it. */
export interface RetiredCredential {
  readonly credentialId: CredentialId;
  readonly kind: CredentialKind;
  readonly lookup: string;
  readonly userId: UserId;
  /** When it was taken; the owner may be gone since. */
  readonly userName: string;
  /** The last end at any terminal, as known when it was taken. */
  readonly until: Instant;
}

/** A terminal at which a secret still opens its former owner. */
export interface StillOpens extends CredentialHolder {
  readonly userId: UserId;
  readonly userName: string;
}

export interface StillOpensQuestion {
  readonly kind: CredentialKind;
  /** Under every generation of the slow hash: it may have been taken before the cost was raised. */
  readonly lookups: readonly string[];
  /** Who wants it: what opens themselves keeps nobody out. */
  readonly userId: UserId;
}

/**
 * B9: terminals that still open somebody else with this secret: none once each acknowledged its removal, or its last end there
 * has passed.
 */
export async function stillOpens(
  { stores, queries, at }: Pick<Change, 'stores' | 'queries' | 'at'>,
  signals: Pick<FleetSignals, 'holdersOf'>,
  question: StillOpensQuestion,
): Promise<readonly StillOpens[]> {
  const found: StillOpens[] = [];
  for (const { credentialId, userId, userName } of await stores.credentials.retiredFrom(question)) {
    const holders = await signals.holdersOf({ queries, at }, [credentialId]);
    found.push(...holders.map((holder) => ({ ...holder, userId, userName })));
  }
  return found;
}

/**
 * B7, B9, F5: takes credentials away. Terminals that may still open with them are remembered until they cannot; the fleet is told in
 * the same transaction.
 */
export async function retireCredentials(
  change: Change,
  signals: FleetSignals,
  retired: readonly Credential[],
): Promise<void> {
  if (retired.length === 0) return;
  const { credentials, users } = change.stores;
  await credentials.forgetRetired(change.at);
  for (const { kind, id, lookup, userId } of retired) {
    const ends = (await signals.holdersOf(change, [id])).map(({ until }) => until);
    const [first, ...others] = ends;
    if (first === undefined) continue;
    const until = others.reduce((a, b) => (a >= b ? a : b), first);
    const userName = (await users.read(userId))?.userName ?? '';
    await credentials.retire({ credentialId: id, kind, lookup, userId, userName, until });
  }
  const entitlements = createSqlEntitlementStore(change.queries);
  for (const { id, expiresAt } of retired) {
    await credentials.delete(id);
    for (const at of [change.at, ...(expiresAt === null ? [] : [expiresAt])])
      await entitlements.note(id, { at, granted: false });
  }
  await signals.credentialsRevoked(
    change,
    retired.map(({ id }) => id),
  );
}

/** One of a user who stays. */
export async function removeCredential(
  signals: FleetSignals,
  change: Change,
  credential: Credential,
  userName: string,
): Promise<void> {
  const { kind, id } = credential;
  await retireCredentials(change, signals, [credential]);
  const target = { kind, id, name: userName };
  await change.audit({ action: `${kind}.deleted`, target, before: auditFormOf(credential), after: null });
}

/** As the audit log shows a credential: of a PIN its length, as people see it too; of a card none is kept. */
export function auditFormOf({ userId, kind, length, expiresAt }: Credential) {
  const until = expiresAt === null ? null : toRfc3339(expiresAt);
  return kind === 'pin' ? { userId, length, expiresAt: until } : { userId, expiresAt: until };
}
