import type { Hashing } from '@holdover/protocol';
import type { CredentialCache } from '../cache/credential-cache.ts';
import type { Granted } from './ask-server.ts';
import { isSameHashing } from './attempt.ts';

export interface KeepCredentialsDeps {
  readonly cache: CredentialCache;
  readonly denied: () => ReadonlySet<string>;
  /** The server's key for this terminal is newer than the cache's. */
  readonly onNewerGeneration: () => void;
}

/**
 * B4: what an online login used, or registered, works offline from now on. Stretched by another hashing it would not: the next
 * state brings it.
 */
export function keepCredentials(
  { cache, denied, onNewerGeneration }: KeepCredentialsDeps,
  { user, cache: granted, generation, at }: Granted,
  hashing: Hashing,
): void {
  const state = cache.state();
  if (state === undefined || !isSameHashing(state.hashing, hashing)) return;
  if (!state.device.offlineLogin || !state.settings.enabled || denied().has(user.id)) return;
  const credentials = granted.filter(({ id }) => !denied().has(id));
  if (credentials.length === 0) return;
  if (!cache.keep({ user, credentials, generation, at })) onNewerGeneration();
}
