import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, startForeignProcess, type ForeignProcess } from '@holdover/testbed/peers';
import { startScript } from './own-process.ts';

/** A real pcscd with one virtual reader. */
export interface CardReaderService {
  /** A card comes to the reader, and stays. @returns takes it away */
  hold(uid: string): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** vpcd's own: it listens in a network namespace where nobody else is. */
const READER_PORT = 35_963;

const READER = `FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x8C7B
LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
CHANNELID    0x8C7B
`;

/** Where programs find the service that uses `dir`, by the variable PCSCLITE_CSOCK_NAME. */
export const serviceSocket = (dir: string): string => join(dir, 'run', 'pcscd.comm');

/**
 * In namespaces of its own: its socket, which has a fixed path, lies in `dir`, and its reader listens to nobody else.
 * @param dir short: it is part of a socket's path (108 bytes, unix(7))
 */
export async function startCardReaderService(dir: string): Promise<CardReaderService> {
  const [run, config] = [join(dir, 'run'), join(dir, 'readers')];
  rmSync(run, { recursive: true, force: true });
  for (const folder of [run, config]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(config, 'virtual'), READER);
  const steps = [
    'mount -t tmpfs none /run',
    'mkdir /run/pcscd',
    `mount --bind '${run}' /run/pcscd`,
    `'${findTool('ip')}' link set lo up`,
    `exec '${findTool('pcscd')}' --foreground --config '${config}'`,
  ];
  const isolated = ['--map-root-user', '--net', '--mount', 'sh', '-ec', steps.join('\n')];
  const service = startForeignProcess('unshare', isolated, { stopSignal: 'SIGKILL' });
  await service.ready('the card reader service to listen', () => existsSync(serviceSocket(dir)));
  return { hold: (uid) => holdCard(service, uid), stop: () => service.stop() };
}

async function holdCard({ pid }: ForeignProcess, uid: string): Promise<() => Promise<void>> {
  const args = ['--target', String(pid), '--user', '--net', '--preserve-credentials'];
  const launcher = { command: 'nsenter', args };
  const card = startScript('virtual-card.mjs', { port: READER_PORT, uid }, { launcher });
  await card.ready('the card to be held', () => card.output().includes('held'));
  return () => card.stop();
}
