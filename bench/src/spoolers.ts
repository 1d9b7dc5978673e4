import { mkdirSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startCupsd, startForeignProcess } from '@holdover/testbed/peers';
import { createPrintClient, type PrintClient } from './print-jobs.ts';

/** A queue that holds what is printed to it, in a process of its own. */
export interface Spooler {
  readonly pid: number;
  readonly client: PrintClient;
  /** Removes every job. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export function startDeviceQueue(dir: string): Promise<Spooler> {
  return startOwn('device-queue.js', dir);
}

export function startServerQueue(dir: string): Promise<Spooler> {
  return startOwn('server-queue.js', dir);
}

/** CUPS, as shipped or made durable: then it acknowledges what is on disk. */
export async function startCupsQueue(dir: string, durable: boolean): Promise<Spooler> {
  mkdirSync(dir, { mode: 0o711 });
  const cupsd = await startCupsd(dir, { durable });
  await cupsd.addHoldingQueue('held');
  const client = createPrintClient(`ipp://${cupsd.server}/printers/held`);
  return {
    pid: cupsd.pid,
    client,
    empty: () => cupsd.purge('held'),
    async stop() {
      await client.close();
      await cupsd.stop();
    },
  };
}

/** A script that prints `ready URI` and ends when it is asked to. */
async function startOwn(script: string, dir: string): Promise<Spooler> {
  mkdirSync(dir, { mode: 0o700 });
  const child = startForeignProcess(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), dir]);
  const uri = (): string | undefined => /ready (\S+)/.exec(child.output())?.[1];
  await child.ready(`${script} to listen`, () => uri() !== undefined);
  const client = createPrintClient(uri() ?? '');
  return {
    pid: child.pid,
    client,
    empty: () => client.ask('Cancel-My-Jobs'),
    async stop() {
      await client.close();
      await child.stop();
    },
  };
}
