import { present, type Clock, type Entropy } from '@holdover/kernel';
import type { GatewayWire } from '@holdover/protocol';
import type { Life } from './life.ts';
import { createLine, type Line, type Road } from './line.ts';
import type { LineFaultKind } from './line-faults.ts';
import { createMemoryWire, type SimulatedServer } from './memory-wire.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { createSocketTable } from './socket-table.ts';

/** What goes between terminals and their server, and what goes wrong with it. */
export interface MemoryNetwork {
  /** The line of this name; the same one each time. */
  line(name: string): Line;
  wire(options: MemoryWireOptions): GatewayWire;
  /** How often each fault befell a message or a connection. */
  readonly injected: ReadonlyMap<LineFaultKind, number>;
}

export interface MemoryWireOptions {
  /** Its name. */
  readonly line: string;
  /** Of the terminal's certificate. */
  readonly serial: string;
  /** The terminal's program, and the clock its deadlines go by. */
  readonly life: Life;
  readonly clock: Clock;
  /** Asked whenever something arrives there. Undefined: nobody listens. One that ended by a power cut is silent. */
  readonly server: () => SimulatedServer | undefined;
}

export interface MemoryNetworkOptions {
  readonly time: Pick<SimulatedTime, 'now' | 'after'>;
  readonly entropy: Entropy;
  /** Gets every text that is sent, delivered or not. */
  readonly tap?: (text: string) => void;
  /** Gets a line for everything that is begun and every fault: the same for the same seed. */
  readonly trace?: (what: string) => void;
}

const nobody = (): void => undefined;

export function createMemoryNetwork(options: MemoryNetworkOptions): MemoryNetwork {
  const { time, entropy, tap = nobody, trace = nobody } = options;
  const injected = new Map<LineFaultKind, number>();
  const lines = new Map<string, { readonly line: Line; readonly road: Road }>();
  const sockets = createSocketTable();

  const lineOf = (name: string): { readonly line: Line; readonly road: Road } => {
    if (!lines.has(name)) {
      const count = (kind: LineFaultKind): void => {
        injected.set(kind, (injected.get(kind) ?? 0) + 1);
        trace(`${name} ${kind}`);
      };
      lines.set(name, createLine({ name, time, entropy, count }));
    }
    return present(lines.get(name), 'line');
  };
  return {
    injected,
    line: (name) => lineOf(name).line,
    wire: ({ line, ...ends }) => createMemoryWire({ road: lineOf(line).road, sockets, tap, trace, ...ends }),
  };
}
