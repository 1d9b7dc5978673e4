import type { WireAnswer, WireUpload } from '@holdover/protocol';
import { behind, newLane } from './line.ts';
import type { RunningCall } from './memory-call.ts';
import { MemoryEnd } from './memory-end.ts';
import { Taking } from './memory-taking.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { unreachable } from './network-error.ts';

/** What it has sent that the server has not read yet; it reads no further before. */
const MOST_UNREAD = 4;

/** One upload over a connection of its own. A sender that has ended is told nothing any more. */
export function startUpload(carrying: Carrying, call: WireUpload, onOver: () => void): RunningCall {
  const offering = new Offering(carrying, call, onOver);
  offering.start();
  return { answer: offering.answer, drop: () => offering.fail(unreachable('the connection was dropped')) };
}

/** The terminal's end. */
class Offering {
  readonly answer: Promise<WireAnswer>;
  readonly #carrying: Carrying;
  readonly #call: WireUpload;
  readonly #end: MemoryEnd;
  readonly #up = newLane();
  #settle: { resolve(answer: WireAnswer): void; reject(error: unknown): void } | undefined;
  #unread = 0;
  #go: (() => void) | undefined;

  constructor(carrying: Carrying, call: WireUpload, onOver: () => void) {
    this.#carrying = carrying;
    this.#call = call;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const over = (): void => {
      this.#go?.();
      onOver();
    };
    this.#end = new MemoryEnd(carrying, { call, failed: (error) => this.fail(error), over });
    this.#heard();
  }

  start(): void {
    this.#end.knock('upload', {
      answeredInstead: (answer) => this.#answered(answer),
      reached: (server) => this.#offer(server),
    });
  }

  fail(error: unknown): void {
    this.#end.whileOpen(() => {
      const settle = this.#settle;
      this.#end.over();
      settle?.reject(error);
    });
  }

  #offer(server: SimulatedServer): void {
    const { road } = this.#carrying;
    const down = newLane();
    const taking = new Taking(this.#carrying, server, {
      answer: (answer) => {
        if (!road.draw(road.faults.answersLost, 'answer-lost')) road.carry(() => this.#answered(answer), down);
      },
      taken: () => road.carry(() => this.#taken(), down),
      broke: () => road.carry(() => this.fail(unreachable('the connection ended')), behind(down)),
    });
    taking.start(this.#call);
    this.#send(taking).catch((error: unknown) => {
      this.#break(taking);
      this.fail(error);
    });
  }

  async #send(taking: Taking): Promise<void> {
    const { road } = this.#carrying;
    const parts = this.#call.data[Symbol.asyncIterator]();
    try {
      for (let part = await parts.next(); part.done !== true; part = await parts.next()) {
        const octets = part.value;
        await this.#turn();
        if (this.#end.isOver) {
          this.#break(taking);
          return;
        }
        this.#unread += 1;
        this.#heard();
        if (road.draw(road.faults.framesLost, 'frame-lost')) this.#up.isStalled = true;
        road.carry(() => taking.arrive({ octets }), this.#up);
      }
      road.carry(() => taking.arrive('end'), this.#up);
    } finally {
      await parts.return?.();
    }
  }

  #break(taking: Taking): void {
    this.#carrying.road.carry(() => taking.arrive('broke'), behind(this.#up));
  }

  async #turn(): Promise<void> {
    while (this.#unread >= MOST_UNREAD && !this.#end.isOver) {
      await new Promise<void>((resolve) => {
        this.#go = resolve;
      });
    }
  }

  #taken(): void {
    this.#end.whileOpen(() => {
      this.#unread -= 1;
      this.#heard();
      this.#go?.();
    });
  }

  #answered(answer: WireAnswer): void {
    this.#end.whileOpen(() => {
      const settle = this.#settle;
      this.#end.over();
      settle?.resolve(answer);
    });
  }

  #heard(): void {
    this.#end.waitFor('take');
  }
}
