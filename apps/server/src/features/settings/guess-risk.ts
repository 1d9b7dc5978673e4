import type { AuthenticationSettings, GuessRisk } from '@holdover/api';
import { GUESS_RISK_WARNING, lengthWithoutWarning, triesADay, weakestLength } from '@holdover/offline-login';
import { throttleOf } from './pin-rules.ts';

/**
 * H5: at one device, in a day.
 * @param pinsByLength those that match there online; empty where a PIN alone opens nothing
 * @param unlocks of the last 24 hours
 */
export function guessRiskOf(
  pinsByLength: ReadonlyMap<number, number>,
  settings: AuthenticationSettings,
  unlocks = 0,
): GuessRisk {
  const throttle = throttleOf(settings);
  const pinsThatMatch = [...pinsByLength.values()].reduce((sum, count) => sum + count, 0);
  const { pinLength, aDay } = weakestLength(pinsByLength, throttle, unlocks);
  const warns = aDay > GUESS_RISK_WARNING;
  return {
    pinsThatMatch,
    pinLength,
    triesADay: triesADay(throttle, unlocks),
    aDay,
    warns,
    proposedPinLength: warns ? lengthWithoutWarning(pinsThatMatch, throttle, unlocks) : null,
    proposesCardAndPin: warns,
  };
}
