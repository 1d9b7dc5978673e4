import { fromBase64Url, present } from '@holdover/kernel';
import { stretch } from '@holdover/nodejs';
import type { CredentialMethod, Hashing, HashLink } from '@holdover/protocol';
import type { Secret } from './secrets.ts';

/** After the slow hash: 32 bytes that stand for the secret, and are as secret. */
export interface StretchedSecret {
  readonly method: CredentialMethod;
  readonly bytes: Uint8Array;
}

/** The slow hash of an attempt, off this thread: link after link, a card and a PIN at the same time. */
export type Stretcher = (secrets: readonly Secret[], hashing: Hashing) => Promise<readonly StretchedSecret[]>;

/** @param slowHash Argon2id, unless somebody plays a fleet */
export function createStretcher(slowHash: SlowHash = stretch): Stretcher {
  return (secrets, hashing) =>
    Promise.all(
      secrets.map(async ({ method, text }) => ({
        method,
        bytes: await through(slowHash, { links: hashing[method].links, method, text }),
      })),
    );
}

type SlowHash = typeof stretch;

interface Chain {
  readonly links: readonly HashLink[];
  readonly method: CredentialMethod;
  readonly text: string;
}

async function through(slowHash: SlowHash, { links, method, text }: Chain): Promise<Uint8Array> {
  const [first, ...others] = links.map(({ salt, parameters }) => ({
    method,
    salt: present(fromBase64Url(salt), 'salt'),
    parameters,
  }));
  let bytes = await slowHash(text, present(first, 'the first link'));
  for (const link of others) {
    const inner = bytes;
    bytes = await slowHash(inner, link);
    inner.fill(0);
  }
  return bytes;
}

export function wipe(secrets: readonly StretchedSecret[]): void {
  for (const { bytes } of secrets) bytes.fill(0);
}
