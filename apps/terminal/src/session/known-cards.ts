import { equalBytes, utf8, type Digest, type Entropy, type SessionId } from '@holdover/kernel';
import { normaliseCard } from '@holdover/offline-login';

/**
 * D5: whose card is read in a session: the very one that opened it ends it, the very one that was offered to take over does so,
 * without asking anybody.
 * Invariant: numbers are kept as keyed hashes, the key in memory alone, and for the session they are about.
 */
export interface KnownCards {
  opened(session: SessionId, card: string): void;
  offered(session: SessionId, card: string): void;
  of(session: SessionId, card: string): 'opened' | 'offered' | undefined;
}

interface Known {
  readonly session: SessionId;
  readonly opened?: Uint8Array;
  readonly offered?: Uint8Array;
}

const KEY_BYTES = 32;

export function createKnownCards({ digest, entropy }: { digest: Digest; entropy: Entropy }): KnownCards {
  const key = entropy.bytes(KEY_BYTES);
  const hash = (card: string): Uint8Array => digest.hmacSha256(key, utf8(normaliseCard(card)));
  let known: Known | undefined;
  const ofSession = (session: SessionId): Known => (known?.session === session ? known : { session });
  return {
    opened(session, card) {
      known = { session, opened: hash(card) };
    },
    offered(session, card) {
      known = { ...ofSession(session), offered: hash(card) };
    },
    of(session, card) {
      const { opened, offered } = ofSession(session);
      const read = hash(card);
      if (opened !== undefined && equalBytes(opened, read)) return 'opened';
      return offered !== undefined && equalBytes(offered, read) ? 'offered' : undefined;
    },
  };
}
