import {
  fromRfc3339,
  makeId,
  type CardId,
  type Clock,
  type CredentialId,
  type Entropy,
  type Instant,
  type PinId,
  type UserId,
} from '@holdover/kernel';
import {
  cardProblem,
  CARD_LENGTH,
  generatePin,
  normaliseCard,
  normalisePin,
  PIN_LENGTH,
  pinProblem,
} from '@holdover/offline-login';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { readPinRules, type PinRules } from '../settings/pin-rules.ts';
import { readUser } from '../users/users.ts';
import type { Credential, CredentialKind } from './credential.ts';
import { HASHING_GENERATION, readHashing, stretchSecret } from './hashing.ts';
import { requireUnopened, takeCardAway } from './move-card.ts';
import { auditFormOf, removeCredential, stillOpens } from './retired-credential.ts';

export interface Credentials {
  /**
   * B9. Without `pin` one is generated and shown this once.
   * @throws ProblemFault `pin-taken`, `invalid-body`, `too-many-credentials`, `not-found`
   */
  createPin(
    actor: Actor,
    userId: UserId,
    given: NewPin,
  ): Promise<{ readonly credential: Credential; readonly generated: string | undefined }>;
  /**
   * B9: with `move` also one that opens somebody else, from whom it is taken at once.
   * @throws ProblemFault `card-taken`, `card-still-opens`: both name the terminals that open the former owner, and until when;
   * `already-exists`, `invalid-body`, `too-many-credentials`, `not-found`
   */
  createCard(actor: Actor, userId: UserId, given: NewCard & { readonly move: boolean }): Promise<Credential>;
  /** B7. @throws ProblemFault `not-found` */
  delete(actor: Actor, userId: UserId, id: PinId | CardId): Promise<void>;
}

interface Expiring {
  /** RFC 3339. */
  readonly expiresAt?: string | null | undefined;
}
type NewPin = Expiring & { readonly pin?: string | undefined };
type NewCard = Expiring & { readonly number: string };

export interface CredentialsDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly keys: ServerKeys;
  readonly slowHash: SlowHash;
  readonly entropy: Entropy;
  readonly clock: Clock;
}

/** Bounds what one user can hold; B3 synchronizes three of each kind at most. */
const CREDENTIALS_A_KIND = 20;

/** With fewer than half of all PINs given, 40 draws all taken would be a chance of 10⁻¹². */
const DRAWS = 40;

/** Characters of a card number that lists show; none of a number so short that they would be half of it. */
const ENDING = 2;
const ENDING_FROM = 6;

export function createCredentials(deps: CredentialsDeps): Credentials {
  const { stores, changes, signals } = deps;
  return {
    createPin: async (actor, userId, given) => {
      await readUser({ stores }, userId);
      const rules = await readPinRules(stores, deps.clock.wall());
      if (given.pin === undefined) return drawPin(deps, actor, { userId, length: rules.least, ...expiryOf(given) });
      const pin = normalisePin(given.pin);
      const fault = pinFault(pin, rules.settings.pinMinLength) ?? belowFloor(pin, rules);
      if (fault !== undefined) throw new ProblemFault('invalid-body', [{ ...fault, pointer: '/pin' }]);
      const secret = await prepare(deps, 'pin', pin);
      const credential = await changes.make(actor, (change) =>
        store(deps, change, { userId, secret, ...expiryOf(given) }),
      );
      return { credential, generated: undefined };
    },

    createCard: async (actor, userId, given) => {
      await readUser({ stores }, userId);
      const card = normaliseCard(given.number);
      const fault = cardFault(card);
      if (fault !== undefined) throw new ProblemFault('invalid-body', [{ ...fault, pointer: '/number' }]);
      const secret = await prepare(deps, 'card', card);
      return changes.make(actor, async (change) => {
        if (given.move) await takeCardAway(deps, change, { userId, secret });
        else await requireUnopened(signals, change, { userId, secret });
        return store(deps, change, { userId, secret, ...expiryOf(given) });
      });
    },

    delete: (actor, userId, id) =>
      changes.make(actor, async (change) => {
        const credential = await change.stores.credentials.read(id);
        if (credential?.userId !== userId) throw new ProblemFault('not-found');
        const user = await readUser(change, userId);
        await removeCredential(signals, change, credential, user.userName);
        await change.raiseRevision();
      }),
  };
}

/** B9: why a normalised PIN cannot be given to somebody. */
export function pinFault(pin: string, minLength: number): Omit<FieldFault, 'pointer'> | undefined {
  const problem = pinProblem(pin, { minLength });
  const limit = { minLength, maxLength: PIN_LENGTH.most };
  return problem === undefined ? undefined : { code: `pin-${problem}`, limit };
}

/** B9: why a PIN is too short among so many. */
function belowFloor(pin: string, { least }: PinRules): Omit<FieldFault, 'pointer'> | undefined {
  return pin.length < least ? { code: 'pin-below-floor', limit: { minimum: least } } : undefined;
}

