import { join } from 'node:path';
import { fromUtf8, type DeviceId, type Entropy } from '@holdover/kernel';
import { readFileIfPresent, writeFileAtomic } from '@holdover/nodejs';
import { makeSampleUsers, type SampleUser } from '../props/sample-users.ts';
import { makeAdministrator, type Administrator } from './server-access.ts';

/**
 * What a kept demonstration must remember between starts. It holds the sample secrets in clear, which only the
 * demonstration does; hence mode 0600.
 */
export interface DemoFile {
  readonly administrator: Administrator;
  /** For the REST interface; null before the first start. */
  readonly token: string | null;
  readonly users: readonly SampleUser[];
  /** In the order of the cast; empty before the first start is complete. */
  readonly deviceIds: readonly DeviceId[];
}

export async function readDemoFile(dataDir: string, entropy: Entropy): Promise<DemoFile> {
  const content = await readFileIfPresent(join(dataDir, 'demo.json'));
  if (content !== undefined) {
    const value: unknown = JSON.parse(fromUtf8(content));
    return value as DemoFile; // ours, in a folder of ours
  }
  const made = {
    administrator: makeAdministrator(entropy),
    token: null,
    users: makeSampleUsers(entropy),
    deviceIds: [],
  };
  await writeDemoFile(dataDir, made);
  return made;
}

export async function writeDemoFile(dataDir: string, file: DemoFile): Promise<void> {
  await writeFileAtomic(join(dataDir, 'demo.json'), `${JSON.stringify(file, null, 2)}\n`);
}
