import { RENEWED_AT_ONCE } from '@holdover/api';
import type { UserId } from '@holdover/kernel';
import { generatePin } from '@holdover/offline-login';
import type { Actor } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import type { User } from '../users/user.ts';
import { addCredential } from './add-credential.ts';
import type { Credential } from './credential.ts';
import type { CredentialsDeps } from './credentials.ts';
import { prepare, upToDate, type PreparedSecret } from './prepared-secret.ts';
import { auditFormOf, removeCredential, stillOpens } from './retired-credential.ts';

/** A new PIN in the place of one that was too short; shown this once. */
export interface RenewedPin {
  readonly user: User;
  readonly credential: Credential;
  readonly pin: string;
}

/**
 * B9: replaces PINs below the floor, each by one as long as a new one has to be, with the same end. All that are answered were
 * replaced together or none was; the next call goes on.
 */
export type RenewPins = (
  actor: Actor,
  users: readonly UserId[] | undefined,
) => Promise<{ readonly renewed: readonly RenewedPin[]; readonly remaining: number }>;

/** Read beyond what is replaced, so that users asked for by name are among them. */
const LOOKED_AT = 100_000;

export function createPinRenewal(deps: CredentialsDeps): RenewPins {
  const { stores, changes, signals, clock } = deps;
  return async (actor, users) => {
    const now = clock.wall();
    const { floor, least } = await readPinRules(stores, now);
    const wanted = users === undefined ? undefined : new Set(users);
    const short = await stores.credentials.pinsBelow(floor, now, wanted === undefined ? RENEWED_AT_ONCE : LOOKED_AT);
    const chosen = short.filter(({ userId }) => wanted?.has(userId) ?? true).slice(0, RENEWED_AT_ONCE);
    const drawn = await drawAll(deps, chosen, Math.max(floor, least));
    const renewed = await changes.make(actor, async (change) => {
      const made: RenewedPin[] = [];
      for (const one of drawn) made.push(...(await replace(deps, change, one)));
      if (made.length === 0) return made;
      await change.raiseRevision();
      await signals.membersChanged(change);
      return made;
    });
    return { renewed, remaining: await stores.credentials.countUsersBelow(floor, now) };
  };
}

interface Drawn {
  readonly old: Credential;
  readonly pin: string;
  readonly secret: PreparedSecret;
}

/** In the order of `chosen`; as many slow hashes side by side as the machine does well. */
async function drawAll(deps: CredentialsDeps, chosen: readonly Credential[], length: number): Promise<Drawn[]> {
  const waiting = [...chosen.entries()];
  const drawn: Drawn[] = [];
  const taken = new Set<string>();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [place, old] = next;
      const pin = drawUnlike(deps, length, taken);
      drawn[place] = { old, pin, secret: await prepare(deps, 'pin', pin) };
    }
  };
  await Promise.all(Array.from({ length: deps.slowHash.atOnce }, work));
  return drawn;
}

/** No two people of one answer get one PIN; of all others the change says. */
function drawUnlike({ entropy }: CredentialsDeps, length: number, taken: Set<string>): string {
  let pin = generatePin(length, entropy);
  while (taken.has(pin)) pin = generatePin(length, entropy);
  taken.add(pin);
  return pin;
}

/** Nothing for a PIN that was taken away meanwhile, or whose successor somebody has: the next call draws again. */
async function replace(deps: CredentialsDeps, change: Change, { old, pin, ...drawn }: Drawn): Promise<RenewedPin[]> {
  const secret = await upToDate(deps, change, drawn.secret);
  const { credentials, users } = change.stores;
  const user = await users.read(old.userId);
  if (user === undefined || (await credentials.read(old.id)) === undefined) return [];
  const question = { kind: secret.kind, lookups: secret.lookups, userId: user.id };
  const isTaken =
    (await credentials.findByLookup('pin', secret.lookup)) !== undefined ||
    (await stillOpens(change, deps.signals, question)).length > 0;
  if (isTaken) return [];
  await removeCredential(deps.signals, change, old, user.userName);
  const credential = await addCredential(deps, change, {
    userId: user.id,
    secret,
    at: change.at,
    expiresAt: old.expiresAt,
    fingerprint: null,
  });
  const target = { kind: 'pin', id: credential.id, name: user.userName };
  await change.audit({ action: 'pin.renewed', target, before: auditFormOf(old), after: auditFormOf(credential) });
  return [{ user, credential, pin }];
}
