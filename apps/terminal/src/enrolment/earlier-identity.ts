import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, Fault } from '@holdover/kernel';
import { spkiHashOf, type EnrolmentCode } from '@holdover/nodejs';
import type { KeyProtector } from '@holdover/sealed-store';
import { lockTerminalFolder } from '../store/terminal-stores.ts';
import { isEnrolled, readIdentity } from './terminal-identity.ts';

/**
 * A folder that is enrolled already is enrolled anew by a code of the same fleet: a suspended identity gets another (F3). Its journal
 * stays and is handed in by the new one; PIN bucket, time, deny list and held jobs stay too.
 */
export interface EarlierIdentity {
  /** To be called once the new identity is sure, before it is written: what only the earlier one may hold goes. */
  leave(): Promise<void>;
  release(): void;
}

/**
 * Keeps the terminal of this folder from running meanwhile. Undefined where the folder holds no identity.
 * @throws Fault `already-enrolled` in another fleet, whose server its journal is for; `already-running`, `identity-damaged|newer`
 */
export async function holdEarlier(
  dataDir: string,
  protector: KeyProtector,
  code: Pick<EnrolmentCode, 'authorityHash'>,
): Promise<EarlierIdentity | undefined> {
  if (!(await isEnrolled(dataDir))) return undefined;
  const key = await protector.unlock();
  const identity = await readIdentity(dataDir, key);
  const isOurs = certificatesOf(identity?.authority ?? '').some((one) =>
    equalBytes(spkiHashOf(one), code.authorityHash),
  );
  if (!isOurs) {
    const message = `${dataDir} already holds a terminal's identity in another fleet; its journal is for that fleet's server`;
    throw new Fault({ owner: 'caller', code: 'already-enrolled', message });
  }
  return { leave: () => removeCache(dataDir), release: lockTerminalFolder(dataDir, key) };
}

/** Each terminal has a cache key of its own; a revision of the earlier one means nothing for the new. */
async function removeCache(dataDir: string): Promise<void> {
  for (const file of ['cache.db', 'cache.db-wal', 'cache.db-shm']) await rm(join(dataDir, file), { force: true });
}

/** One, or two while an authority replaces another. */
function certificatesOf(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
