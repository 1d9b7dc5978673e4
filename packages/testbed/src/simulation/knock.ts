import type { WireAnswer } from '@holdover/protocol';
import type { Carrying, SimulatedServer } from './memory-wire.ts';

export interface Knocking {
  /** Nobody took the connection. */
  refused(): void;
  answeredInstead(answer: WireAnswer): void;
  /** The request is at the server, which is awake. */
  reached(server: SimulatedServer): void;
}

/** A request on its way to the server, from the first byte on; one that is lost hears nothing. */
export function knock({ road, server }: Carrying, asking: Knocking): void {
  if (road.faults.state === 'refused') {
    road.count('refused');
    road.carry(() => asking.refused());
    return;
  }
  const instead = road.insteadOfServer();
  if (instead !== undefined) {
    road.carry(() => asking.answeredInstead(instead));
    return;
  }
  if (road.draw(road.faults.requestsLost, 'request-lost')) return;
  road.carry(() => {
    const there = server();
    if (there?.life.alive === true) {
      there.life.whenAwake(() => asking.reached(there));
      return;
    }
    road.count('absent');
    // A machine that is switched off says nothing at all.
    if (there?.life.ended !== 'power-off') road.carry(() => asking.refused());
  });
}
