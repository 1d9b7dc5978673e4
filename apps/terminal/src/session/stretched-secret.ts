import { fromBase64Url, present } from '@holdover/kernel';
import { stretch } from '@holdover/nodejs';
import type { CredentialMethod, Hashing } from '@holdover/protocol';
import type { Secret } from './secrets.ts';

/** After the slow hash: 32 bytes that stand for the secret, and are as secret. */
export interface StretchedSecret {
  readonly method: CredentialMethod;
  readonly bytes: Uint8Array;
}

/** The one slow hash of an attempt, off this thread; a card and a PIN at the same time. */
export type Stretcher = (secrets: readonly Secret[], hashing: Hashing) => Promise<readonly StretchedSecret[]>;

export const stretchSecrets: Stretcher = (secrets, hashing) =>
  Promise.all(
    secrets.map(async ({ method, text }) => ({
      method,
      bytes: await stretch(text, {
        method,
        salt: present(fromBase64Url(hashing.salt), 'salt'),
        parameters: hashing[method],
      }),
    })),
  );

export function wipe(secrets: readonly StretchedSecret[]): void {
  for (const { bytes } of secrets) bytes.fill(0);
}
