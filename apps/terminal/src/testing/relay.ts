import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A cable: passes bytes between a client and the gateway, or stops passing them without closing anything. */
export interface Relay {
  readonly port: number;
  setUp(up: boolean): void;
  close(): Promise<void>;
}

export async function startRelay(to: number): Promise<Relay> {
  let up = true;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (up) into.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (up) into.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address
    setUp(next) {
      up = next;
      // What was lost on the way does not come back: connections of before the cut are dead.
      if (up) for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
