import type { Cancel } from '@holdover/kernel';
import type { WireAnswer, WireUpload } from '@holdover/protocol';
import { knock } from './knock.ts';
import { behind, newLane } from './line.ts';
import type { RunningCall } from './memory-call.ts';
import { Taking } from './memory-taking.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

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
  readonly #onOver: () => void;
  readonly #up = newLane();
  readonly #held: (() => void)[];
  #settle: { resolve(answer: WireAnswer): void; reject(error: unknown): void } | undefined;
  #late: Cancel = () => undefined;
  #unread = 0;
  #go: (() => void) | undefined;
  #isOver = false;

  constructor(carrying: Carrying, call: WireUpload, onOver: () => void) {
    const { life, road, sockets } = carrying;
    this.#carrying = carrying;
    this.#call = call;
    this.#onOver = onOver;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#held = [
      sockets.hold(life, () => this.#over()),
      road.hold(() => this.fail(unreachable('the connection was reset'))),
      () => this.#late(),
    ];
    this.#heard();
  }

  start(): void {
    const { road, tap, trace } = this.#carrying;
    tap(this.#call.body);
    trace(`${road.name} upload ${this.#call.path}`);
    knock(this.#carrying, {
      refused: () => this.fail(unreachable('connection refused')),
      answeredInstead: (answer) => this.#answered(answer),
      reached: (server) => this.#offer(server),
    });
  }

  fail(error: unknown): void {
    this.#whileSending(() => {
      const settle = this.#settle;
      this.#over();
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
        if (this.#isOver) {
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
    while (this.#unread >= MOST_UNREAD && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#go = resolve;
      });
    }
  }

  #taken(): void {
    this.#whileSending(() => {
      this.#unread -= 1;
      this.#heard();
      this.#go?.();
    });
  }

  #answered(answer: WireAnswer): void {
    this.#whileSending(() => {
      const settle = this.#settle;
      this.#over();
      settle?.resolve(answer);
    });
  }

  #heard(): void {
    this.#late();
    this.#late = this.#carrying.clock.after(this.#call.idle, () => this.fail(tooSlow('take')));
  }

  #whileSending(act: () => void): void {
    this.#carrying.life.whenAwake(() => {
      if (!this.#isOver) act();
    });
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const letGo of this.#held) letGo();
    this.#go?.();
    this.#onOver();
  }
}
