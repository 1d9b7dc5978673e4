import type { Cancel } from '@holdover/kernel';
import type { WireDocument, WireDownload } from '@holdover/protocol';
import { knock } from './knock.ts';
import { behind, newLane, type Lane } from './line.ts';
import type { RunningCall } from './memory-call.ts';
import { Sending } from './memory-sending.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

export interface RunningDownload extends Pick<RunningCall, 'drop'> {
  readonly document: Promise<WireDocument>;
}

/** One download over a connection of its own. A reader that has ended is told nothing any more. */
export function startDownload(carrying: Carrying, call: WireDownload, onOver: () => void): RunningDownload {
  const reading = new Reading(carrying, call, onOver);
  reading.start();
  return { document: reading.document, drop: () => reading.fail(unreachable('the connection was dropped')) };
}

/** What is heard of the other side, in its order. */
type Arrival = { readonly octets: Uint8Array } | { readonly error: Error } | 'end';

/** The terminal's end. */
class Reading {
  readonly document: Promise<WireDocument>;
  readonly #carrying: Carrying;
  readonly #call: WireDownload;
  readonly #onOver: () => void;
  readonly #up = newLane();
  readonly #held: (() => void)[];
  readonly #arrived: Arrival[] = [];
  #sending: Sending | undefined;
  #settle: { resolve(document: WireDocument): void; reject(error: Error): void } | undefined;
  #hear: (() => void) | undefined;
  #isOver = false;

  constructor(carrying: Carrying, call: WireDownload, onOver: () => void) {
    const { life, road, sockets } = carrying;
    this.#carrying = carrying;
    this.#call = call;
    this.#onOver = onOver;
    this.document = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#held = [
      this.#wait(),
      sockets.hold(life, () => this.#over()),
      road.hold(() => this.fail(unreachable('the connection was reset'))),
    ];
  }

  start(): void {
    const { road, tap, trace } = this.#carrying;
    tap(this.#call.body);
    trace(`${road.name} download ${this.#call.path}`);
    knock(this.#carrying, {
      refused: () => this.fail(unreachable('connection refused')),
      answeredInstead: (answer) => this.#begin({ refusal: answer }),
      reached: (server) => this.#ask(server),
    });
  }

  fail(error: Error): void {
    this.#whileReading(() => {
      const settle = this.#settle;
      this.#arrived.splice(0, Infinity, { error });
      this.#hear?.();
      if (settle === undefined) return;
      this.#over();
      settle.reject(error);
    });
  }

  #ask(server: SimulatedServer): void {
    const { road } = this.#carrying;
    const down = newLane();
    const sending = new Sending(this.#carrying, server, {
      refuse: (refusal) => road.carry(() => this.#begin({ refusal }), down),
      begin: () => {
        if (road.draw(road.faults.answersLost, 'answer-lost')) down.isStalled = true;
        road.carry(() => this.#begin({ data: this.#read() }), down);
      },
      octets: (octets) => {
        if (road.draw(road.faults.framesLost, 'frame-lost')) down.isStalled = true;
        road.carry(() => this.#arrive({ octets }), down);
      },
      end: () => road.carry(() => this.#arrive('end'), down),
      broke: () => road.carry(() => this.fail(unreachable('the connection ended')), behind(down)),
    });
    this.#sending = sending;
    sending.start(this.#call);
  }

  #begin(document: WireDocument): void {
    this.#whileReading(() => {
      const settle = this.#settle;
      if (settle === undefined) return;
      this.#settle = undefined;
      this.#held.shift()?.();
      if ('refusal' in document) this.#over();
      settle.resolve(document);
    });
  }

  #arrive(arrival: Arrival): void {
    this.#whileReading(() => {
      this.#arrived.push(arrival);
      this.#hear?.();
    });
  }

  async *#read(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const next = await this.#next();
        if (next === 'end') return;
        if ('error' in next) throw next.error;
        this.#tell((sending) => sending.taken(), this.#up);
        yield next.octets;
      }
    } finally {
      this.#over();
      this.#tell((sending) => sending.stop(), behind(this.#up));
    }
  }

  async #next(): Promise<Arrival> {
    const late = this.#wait();
    while (this.#arrived.length === 0 || !this.#carrying.life.alive) {
      await new Promise<void>((resolve) => {
        this.#hear = resolve;
      });
    }
    late();
    return this.#arrived.shift() ?? 'end';
  }

  #wait(): Cancel {
    return this.#carrying.clock.after(this.#call.idle, () => this.fail(tooSlow('send')));
  }

  #tell(what: (sending: Sending) => void, lane: Lane): void {
    const sending = this.#sending;
    if (sending !== undefined) this.#carrying.road.carry(() => what(sending), lane);
  }

  #whileReading(act: () => void): void {
    this.#carrying.life.whenAwake(() => {
      if (!this.#isOver) act();
    });
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const letGo of this.#held) letGo();
    this.#onOver();
  }
}
