import { Fault, type Cancel } from '@holdover/kernel';
import type { WireAnswer, WireUpload } from '@holdover/protocol';
import type { Carrying, SimulatedServer } from './memory-wire.ts';

/** What the server puts on the way back. */
export interface TakingPost {
  answer(answer: WireAnswer): void;
  /** It has read one more. */
  taken(): void;
  /** Killed. */
  broke(): void;
}

type Arrival = { readonly octets: Uint8Array } | 'end' | 'broke';

/** The server's end of an upload. */
export class Taking {
  readonly #carrying: Carrying;
  readonly #server: SimulatedServer;
  readonly #post: TakingPost;
  readonly #letGo: (() => void)[];
  readonly #arrived: Arrival[] = [];
  #hear: (() => void) | undefined;
  #isOver = false;

  constructor(carrying: Carrying, server: SimulatedServer, post: TakingPost) {
    this.#carrying = carrying;
    this.#server = server;
    this.#post = post;
    this.#letGo = [
      carrying.road.hold(() => this.arrive('broke')),
      carrying.sockets.hold(server.life, (how) => {
        if (how === 'killed') post.broke();
        this.#over();
      }),
    ];
  }

  start({ path, body, length, idle }: WireUpload): void {
    const { serial, tap } = this.#carrying;
    const { door, life } = this.#server;
    door.upload(serial, { path, body, length, data: this.#read(idle) }).then(
      (answer) =>
        life.whenAwake(() => {
          this.#over();
          tap(answer.text);
          this.#post.answer(answer);
        }),
      (error: unknown) => {
        // A door never rejects; what a dead server still throws is heard by nobody.
        if (life.alive) throw error;
      },
    );
  }

  arrive(arrival: Arrival): void {
    this.#arrived.push(arrival);
    this.#hear?.();
  }

  async *#read(idle: WireUpload['idle']): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const next = await this.#next(idle);
      if (next === 'end') return;
      if (next === 'broke') throw brokeOff();
      this.#post.taken();
      yield next.octets;
    }
  }

  async #next(idle: WireUpload['idle']): Promise<Arrival> {
    const late: Cancel = this.#server.life.clock.after(idle, () => this.arrive('broke'));
    while (this.#arrived.length === 0 || !this.#server.life.alive) {
      await new Promise<void>((resolve) => {
        this.#hear = resolve;
      });
    }
    late();
    return this.#arrived.shift() ?? 'broke';
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const letGo of this.#letGo) letGo();
  }
}

function brokeOff(): Fault {
  return new Fault({ owner: 'peer', code: 'peer-broke-off', message: 'The connection of an upload broke' });
}
