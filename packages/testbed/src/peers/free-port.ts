import { createServer } from 'node:net';
import { Fault } from '@holdover/kernel';

/** A TCP port of the loopback interface that nobody listened on a moment ago. Others may take it first: retry on that. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Fault({ owner: 'environment', code: 'no-port', message: 'No TCP port could be had' }));
      });
    });
  });
}
