import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from './find-tool.ts';
import { runForeignProcess, startForeignProcess } from './foreign-process.ts';
import { freePort } from './free-port.ts';
import { runAccount } from './run-account.ts';

export interface Snmpsimd {
  readonly port: number;
  /** Of the recording; nobody can write to it. */
  readonly community: string;
  log(): string;
  stop(): Promise<void>;
}

/** A device as it was recorded. @param recording lines `OID|TYPE|VALUE`, in the order of a walk */
export async function startSnmpsimd(dir: string, recording: readonly string[]): Promise<Snmpsimd> {
  const port = await freePort();
  const community = 'recorded';
  const [data, cache] = [join(dir, 'data'), join(dir, 'cache')];
  for (const folder of [data, cache]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(data, `${community}.snmprec`), `${recording.join('\n')}\n`);
  const account = runAccount('nobody');
  if (account !== undefined) chownSync(cache, account.uid, account.gid);
  const snmpsimd = startForeignProcess(findTool('snmpsimd'), [
    ...(account === undefined ? [] : [`--process-user=${account.user}`, `--process-group=${account.group}`]),
    `--data-dir=${data}`,
    `--cache-dir=${cache}`,
    `--agent-udpv4-endpoint=127.0.0.1:${port}`,
  ]);
  await snmpsimd.ready('snmpsimd to answer', () => answersSnmp(port, community));
  return { port, community, log: () => snmpsimd.output(), stop: () => snmpsimd.stop() };
}

/** Asks for the first object there is. */
export async function answersSnmp(port: number, community: string): Promise<boolean> {
  const args = ['-v2c', '-c', community, '-r0', '-t0.3', `127.0.0.1:${port}`, '1.3.6.1.2.1.43.10.2.1.4.1.1'];
  return runForeignProcess(findTool('snmpget'), args).then(
    () => true,
    () => false,
  );
}
