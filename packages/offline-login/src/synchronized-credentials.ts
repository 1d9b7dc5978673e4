import type { CredentialId, Instant } from '@holdover/kernel';

export type CredentialKind = 'pin' | 'card';

/** B3: at most so many of each kind a user. */
export const SYNCED_CREDENTIALS_A_KIND = 3;

export interface DatedCredential {
  readonly id: CredentialId;
  readonly kind: CredentialKind;
  readonly createdAt: Instant;
  /** A temporary credential's own end; null for one that has none. */
  readonly ownEnd: Instant | null;
}

/** B3: the newest three PINs and the newest three ID cards, newest first, none that has ended by `now`. PINs come first. */
export function synchronizedCredentials<C extends DatedCredential>(
  credentials: readonly C[],
  now: Instant,
): readonly C[] {
  const living = credentials.filter(({ ownEnd }) => ownEnd === null || ownEnd > now);
  return (['pin', 'card'] as const).flatMap((kind) =>
    living
      .filter((credential) => credential.kind === kind)
      .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .slice(0, SYNCED_CREDENTIALS_A_KIND),
  );
}
