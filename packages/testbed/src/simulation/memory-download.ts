import type { WireDocument, WireDownload } from '@holdover/protocol';
import { behind, newLane, type Lane } from './line.ts';
import type { RunningCall } from './memory-call.ts';
import { MemoryEnd } from './memory-end.ts';
import { Sending } from './memory-sending.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { unreachable } from './network-error.ts';

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
  readonly #end: MemoryEnd;
  readonly #up = newLane();
  readonly #arrived: Arrival[] = [];
  #sending: Sending | undefined;
  #settle: { resolve(document: WireDocument): void; reject(error: Error): void } | undefined;
  #hear: (() => void) | undefined;

  constructor(carrying: Carrying, call: WireDownload, onOver: () => void) {
    this.#carrying = carrying;
    this.#call = call;
    this.document = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#end = new MemoryEnd(carrying, { call, failed: (error) => this.fail(error), over: onOver });
    this.#end.waitFor('send');
  }

  start(): void {
    this.#end.knock('download', {
      answeredInstead: (answer) => this.#begin({ refusal: answer }),
      reached: (server) => this.#ask(server),
    });
  }

  fail(error: Error): void {
    this.#end.whileOpen(() => {
      const settle = this.#settle;
      this.#arrived.splice(0, Infinity, { error });
      this.#hear?.();
      if (settle === undefined) return;
      this.#end.over();
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
    this.#end.whileOpen(() => {
      const settle = this.#settle;
      if (settle === undefined) return;
      this.#settle = undefined;
      this.#end.heard();
      if ('refusal' in document) this.#end.over();
      settle.resolve(document);
    });
  }

  #arrive(arrival: Arrival): void {
    this.#end.whileOpen(() => {
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
      this.#end.over();
      this.#tell((sending) => sending.stop(), behind(this.#up));
    }
  }

  async #next(): Promise<Arrival> {
    this.#end.waitFor('send');
    while (this.#arrived.length === 0 || !this.#carrying.life.alive) {
      await new Promise<void>((resolve) => {
        this.#hear = resolve;
      });
    }
    this.#end.heard();
    return this.#arrived.shift() ?? 'end';
  }

  #tell(what: (sending: Sending) => void, lane: Lane): void {
    const sending = this.#sending;
    if (sending !== undefined) this.#carrying.road.carry(() => what(sending), lane);
  }
}
