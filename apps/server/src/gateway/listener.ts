import type { AddressInfo, Server } from 'node:net';
import { Fault } from '@holdover/kernel';
import { isNodeError } from '@holdover/nodejs';

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/**
 * Starts listening. @returns the port
 * @throws Fault `port-taken` that names the flag which moves it, `cannot-listen`
 */
export function listen(server: Server, { host, port }: ListenAddress, flag: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      const taken = isNodeError(cause) && cause.code === 'EADDRINUSE';
      reject(
        new Fault({
          owner: 'environment',
          code: taken ? 'port-taken' : 'cannot-listen',
          message: taken
            ? `${host}:${port} is taken by another program; choose another with ${flag} HOST:PORT`
            : `Cannot listen on ${host}:${port} (${flag})`,
          cause,
        }),
      );
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port); // a TCP server's address
    });
  });
}
