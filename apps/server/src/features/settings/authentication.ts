import { pinRisk, type AuthenticationSettings, type HashCosts, type PinRisk } from '@holdover/api';
import { toRfc3339, type Clock, type Entropy } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { costOf, readHashingPlan } from '../credentials/hashing.ts';
import { askHashCost } from '../credentials/raise-hash-cost.ts';
import { guessRiskOf } from './guess-risk.ts';
import { isBelowFloor, rulesFor, type PinRules } from './pin-rules.ts';
import { AUTHENTICATION, readAuthentication } from './settings.ts';

export interface Authentication {
  /**
   * B9: shorter than the floor only with *accept the risk*, which is recorded with who and when.
   * @throws ProblemFault `invalid-body`, `hash-cost-changing`, `hash-cost-final`
   */
  save(
    actor: Actor,
    given: AuthenticationSettings & { readonly hashCost?: HashCosts | undefined },
    check: (current: SavedAuthentication) => void,
  ): Promise<SavedAuthentication>;
  read(): Promise<SavedAuthentication>;
  /** B9, H5: of what is saved, or would be if `unsaved` were. */
  risk(unsaved?: AuthenticationSettings): Promise<PinRisk>;
}

/** As GET answers it: with the cost that was asked for last. */
export type SavedAuthentication = AuthenticationSettings & { readonly hashCost: HashCosts };

export interface AuthenticationDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Credentials are to be wrapped for a higher cost. */
  readonly onHashCost: () => void;
}

export function createAuthentication(deps: AuthenticationDeps): Authentication {
  const { stores, changes, signals, clock } = deps;
  return {
    read: () => readSaved(stores),
    save: (actor, { hashCost, ...given }, check) =>
      changes.make(actor, async (change) => {
        const { hashCost: presentCost, ...current } = await readSaved(change.stores);
        check({ ...current, hashCost: presentCost });
        const asked = hashCost !== undefined && (await askHashCost(change, hashCost, deps.entropy));
        if (asked) change.afterCommit(deps.onHashCost);
        const rules = await rulesFor(change.stores, { settings: given, now: change.at });
        const isShort = isBelowFloor(given.pinMinLength, rules.floor);
        // What GET answered is taken: a floor that rose above the setting counts without it.
        if (isShort && !given.acceptRisk && given.pinMinLength !== current.pinMinLength) throw tooShort(given, rules);
        // Nobody can have accepted what is not there.
        const next = { ...given, acceptRisk: given.acceptRisk && isShort };
        if (next.acceptRisk && !current.acceptRisk) await recordAcceptance(change, rules);
        await change.stores.settings.write(AUTHENTICATION, { ...next });
        const target = { kind: 'settings', id: null, name: AUTHENTICATION };
        await change.audit({ action: 'authentication.changed', target, before: { ...current }, after: { ...next } });
        await change.raiseRevision();
        await signals.settingsChanged(change, { reset: false });
        return { ...next, hashCost: hashCost ?? presentCost };
      }),

    risk: async (unsaved) => {
      const now = clock.wall();
      const given = unsaved ?? (await readAuthentication(stores.settings));
      const rules = await rulesFor(stores, { settings: given, now });
      const { floor, least, settings } = rules;
      return {
        pinFloor: floor,
        leastPinLength: least,
        usersBelowFloor: await stores.credentials.countUsersBelow(floor, now),
        acceptedRisk: settings.acceptRisk ? await readAcceptance(stores) : null,
        guessRisk: guessRiskOf(
          rules.pinsThatMatch === 0 ? new Map() : await stores.credentials.workingPins(now),
          settings,
        ),
      };
    },
  };
}

async function readSaved({ settings }: Pick<Stores, 'settings'>): Promise<SavedAuthentication> {
  const { pin, card } = await readHashingPlan(settings);
  return { ...(await readAuthentication(settings)), hashCost: { pin: costOf(pin), card: costOf(card) } };
}

const ACCEPTED_RISK = 'accepted-risk';
const acceptance = pinRisk.shape.acceptedRisk.unwrap();

async function recordAcceptance(change: Change, { floor, least, pinsThatMatch }: PinRules): Promise<void> {
  const accepted = { at: toRfc3339(change.at), by: change.actor.name, pinFloor: floor };
  await change.stores.settings.write(ACCEPTED_RISK, accepted);
  await change.audit({
    action: 'authentication.risk-accepted',
    target: { kind: 'settings', id: null, name: AUTHENTICATION },
    before: null,
    after: { pinFloor: floor, leastPinLength: least, pinsThatMatch },
  });
}

async function readAcceptance({ settings }: Pick<Stores, 'settings'>) {
  const read = acceptance.safeParse(await settings.read(ACCEPTED_RISK));
  return read.success ? read.data : null;
}

function tooShort({ pinMinLength }: AuthenticationSettings, { floor }: PinRules): ProblemFault {
  const limit = { minimum: floor };
  return new ProblemFault('invalid-body', [
    { pointer: '/pinMinLength', code: 'pin-below-floor', value: pinMinLength, limit },
  ]);
}
