import { dirname } from 'node:path';
import { Fault, fromBase64Url, toBase64Url, type Entropy } from '@holdover/kernel';
import { ensurePrivateFolder, readFileIfPresent, writeFileAtomic } from '@holdover/nodejs';

const KEY_BYTES = 32;
const FORMAT = 'holdover-server-key 1';

/**
 * The one secret of an installation: a text file outside the database, made at first start, mode 0600.
 * Invariant: an unreadable key is never replaced; everything sealed under it would be lost.
 * @throws Fault `server-key-unreadable`
 */
export async function loadServerKey(file: string, entropy: Entropy): Promise<Uint8Array> {
  const bytes = await readFileIfPresent(file);
  if (bytes !== undefined) return parse(Buffer.from(bytes).toString('utf8'), file);
  const key = entropy.bytes(KEY_BYTES);
  await ensurePrivateFolder(dirname(file));
  await writeFileAtomic(file, `${FORMAT}\n${toBase64Url(key)}\n`);
  return key;
}

function parse(text: string, file: string): Uint8Array {
  const [format, encoded] = text.split('\n');
  const key = format === FORMAT ? fromBase64Url((encoded ?? '').trim()) : undefined;
  if (key?.length === KEY_BYTES) return key;
  throw new Fault({
    owner: 'environment',
    code: 'server-key-unreadable',
    message: `${file} holds no server key of this version`,
  });
}
