import { createHash } from 'node:crypto';

/** What a stretched secret depends on, as with Argon2id. */
export interface StretchInputs {
  readonly method: string;
  readonly salt: Uint8Array;
  readonly parameters: { readonly memoryKiB: number; readonly passes: number; readonly lanes: number };
}

/** Stands for the slow hash where nobody guesses: 32 bytes by SHA-256, with the same inputs. */
export function fastStretch(
  secret: string | Uint8Array,
  { method, salt, parameters }: StretchInputs,
): Promise<Uint8Array<ArrayBuffer>> {
  const { memoryKiB, passes, lanes } = parameters;
  const told = typeof secret === 'string' ? secret : Buffer.from(secret).toString('hex');
  const inputs = [told, typeof secret, method, Buffer.from(salt).toString('hex'), memoryKiB, passes, lanes];
  return Promise.resolve(new Uint8Array(createHash('sha256').update(JSON.stringify(inputs)).digest()));
}
