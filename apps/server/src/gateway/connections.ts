import type { TLSSocket } from 'node:tls';

/** Which connections each certificate holds open here, so that a revocation reaches them at once. */
export interface Connections {
  add(serial: string, socket: TLSSocket): void;
  /** Ends them all. */
  drop(serial: string): void;
}

export function createConnections(): Connections {
  const sockets = new Map<string, Set<TLSSocket>>();
  return {
    add: (serial, socket) => {
      const own = sockets.get(serial) ?? new Set();
      sockets.set(serial, own.add(socket));
      socket.on('close', () => {
        own.delete(socket);
        if (own.size === 0) sockets.delete(serial);
      });
    },
    drop: (serial) => sockets.get(serial)?.forEach((socket) => socket.destroy()),
  };
}
