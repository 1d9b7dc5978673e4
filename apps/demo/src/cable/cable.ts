import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Fault } from '@holdover/kernel';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The link between terminals and server, as something one can pull. */
export interface Cable {
  isUp(): boolean;
  /** Cut, it passes no byte and closes nothing: what a pulled plug looks like to both ends. */
  set(up: boolean): void;
  /** Listens at `near` for what is meant for `far`; answers with the address listened at (port 0: any). */
  addWire(near: Address, far: Address): Promise<Address>;
  close(): Promise<void>;
}

interface Wire {
  resume(): void;
  pause(): void;
  destroy(): void;
}

export function createCable(): Cable {
  let up = true;
  const servers = new Set<Server>();
  const wires = new Set<Wire>();

  return {
    isUp: () => up,
    set(next) {
      if (next === up) return;
      up = next;
      for (const wire of wires) {
        if (up) wire.resume();
        else wire.pause();
      }
    },
    async addWire(near, far) {
      const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) => {
        const wire = createWire(socket, far, { isUp: () => up, gone: () => wires.delete(wire) });
        wires.add(wire);
        if (up) wire.resume();
      });
      servers.add(server);
      const { address, port } = await listen(server, near);
      return { host: address, port };
    },
    async close() {
      for (const wire of wires) wire.destroy();
      await Promise.all([...servers].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/**
 * One connection. Invariant: while the cable is cut neither bytes nor an end nor a reset of one side reaches the other;
 * they arrive when it is mended, as retransmissions would make them.
 */
function createWire(near: Socket, far: Address, cable: { isUp(): boolean; gone(): void }): Wire {
  let beyond: Socket | undefined;
  let broken = false;

  const destroy = (): void => {
    near.destroy();
    beyond?.destroy();
    cable.gone();
  };
  const breakOff = (): void => {
    broken = true;
    if (cable.isUp()) destroy();
  };
  near.on('error', breakOff).on('close', breakOff);

  return {
    resume() {
      if (broken) return destroy();
      beyond ??= connect({ ...far, allowHalfOpen: true })
        .on('error', breakOff)
        .on('close', breakOff);
      near.pipe(beyond);
      beyond.pipe(near);
    },
    pause() {
      if (beyond === undefined) return;
      near.unpipe(beyond).pause();
      beyond.unpipe(near).pause();
    },
    destroy,
  };
}

function listen(server: Server, near: Address): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(near.port, near.host, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address);
      else reject(new Fault({ owner: 'ours', code: 'no-address', message: 'The cable listens at no TCP port' }));
    });
  });
}
