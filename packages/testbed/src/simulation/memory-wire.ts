import type { Clock } from '@holdover/kernel';
import type { GatewayDoor, GatewayWire } from '@holdover/protocol';
import type { Life } from './life.ts';
import type { Road } from './line.ts';
import { startCall, type RunningCall } from './memory-call.ts';
import { startDial } from './memory-dial.ts';
import { startDownload } from './memory-download.ts';
import { startUpload } from './memory-upload.ts';
import type { SocketTable } from './socket-table.ts';

/** Who answers at the server's address: a program and its door. */
export interface SimulatedServer {
  readonly door: GatewayDoor;
  readonly life: Life;
}

/** All that carrying something between one terminal and the server takes. */
export interface Carrying {
  readonly road: Road;
  readonly sockets: SocketTable;
  /** Of the terminal's certificate. */
  readonly serial: string;
  /** The terminal's program, and the clock its deadlines go by. */
  readonly life: Life;
  readonly clock: Clock;
  /** Asked whenever something arrives there. Undefined: nobody listens. One that ended by a power cut is silent. */
  readonly server: () => SimulatedServer | undefined;
  readonly tap: (text: string) => void;
  readonly trace: (what: string) => void;
}

/** What a program that has ended still does reaches nobody. */
const NOTHING = { send: () => undefined, terminate: () => undefined };

export function createMemoryWire(carrying: Carrying): GatewayWire {
  const running = new Set<RunningCall>();
  const documents = new Set<Pick<RunningCall, 'drop'>>();
  const drop = (): void => running.forEach((call) => call.drop());
  return {
    call(call) {
      if (!carrying.life.alive) return new Promise(() => undefined);
      const started = startCall(carrying, call, () => running.delete(started));
      running.add(started);
      return started.answer;
    },
    download(call) {
      if (!carrying.life.alive) return new Promise(() => undefined);
      const started = startDownload(carrying, call, () => documents.delete(started));
      documents.add(started);
      return started.document;
    },
    upload(call) {
      if (!carrying.life.alive) return new Promise(() => undefined);
      const started = startUpload(carrying, call, () => documents.delete(started));
      documents.add(started);
      return started.answer;
    },
    dial: (listener) => (carrying.life.alive ? startDial(carrying, listener) : NOTHING),
    drop,
    close() {
      drop();
      for (const document of documents) document.drop();
    },
  };
}
