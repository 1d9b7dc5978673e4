import { join } from 'node:path';
import { Fault, fromUtf8, type DeviceId, type Entropy } from '@holdover/kernel';
import { readFileIfPresent, writeFileAtomic } from '@holdover/nodejs';
import { makeSampleUsers, type SampleUser } from '../props/sample-users.ts';
import { makeAdministrator, type Administrator } from './server-access.ts';

/**
 * What a kept demonstration must remember between starts. It holds the sample secrets in clear, which only the
 * demonstration does; hence mode 0600.
 */
export interface DemoFile {
  /** Enrolled terminals know the server by its ports. */
  readonly portBase: number;
  readonly administrator: Administrator;
  /** For the REST interface; null before the first start. */
  readonly token: string | null;
  readonly users: readonly SampleUser[];
  /** In the order of the cast; empty before the first start is complete. */
  readonly deviceIds: readonly DeviceId[];
}

/** @throws Fault `other-port-base` when the folder was made with other ports */
export async function readDemoFile(dataDir: string, portBase: number, entropy: Entropy): Promise<DemoFile> {
  const content = await readFileIfPresent(join(dataDir, 'demo.json'));
  if (content !== undefined) {
    const value: unknown = JSON.parse(fromUtf8(content));
    const file = value as DemoFile; // ours, in a folder of ours
    if (file.portBase === portBase) return file;
    const message = `${dataDir} was made with --port-base ${file.portBase}: its terminals know the server by those ports`;
    throw new Fault({ owner: 'caller', code: 'other-port-base', message });
  }
  const made: DemoFile = {
    portBase,

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
