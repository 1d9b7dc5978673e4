import { fromBase64Url, present, type Clock } from '@holdover/kernel';
import { isValidAt, type LoginMethod } from '@holdover/offline-login';
import type { LoginAnswer, LoginRequest } from '@holdover/protocol';
import type { Database } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { openStores } from '../../stores.ts';
import type { Credential } from '../credentials/credential.ts';
import type { HashingPlan } from '../credentials/hashing.ts';
import { createSqlStretchStore } from '../credentials/stretch-store-sql.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { SourceUnreachable } from '../user-sources/source-sign-in.ts';
import type { PrintSignIn } from '../users/print-sign-in.ts';
import type { User } from '../users/user.ts';
import type { PinMisses } from './pin-misses.ts';

export interface JudgeDeps {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly snapshots: FleetSnapshots;
  readonly clock: Clock;
  readonly misses: PinMisses;
  /** Checks a password, bounded by name and by terminal. */
  readonly signIn: PrintSignIn;
  /** D3: so many PINs nobody has came from this terminal that no more are decided. */
  readonly onWalking: (terminal: TerminalRecord) => void;
}

type Proofs = Extract<LoginRequest['proof'], { kind: 'credentials' }>['credentials'];
type CredentialLoginMethod = Exclude<LoginMethod, 'password'>;
type RefusalCode = Extract<LoginAnswer, { outcome: 'refused' }>['code'];

export interface Matched {
  readonly credential: Credential;
  /** As it came: what the terminal makes its own verifier of. */
  readonly stretched: Uint8Array;
}

export type Verdict =
  | { readonly outcome: 'refused'; readonly code: RefusalCode; readonly userId: User['id'] | null }
  | {
      readonly outcome: 'granted';
      readonly user: User;
      readonly method: LoginMethod;
      readonly matched: readonly Matched[];
    };

const refused = (code: RefusalCode, userId: User['id'] | null = null): Verdict => ({
  outcome: 'refused',
  code,
  userId,
});

/** D2: what is wrong with a credential is told only to whoever has all of it. */
export async function judgeLogin(
  deps: JudgeDeps,
  { terminal, device }: Peer,
  proof: LoginRequest['proof'],
): Promise<Verdict> {
  if (device === undefined) throw new GatewayRefusal('not-found', 'The device of this terminal was deleted');
  const { snapshot } = await deps.snapshots.current();
  const profile = present(snapshot.profiles.get(device.profileId), 'the profile of a device');
  const method = proof.kind === 'password' ? proof.kind : methodOf(proof.credentials);
  const allowed = method !== undefined && profile.loginMethods.includes(method) && device.active;
  if (!allowed) return refused('method-not-allowed');
  if (proof.kind === 'password') return judgePassword(deps, terminal, proof);
  const matched = method === 'pin' ? await matchPin(deps, terminal, proof) : await match(deps, proof.credentials);
  const user = matched && snapshot.users.get(matched[0].credential.userId);
  if (matched === undefined || user === undefined) {
    requireKnownHashing(proof.credentials, snapshot.hashing);
    return refused('unknown-credential');
  }
  if (!user.enabled) return refused('disabled', user.id);
  const now = deps.clock.wall();
  const ended = matched.some(
    ({ credential }) => credential.expiresAt !== null && !isValidAt(credential.expiresAt, now),
  );
  return ended ? refused('expired', user.id) : { outcome: 'granted', user, method, matched };
}

/** A disabled user is unknown here: the check says of a password only that it opens something. */
async function judgePassword(
  { database, signIn }: JudgeDeps,
  { id }: TerminalRecord,
  { userName, password }: { readonly userName: string; readonly password: string },
): Promise<Verdict> {
  const known = await signIn(userName, password, id).catch(asUnanswered);
  const user = known === undefined ? undefined : await openStores(database.queries).users.findByUserName(known);
  return user === undefined
    ? refused('unknown-credential')
    : { outcome: 'granted', user, method: 'password', matched: [] };
}

/** Nobody else knows the password: the terminal says that it needs the server, as it does offline. */
function asUnanswered(error: unknown): never {
  if (!(error instanceof SourceUnreachable)) throw error;
  throw new GatewayRefusal('overloaded', 'The directory that knows this password cannot be asked');
}

/** What was stretched by a hashing given up long ago says nothing about anybody: the terminal's cache decides, until it has pulled. */
function requireKnownHashing(proofs: Proofs, hashing: HashingPlan): void {
  const isKnown = proofs.every(({ method, generation }) => {
    const { use, former } = hashing[method];
    return generation === use.generation || generation === former?.generation;
  });
  if (!isKnown) throw new GatewayRefusal('hashing-outdated', 'This hashing is not in use any more; pull the state');
}

/** D3: whoever took a terminal's certificate must not walk through the PINs. */
async function matchPin(
  deps: JudgeDeps,
  terminal: TerminalRecord,
  { credentials }: { readonly credentials: Proofs },
): ReturnType<typeof match> {
  const begun = await deps.misses.begin(terminal.id);
  if (begun === undefined) {
    throw new GatewayRefusal(
      'overloaded',
      'Too many unknown PINs came from this terminal; PIN alone is not decided for now',
    );
  }
  const matched = await match(deps, credentials);
  if (matched !== undefined) begun.matched();
  else if (await begun.missed()) deps.onWalking(terminal);
  return matched;
}

/** D4: a card and a PIN together are one method; two of one kind are none. */
function methodOf(proofs: Proofs): CredentialLoginMethod | undefined {
  const [first, second] = proofs;
  if (second === undefined) return first?.method;
  return first?.method === second.method ? undefined : 'card+pin';
}

/** D2, D4: everything matched and all of it one user's, or nothing did. */
async function match(
  { keys, database }: JudgeDeps,
  proofs: Proofs,
): Promise<readonly [Matched, ...Matched[]] | undefined> {
  const { credentials } = openStores(database.queries);
  const others = createSqlStretchStore(database.queries);
  const matched: Matched[] = [];
  for (const { method, stretched: text } of proofs) {
    const stretched = present(fromBase64Url(text), 'a stretched secret that its schema accepted');
    const lookup = keys.lookup(stretched);
    // A terminal stretches as it was told with its state: what is in use, or was before the cost was raised.
    const credential = (await credentials.findByLookup(method, lookup)) ?? (await others.find(method, lookup));
    if (credential !== undefined) matched.push({ credential, stretched });
  }
  const [first, ...rest] = matched;
  if (first === undefined || matched.length !== proofs.length) return undefined;
  return rest.every(({ credential }) => credential.userId === first.credential.userId) ? [first, ...rest] : undefined;
}