/** Why a normalised card number cannot be stored. */
export function cardFault(card: string): Omit<FieldFault, 'pointer'> | undefined {
  const problem = cardProblem(card);
  const limit = { minLength: CARD_LENGTH.least, maxLength: CARD_LENGTH.most };
  return problem === undefined ? undefined : { code: `card-${problem}`, limit };
}

/** A normalised secret after the slow hash. Holds what a list may show of it, and not the secret. */
export interface PreparedSecret {
  readonly kind: CredentialKind;
  readonly stretched: Uint8Array;
  readonly lookup: string;
  readonly length: number;
  readonly ending: string;
}

export async function prepare(
  { stores, keys, slowHash }: Pick<CredentialsDeps, 'stores' | 'keys' | 'slowHash'>,
  kind: CredentialKind,
  secret: string,
): Promise<PreparedSecret> {
  const stretched = await stretchSecret(slowHash, await readHashing(stores.settings), { kind, secret });
  return {
    kind,
    stretched,
    lookup: keys.lookup(stretched),
    length: kind === 'pin' ? secret.length : 0,
    ending: kind === 'card' && secret.length >= ENDING_FROM ? secret.slice(-ENDING) : '',
  };
}

/** The row of a prepared secret, sealed for its user and itself. */
export function credentialOf(
  { keys, entropy }: Pick<CredentialsDeps, 'keys' | 'entropy'>,
  {
    userId,
    secret,
    at,
    expiresAt,
    fingerprint,
  }: { userId: UserId; secret: PreparedSecret; at: Instant; expiresAt: Instant | null; fingerprint: string | null },
): Credential {
  const { kind, lookup, length, ending } = secret;
  const id: CredentialId = makeId(kind, at, entropy);
  const generation = HASHING_GENERATION;
  const sealed = keys.seal(secret.stretched, { userId, credentialId: id, generation });
  return { id, userId, kind, lookup, sealed, generation, fingerprint, length, ending, createdAt: at, expiresAt };
}

interface ToStore {
  readonly userId: UserId;
  readonly secret: PreparedSecret;
  readonly expiresAt: Instant | null;
}

async function store(
  deps: CredentialsDeps,
  change: Change,
  { userId, secret, expiresAt }: ToStore,
): Promise<Credential> {
  const user = await readUser(change, userId);
  if (expiresAt !== null && expiresAt <= change.at) {
    throw new ProblemFault('invalid-body', [{ pointer: '/expiresAt', code: 'in-the-past' }]);
  }
  await requireFree(deps.signals, change, { userId, secret });
  const count = secret.kind === 'pin' ? user.pins : user.cards;
  if (count >= CREDENTIALS_A_KIND) throw new ProblemFault('too-many-credentials');
  const credential = credentialOf(deps, { userId, secret, at: change.at, expiresAt, fingerprint: null });
  await change.stores.credentials.create(credential);
  const target = { kind: secret.kind, id: credential.id, name: user.userName };
  await change.audit({ action: `${secret.kind}.created`, target, before: null, after: auditFormOf(credential) });
  await change.raiseRevision();
  await deps.signals.membersChanged(change);
  return credential;
}

/** B9: one PIN, one person; one card, one person. A reserved PIN says no more than a taken one. */
async function requireFree(
  signals: FleetSignals,
  change: Change,
  { userId, secret: { kind, lookup } }: Pick<ToStore, 'userId' | 'secret'>,
): Promise<void> {
  const pointer = kind === 'pin' ? '/pin' : '/number';
  const holder = await change.stores.credentials.findByLookup(kind, lookup);
  const reserved = kind === 'pin' && (await stillOpens(change, signals, { kind, lookup, userId })).length > 0;
  if (holder === undefined && !reserved) return;
  const problem = kind === 'pin' ? 'pin-taken' : holder?.userId === userId ? 'already-exists' : 'card-taken';
  throw new ProblemFault(problem, [{ pointer, code: 'taken' }]);
}

async function drawPin(
  deps: CredentialsDeps,
  actor: Actor,
  given: { userId: UserId; length: number; expiresAt: Instant | null },
) {
  for (let draw = 1; ; draw++) {
    const pin = generatePin(given.length, deps.entropy);
    const secret = await prepare(deps, 'pin', pin);
    try {
      const credential = await deps.changes.make(actor, (change) => store(deps, change, { ...given, secret }));
      return { credential, generated: pin };
    } catch (error) {
      const taken = error instanceof ProblemFault && error.problem === 'pin-taken';
      if (!taken || draw >= DRAWS) throw error;
    }
  }
}

function expiryOf({ expiresAt }: Expiring): { readonly expiresAt: Instant | null } {
  if (expiresAt === undefined || expiresAt === null) return { expiresAt: null };
  const at = fromRfc3339(expiresAt);
  if (at === undefined)
    throw new ProblemFault('invalid-body', [
      { pointer: '/expiresAt', code: 'bad-format', limit: { format: 'date-time' } },
    ]);
  return { expiresAt: at };
}
