import { createServer } from 'node:net';
import process from 'node:process';
import { Fault } from '@holdover/kernel';

/** Below where systems take ports for outgoing connections from. */
const FIRST = 20_000;
const END = 32_000;

let next = FIRST + ((process.pid * 101) % (END - FIRST));

/**
 * The first of `count` neighbouring TCP ports of the loopback interface that nobody listens on. Each call starts beyond
 * the last, and each process elsewhere, so that tests at the same time seldom meet.
 */
export async function freePortRange(count: number): Promise<number> {
  for (let tried = FIRST; tried < END; tried += count) {
    const base = next + count <= END ? next : FIRST;
    next = base + count;
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(base + index)));
    if (free.every(Boolean)) return base;
  }
  throw new Fault({ owner: 'environment', code: 'no-port', message: `No ${count} neighbouring TCP ports are free` });
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
