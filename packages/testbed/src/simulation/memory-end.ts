import type { Cancel, Duration } from '@holdover/kernel';
import { knock, type Knocking } from './knock.ts';
import type { Carrying } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

interface EndOptions {
  readonly call: { readonly path: string; readonly body: string; readonly idle: Duration };
  readonly failed: (error: Error) => void;
  readonly over: () => void;
}

/**
 * The terminal's end of a connection of its own, for one document.
 * Invariant: it is over once; whatever comes after that is told to nobody.
 */
export class MemoryEnd {
  readonly #carrying: Carrying;
  readonly #options: EndOptions;
  readonly #held: readonly Cancel[];
  #late: Cancel = () => undefined;
  #isOver = false;

  constructor(carrying: Carrying, options: EndOptions) {
    const { life, road, sockets } = carrying;
    this.#carrying = carrying;
    this.#options = options;
    this.#held = [
      sockets.hold(life, () => this.over()),
      road.hold(() => options.failed(unreachable('the connection was reset'))),
      () => this.#late(),
    ];
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @param what for the trace */
  knock(what: string, { answeredInstead, reached }: Pick<Knocking, 'answeredInstead' | 'reached'>): void {
    const { road, tap, trace } = this.#carrying;
    const { path, body } = this.#options.call;
    tap(body);
    trace(`${road.name} ${what} ${path}`);
    const refused = (): void => this.#options.failed(unreachable('connection refused'));
    knock(this.#carrying, { refused, answeredInstead, reached });
  }

  /** From now on the server has the idle time to do it. */
  waitFor(what: string): void {
    this.#late();
    this.#late = this.#carrying.clock.after(this.#options.call.idle, () => this.#options.failed(tooSlow(what)));
  }

  /** It has. */
  heard(): void {
    this.#late();
  }

  whileOpen(act: () => void): void {
    this.#carrying.life.whenAwake(() => {
      if (!this.#isOver) act();
    });
  }

  over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const letGo of this.#held) letGo();
    this.#options.over();
  }
}
