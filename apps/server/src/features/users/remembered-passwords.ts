import {
  canonicalJson,
  later,
  minutes,
  toBase64Url,
  utf8,
  type Clock,
  type Duration,
  type Entropy,
  type Instant,
  type Json,
} from '@holdover/kernel';
import { keyedLookup } from '@holdover/nodejs';

/** A job is a handful of requests, and CUPS asks for its state every few seconds. */
export const SIGNED_IN_FOR = minutes(5);
const REMEMBERED_MOST = 10_000;

/** That a password was right, under a key of this process and bound to `of`: nothing it could be found out from. */
export interface RememberedPasswords {
  has(of: Json, password: string): boolean;
  add(of: Json, password: string): void;
}

/** @param keptFor null: nothing is remembered */
export function createRememberedPasswords(
  clock: Pick<Clock, 'wall'>,
  entropy: Entropy,
  keptFor: Duration | null,
): RememberedPasswords {
  const key = entropy.bytes(32);
  const until = new Map<string, Instant>();
  const proofOf = (of: Json, password: string): string =>
    toBase64Url(keyedLookup(key, utf8(canonicalJson([of, password]))));
  return {
    has: (of, password) => {
      if (keptFor === null) return false;
      const proof = proofOf(of, password);
      const end = until.get(proof);
      if (end !== undefined && end > clock.wall()) return true;
      until.delete(proof);
      return false;
    },
    add: (of, password) => {
      if (keptFor === null) return;
      until.set(proofOf(of, password), later(clock.wall(), keptFor));
      const [oldest] = until.keys();
      if (until.size > REMEMBERED_MOST && oldest !== undefined) until.delete(oldest);
    },
  };
}
