import type { Hashing } from '@holdover/protocol';
import type { CacheState, CredentialCache } from '../cache/credential-cache.ts';
import type { Secret } from './secrets.ts';
import { wipe, type StretchedSecret, type Stretcher } from './stretched-secret.ts';

/**
 * What was typed or swiped, and what it came to under the hashing of its time.
 * Invariant: it is in memory alone, and its stretched secrets are overwritten when it is over.
 */
export interface Attempt {
  readonly secrets: readonly Secret[];
  hashing: Hashing;
  stretched: readonly StretchedSecret[];
}

interface StretchingDeps {
  readonly cache: Pick<CredentialCache, 'state'>;
  readonly stretch: Stretcher;
}

export async function beginAttempt(stretch: Stretcher, hashing: Hashing, secrets: readonly Secret[]): Promise<Attempt> {
  return { secrets, hashing, stretched: await stretch(secrets, hashing) };
}

export function endAttempt({ stretched }: Attempt): void {
  wipe(stretched);
}

/** The state in use. One that came while the attempt was under way may be of another hashing: then it is stretched anew. */
export async function stateFor({ cache, stretch }: StretchingDeps, attempt: Attempt): Promise<CacheState | undefined> {
  for (;;) {
    const state = cache.state();
    if (state === undefined || isSameHashing(state.hashing, attempt.hashing)) return state;
    wipe(attempt.stretched);
    attempt.hashing = state.hashing;
    attempt.stretched = await stretch(attempt.secrets, state.hashing);
  }
}

export function isSameHashing(a: Hashing, b: Hashing): boolean {
  return a.pin.generation === b.pin.generation && a.card.generation === b.card.generation;
}
