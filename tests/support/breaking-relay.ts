import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface BreakingRelay {
  readonly port: number;
  /** Ends whatever is connected once so many bytes went to the other side; who connects after that is let through. */
  breakAfter(bytes: number): void;
  close(): Promise<void>;
}

/** A way to a server of this machine that breaks when it is told. */
export async function createBreakingRelay(port: number): Promise<BreakingRelay> {
  const open = new Set<Socket>();
  let left = Infinity;
  const server = createServer((near) => {
    const far = connect({ host: '127.0.0.1', port });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (part: Buffer) => {
      left -= part.length;
      if (left > 0) {
        if (!far.write(part)) near.pause();
        return;
      }
      left = Infinity;
      for (const socket of open) socket.resetAndDestroy();
    });
    far.on('drain', () => near.resume());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address
    breakAfter: (bytes) => {
      left = bytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
