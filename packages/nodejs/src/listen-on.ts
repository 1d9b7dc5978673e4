import type { AddressInfo, Server } from 'node:net';
import { Fault } from '@holdover/kernel';
import { isNodeError } from './files.ts';

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/**
 * Starts listening. @returns the port
 * @param flag moves the port; the fault names it
 * @throws Fault `port-taken`, `cannot-listen`
 */
export function listenOn(server: Server, at: ListenAddress, flag?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // For good: a connection that cannot be accepted, as without a free file handle, is no reason to end the process.
    server.on('error', (cause) => reject(listenFault(at, cause, flag)));
    server.listen(at.port, at.host, () => resolve((server.address() as AddressInfo).port)); // a TCP server's address
  });
}

/** What kept something from listening. @param flag as of `listenOn` */
export function listenFault({ host, port }: ListenAddress, cause: unknown, flag?: string): Fault {
  const isTaken = isNodeError(cause) && cause.code === 'EADDRINUSE';
  const choice = flag === undefined ? '' : `; choose another with ${flag} HOST:PORT`;
  return new Fault({
    owner: 'environment',
    code: isTaken ? 'port-taken' : 'cannot-listen',
    message: isTaken
      ? `${host}:${port} is taken by another program${choice}`
      : `Cannot listen on ${host}:${port}${flag === undefined ? '' : ` (${flag})`}`,
    cause,
  });
}
