import { readFileSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  findTool,
  runForeignProcess,
  startForeignProcess,
  type ForeignProcess,
  type ForeignTool,
} from '@holdover/testbed/peers';
import { startScript, type Launcher } from './own-process.ts';

/** One end of the wire: a network namespace of its own. */
export interface NetworkEnd {
  /** On the wire. */
  readonly address: string;
  /** Starts a program in here. */
  readonly launcher: Launcher;
  run(tool: ForeignTool, ...args: readonly string[]): Promise<string>;
  /** From now on a port of loopback in here leads to the same port of this process's loopback. */
  lead(port: number, options?: LeadOptions): Promise<void>;
  /** From now on a port of this process's loopback leads to the same port of loopback in here. */
  reach(port: number): Promise<void>;
}

export interface LeadOptions {
  /** Listens on the wire instead of loopback. */
  readonly onWire: boolean;
  /** How long what came is held back; asked for each piece. */
  readonly delayMs?: () => number;
}

export interface Network {
  readonly near: NetworkEnd;
  readonly far: NetworkEnd;
  close(): Promise<void>;
}

/** The device at either end. */
export const WIRE = 'wire';

const NEAR = '10.77.0.1';
const FAR = '10.77.0.2';

/**
 * Two network namespaces joined by a pair of virtual devices and nothing else. They belong to a user namespace of their own, so
 * an ordinary user may have them too.
 * @param dir for sockets; its path must be short (108 bytes, unix(7))
 */
export async function openNetwork(dir: string): Promise<Network> {
  const open: (() => unknown)[] = [];
  const near = await holdNamespace('unshare', ['--map-root-user', '--net', 'sleep', 'infinity']);
  open.push(() => near.stop());
  const inside = ['--target', String(near.pid), '--user', '--preserve-credentials'];
  const far = await holdNamespace('nsenter', [...inside, 'unshare', '--net', 'sleep', 'infinity']);
  open.push(() => far.stop());
  const ends = {
    near: createEnd({ holder: near, address: NEAR, dir, name: 'near', open }),
    far: createEnd({ holder: far, address: FAR, dir, name: 'far', open }),
  };
  await ends.near.run('ip', 'link', 'add', WIRE, 'type', 'veth', 'peer', 'name', WIRE, 'netns', String(far.pid));
  for (const end of [ends.near, ends.far]) {
    await end.run('ip', 'address', 'add', `${end.address}/24`, 'dev', WIRE);
    await end.run('ip', 'link', 'set', WIRE, 'up');
    await end.run('ip', 'link', 'set', 'lo', 'up');
  }
  return {
    ...ends,
    async close() {
      for (const close of open.toReversed()) await close();
    },
  };
}

/** A program that does nothing but live in namespaces of its own. */
async function holdNamespace(command: string, args: readonly string[]): Promise<ForeignProcess> {
  const holder = startForeignProcess(command, args, { stopSignal: 'SIGKILL' });
  await holder.ready('the namespace to be', () => readFileSync(`/proc/${holder.pid}/comm`, 'utf8') === 'sleep\n');
  return holder;
}

interface EndOptions {
  readonly holder: ForeignProcess;
  readonly address: string;
  readonly dir: string;
  readonly name: string;
  /** What is to be closed in the end. */
  readonly open: (() => unknown)[];
}

function createEnd({ holder, address, dir, name, open }: EndOptions): NetworkEnd {
  const launcher = {
    command: 'nsenter',
    args: ['--target', String(holder.pid), '--user', '--net', '--preserve-credentials'],
  };
  let relays = 0;
  const relay = async (listen: object, to: object): Promise<void> => {
    const process = startScript('relay.mjs', [{ listen, to }], { launcher });
    open.push(() => process.stop());
    await process.ready('the relay to listen', () => process.output().includes('ready'));
  };
  const nextPath = (): string => join(dir, `${name}-${++relays}`);
  const hold = (server: Server): void => void open.push(() => server.close());
  return {
    address,
    launcher,
    run: (tool, ...args) => runForeignProcess(launcher.command, [...launcher.args, findTool(tool), ...args]),
    async lead(port, { onWire, delayMs } = { onWire: false }) {
      const path = nextPath();
      hold(await carry({ path }, { host: '127.0.0.1', port }, delayMs));
      await relay({ host: onWire ? address : '127.0.0.1', port }, { path });
    },
    async reach(port) {
      const path = nextPath();
      await relay({ path }, { host: '127.0.0.1', port });
      hold(await carry({ host: '127.0.0.1', port }, { path }));
    },
  };
}

type Place = { readonly path: string } | { readonly host: string; readonly port: number };

async function carry(listen: Place, to: Place, delayMs: () => number = () => 0): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...to, allowHalfOpen: true });
    pass(near, far, delayMs);
    pass(far, near, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(listen, resolve));
  return server;
}

/** Piece after piece, in order, each as late as it is told. */
function pass(from: Socket, to: Socket, delayMs: () => number): void {
  let queue = Promise.resolve();
  const later = (work: () => void): void => {
    const wait = delayMs();
    queue = queue.then(async () => {
      if (wait > 0) await sleep(wait);
      work();
    });
  };
  from.on('data', (piece: Buffer) => later(() => to.write(piece)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => to.destroy());
  from.on('close', () => later(() => to.destroy()));
}
