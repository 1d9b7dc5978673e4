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

/** A generated PIN in the place of another; shown this once. */
export interface RenewedPin {
  readonly user: User;
  /** The one that is gone. */
  readonly former: Credential;
  readonly credential: Credential;
  readonly pin: string;
}

/**
 * B9: puts a generated PIN in the place of each, as long as a new one has to be, with the end it had. All that are answered were
 * replaced together or none was; one that was taken away meanwhile, or whose successor somebody has, is left for the next call.
 * @param record called in the same change, where any was replaced
 */
export async function replacePins(
  deps: CredentialsDeps,
  actor: Actor,
  chosen: readonly Credential[],
  record: (change: Change, replaced: readonly RenewedPin[]) => Promise<void> = () => Promise.resolve(),
): Promise<readonly RenewedPin[]> {
  if (chosen.length === 0) return [];
  const { floor, least } = await readPinRules(deps.stores, deps.clock.wall());
  const drawn = await drawAll(deps, chosen, Math.max(floor, least));
  return deps.changes.make(actor, async (change) => {
    const made: RenewedPin[] = [];
    for (const one of drawn) made.push(...(await replace(deps, change, one)));
    if (made.length === 0) return made;
    await record(change, made);
    await change.raiseRevision();
    await deps.signals.membersChanged(change);
    return made;
  });
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
  return [{ user, former: old, credential, pin }];
}
