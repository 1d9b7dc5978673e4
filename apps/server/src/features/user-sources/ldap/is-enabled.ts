import type { Instant } from '@holdover/kernel';
import type { DirectoryEntry } from './directory.ts';
import { textOf } from './values.ts';

/** What a directory says of an account, whichever kind of directory it is; those that say nothing know no disabled ones. */
export const STATE_ATTRIBUTES = ['userAccountControl', 'accountExpires', 'pwdAccountLockedTime', 'nsAccountLock'];

/** Active Directory: ADS_UF_ACCOUNTDISABLE. */
const DISABLED = 0x2;
/** OpenLDAP's password policy: locked until somebody unlocks it. A lock that ends by itself is for guessed passwords, and disables nobody here. */
const LOCKED_FOR_GOOD = '000001010000Z';

export function isEnabled(entry: DirectoryEntry, now: Instant): boolean {
  const control = Number(textOf(entry, 'userAccountControl') ?? 0);
  if (Number.isSafeInteger(control) && (control & DISABLED) !== 0) return false;
  if (textOf(entry, 'pwdAccountLockedTime') === LOCKED_FOR_GOOD) return false;
  if (textOf(entry, 'nsAccountLock')?.toLowerCase() === 'true') return false;
  const end = expiryOf(textOf(entry, 'accountExpires'));
  return end === undefined || end > now;
}

/** Milliseconds between 1601 and 1970, and their hundred-nanosecond steps. */
const EPOCH = 11_644_473_600_000;
const STEPS = 10_000n;
const NEVER = 0x7fff_ffff_ffff_ffffn;

/** [MS-ADA1] accountExpires; milliseconds since 1970, undefined for never. */
function expiryOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,19}$/.test(text)) return undefined;
  const steps = BigInt(text);
  return steps === 0n || steps >= NEVER ? undefined : Number(steps / STEPS) - EPOCH;
}
