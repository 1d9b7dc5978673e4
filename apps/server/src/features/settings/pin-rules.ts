import { minutes, type Instant } from '@holdover/kernel';
import { PIN_LENGTH, pinFloor, type PinThrottlePolicy } from '@holdover/offline-login';
import type { AuthenticationSettings } from '@holdover/api';
import type { Stores } from '../../stores.ts';
import { readAuthentication } from './settings.ts';

/** B9: what keeps guessing at a panel hopeless, given everybody's PINs. */
export interface PinRules {
  /** Digits below which a day of random tries at one terminal succeeds too often. */
  readonly floor: number;
  /** Digits that a new PIN has at least. */
  readonly least: number;
  /** N: PINs that match at a terminal online. None where no device takes a PIN alone. */
  readonly pinsThatMatch: number;
  readonly settings: AuthenticationSettings;
}

type RuleStores = Pick<Stores, 'credentials' | 'devices' | 'profiles' | 'settings'>;

/** @param coming PINs that are about to be there, if those are more */
export async function readPinRules(stores: RuleStores, now: Instant, coming = 0): Promise<PinRules> {
  return rulesFor(stores, { settings: await readAuthentication(stores.settings), now, coming });
}

/** The same under settings that are not saved yet. */
export async function rulesFor(
  stores: RuleStores,
  { settings, now, coming = 0 }: { settings: AuthenticationSettings; now: Instant; coming?: number },
): Promise<PinRules> {
  const pinsThatMatch = (await takesPinAlone(stores)) ? Math.max(coming, await workingPins(stores, now)) : 0;
  const floor = pinFloor(pinsThatMatch, throttleOf(settings));
  const least = settings.acceptRisk ? settings.pinMinLength : Math.max(settings.pinMinLength, floor);
  return { floor, least, pinsThatMatch, settings };
}

export function throttleOf({ pinAttempts, pinRefillMinutes }: AuthenticationSettings): PinThrottlePolicy {
  return { pinAttempts, pinRefill: minutes(pinRefillMinutes) };
}

/** The longest PIN there can be says nothing against a floor above it. */
export function isBelowFloor(length: number, floor: number): boolean {
  return length < Math.min(floor, PIN_LENGTH.most);
}

async function workingPins({ credentials }: RuleStores, now: Instant): Promise<number> {
  return [...(await credentials.workingPins(now)).values()].reduce((sum, count) => sum + count, 0);
}

/** D3: with a card beside it a PIN is tried against one person, not against all. */
async function takesPinAlone({ devices, profiles }: RuleStores): Promise<boolean> {
  const taking = (await profiles.all()).filter(({ loginMethods }) => loginMethods.includes('pin'));
  for (const { id } of taking) if (await devices.usesProfile(id)) return true;
  const isFirst = (await devices.page({ limit: 1 })).items.length === 0;
  return isFirst && taking.some((profile) => profile.default);
}
