import {
  fromRfc3339,
  type CardId,
  type Clock,
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
  type CardProblem,
  type PinProblem,
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
import { addCredential } from './add-credential.ts';
import type { Credential } from './credential.ts';
import { requireUnopened, takeCardAway } from './move-card.ts';
import { prepare, upToDate, type PreparedSecret } from './prepared-secret.ts';
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
export const CREDENTIALS_A_KIND = 20;

/** With fewer than half of all PINs given, 40 draws all taken would be a chance of 10⁻¹². */
export const DRAWS = 40;

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
      const prepared = await prepare(deps, 'card', card);
      return changes.make(actor, async (change) => {
        const secret = await upToDate(deps, change, prepared);
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
export function pinFault(
  pin: string,
  minLength: number,
): { readonly code: `pin-${PinProblem}`; readonly limit: object } | undefined {
  const problem = pinProblem(pin, { minLength });
  const limit = { minLength, maxLength: PIN_LENGTH.most };
  return problem === undefined ? undefined : { code: `pin-${problem}`, limit };
}

/** B9: why a PIN is too short among so many. */
function belowFloor(pin: string, { least }: PinRules): Omit<FieldFault, 'pointer'> | undefined {
  return pin.length < least ? { code: 'pin-below-floor', limit: { minimum: least } } : undefined;
}

/** Why a normalised card number cannot be stored. */
export function cardFault(card: string): { readonly code: `card-${CardProblem}`; readonly limit: object } | undefined {
  const problem = cardProblem(card);
  const limit = { minLength: CARD_LENGTH.least, maxLength: CARD_LENGTH.most };
  return problem === undefined ? undefined : { code: `card-${problem}`, limit };
}

interface ToStore {
  readonly userId: UserId;
  readonly secret: PreparedSecret;
  readonly expiresAt: Instant | null;
}

async function store(
  deps: CredentialsDeps,
  change: Change,
  { userId, secret: prepared, expiresAt }: ToStore,
): Promise<Credential> {
  const secret = await upToDate(deps, change, prepared);
  const user = await readUser(change, userId);
  if (expiresAt !== null && expiresAt <= change.at) {
    throw new ProblemFault('invalid-body', [{ pointer: '/expiresAt', code: 'in-the-past' }]);
  }
  await requireFree(deps.signals, change, { userId, secret });
  const count = secret.kind === 'pin' ? user.pins : user.cards;
  if (count >= CREDENTIALS_A_KIND) throw new ProblemFault('too-many-credentials');
  const credential = await addCredential(deps, change, { userId, secret, at: change.at, expiresAt, fingerprint: null });
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
  { userId, secret: { kind, lookup, lookups } }: Pick<ToStore, 'userId' | 'secret'>,
): Promise<void> {
  const pointer = kind === 'pin' ? '/pin' : '/number';
  const holder = await change.stores.credentials.findByLookup(kind, lookup);
  const reserved = kind === 'pin' && (await stillOpens(change, signals, { kind, lookups, userId })).length > 0;
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
