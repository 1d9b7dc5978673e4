import { equalBytes, utf8 } from '@holdover/kernel';
import { hashPassword, verifyPassword } from '@holdover/nodejs';
import type { IdentityKeeper } from '../enrolment/identity-keeper.ts';

/** Terminals enrolled before the PIN was kept as a hash hold the digits, under seal. */
const DIGITS = /^\d{8}$/;

/** What is kept of the service PIN: Argon2id, as a PHC string. */
export function hashServicePin(digits: string): Promise<string> {
  return hashPassword(digits);
}

/** @throws Fault `password-hash-damaged` */
export function isServicePin(kept: string, typed: string): Promise<boolean> {
  return DIGITS.test(kept) ? Promise.resolve(equalBytes(utf8(kept), utf8(typed))) : verifyPassword(kept, typed);
}

/** Digits an older terminal kept go at its next start. */
export async function hashKeptServicePin(keeper: IdentityKeeper): Promise<void> {
  const { servicePin } = keeper.current();
  if (!DIGITS.test(servicePin)) return;
  const hash = await hashServicePin(servicePin);
  await keeper.change((identity) => ({ ...identity, servicePin: hash }));
}
