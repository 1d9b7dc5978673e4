import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';
import { startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { answersSnmp } from './start-snmpsimd.ts';

export interface Snmpd {
  readonly port: number;
  readonly readCommunity: string;
  readonly writeCommunity: string;
  log(): string;
  stop(): Promise<void>;
}

export interface SnmpdOptions {
  /** Of version 3: SHA-256 and AES, both needed; may write. */
  readonly user: { readonly userName: string; readonly authenticationKey: string; readonly privacyKey: string };
  /** Lines `override …` of snmpd.conf(5). */
  readonly objects: readonly string[];
}

/** The agent of Net-SNMP with these objects. */
export async function startSnmpd(dir: string, { user, objects }: SnmpdOptions): Promise<Snmpd> {
  const port = await freePort();
  const persistent = join(dir, 'persistent');
  mkdirSync(persistent, { recursive: true });
  const configuration = join(dir, 'snmpd.conf');
  const [readCommunity, writeCommunity] = ['reads', 'writes'];
  const lines = [
    `agentAddress udp:127.0.0.1:${port}`,
    `rocommunity ${readCommunity} 127.0.0.1`,
    `rwcommunity ${writeCommunity} 127.0.0.1`,
    `createUser ${user.userName} SHA-256 "${user.authenticationKey}" AES "${user.privacyKey}"`,
    `rwuser ${user.userName} authpriv`,
    ...objects.map((object) => `override ${object}`),
  ];
  writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  const args = ['-f', '-Lo', '-C', '-c', configuration, '-p', join(dir, 'snmpd.pid')];
  const snmpd = startForeignProcess(findTool('snmpd'), args, { env: { SNMP_PERSISTENT_DIR: persistent } });
  await snmpd.ready('snmpd to answer', () => answersSnmp(port, readCommunity));
  return { port, readCommunity, writeCommunity, log: () => snmpd.output(), stop: () => snmpd.stop() };
}
