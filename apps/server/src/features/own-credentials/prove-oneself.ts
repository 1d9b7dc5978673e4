import { instant, minutes, type Clock, type Entropy, type Instant } from '@holdover/kernel';
import type { LoginAnswer, PinChange } from '@holdover/protocol';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import type { Stores } from '../../stores.ts';
import type { OnlineLogins } from '../sessions/online-login.ts';
import type { Verdict } from '../sessions/judge-login.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import type { User } from '../users/user.ts';
import { createSqlOwnCredentialStore } from './own-credential-store-sql.ts';

export interface OwnCredentialsDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly keys: ServerKeys;
  readonly slowHash: SlowHash;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logins: Pick<OnlineLogins, 'prove' | 'grant'>;
  readonly snapshots: FleetSnapshots;
}

type Granted = Extract<Verdict, { outcome: 'granted' }>;
type Refused = Extract<LoginAnswer, { outcome: 'refused' }>;

/**
 * What opens a session is not enough where it was only held in the hand: whoever found a card must not make themselves at home with it.
 */
export async function proveOneself(
  { logins }: Pick<OwnCredentialsDeps, 'logins'>,
  peer: Peer,
  { attempt, proof }: Pick<PinChange, 'attempt' | 'proof'>,
): Promise<Granted | Refused> {
  const verdict = await logins.prove(peer, proof);
  if (verdict.outcome === 'refused') return { attempt, ...verdict };
  if (verdict.method === 'pin' || verdict.method === 'password') return verdict;
  return { attempt, outcome: 'refused', code: 'method-not-allowed', userId: null };
}

/** Between proof and change they may have been disabled, or deleted. */
export async function standing(change: Change, { id }: Pick<User, 'id'>) {
  const user = await change.stores.users.read(id);
  return user?.enabled === true ? user : undefined;
}

export function actorOf({ id, userName }: Pick<User, 'id' | 'userName'>): Actor {
  return { kind: 'user', id, name: userName };
}

/** ADR 24: for so long somebody may not have read what was made for them. */
export const UNREAD_FOR = minutes(15);

export function ownCredentialStore({ queries, at }: Pick<Change, 'queries' | 'at'>) {
  const store = createSqlOwnCredentialStore(queries);
  const unreadSince: Instant = instant(at - UNREAD_FOR);
  return {
    ...store,
    keep: (made: Parameters<typeof store.keep>[0]) => store.keep(made, unreadSince),
    /** What they may not have read yet, newest first. */
    unread: (userId: User['id']) => store.since(userId, unreadSince),
  };
}
