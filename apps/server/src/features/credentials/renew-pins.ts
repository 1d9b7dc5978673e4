import { RENEWED_AT_ONCE } from '@holdover/api';
import type { UserId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import type { CredentialsDeps } from './credentials.ts';
import { replacePins, type RenewedPin } from './replace-pins.ts';

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
  const { stores, clock } = deps;
  return async (actor, users) => {
    const now = clock.wall();
    const { floor } = await readPinRules(stores, now);
    const wanted = users === undefined ? undefined : new Set(users);
    const short = await stores.credentials.pinsBelow(floor, now, wanted === undefined ? RENEWED_AT_ONCE : LOOKED_AT);
    const chosen = short.filter(({ userId }) => wanted?.has(userId) ?? true).slice(0, RENEWED_AT_ONCE);
    const renewed = await replacePins(deps, actor, chosen);
    return { renewed, remaining: await stores.credentials.countUsersBelow(floor, now) };
  };
}
