import { type Cancel } from '@holdover/kernel';
import type { WireAnswer, WireDocument, WireDownload } from '@holdover/protocol';
import { knock } from './knock.ts';
import { behind, newLane, type Lane } from './line.ts';
import type { RunningCall } from './memory-call.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

export interface RunningDownload extends Pick<RunningCall, 'drop'> {
  readonly document: Promise<WireDocument>;
}

/** What the server has sent that nobody has read yet; it reads no further before. */
const MOST_UNREAD = 4;

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

/** What the server puts on the way. */
interface SendingPost {
  refuse(refusal: WireAnswer): void;
  begin(): void;
  octets(octets: Uint8Array): void;
  end(): void;
  /** Killed, or its document broke off. */
  broke(): void;
}

/** The server's end. */
class Sending {
  readonly #carrying: Carrying;
  readonly #server: SimulatedServer;
  readonly #post: SendingPost;
  readonly #letGo: (() => void)[];
  #unread = 0;
  #isStopped = false;
  #go: (() => void) | undefined;

  constructor(carrying: Carrying, server: SimulatedServer, post: SendingPost) {
    this.#carrying = carrying;
    this.#server = server;
    this.#post = post;
    this.#letGo = [
      carrying.road.hold(() => this.stop()),
      carrying.sockets.hold(server.life, (how) => {
        if (how === 'killed' && !this.#isStopped) post.broke();
        this.stop();
      }),
    ];
  }

  start({ path, body }: WireDownload): void {
    const { serial, tap } = this.#carrying;
    const { door, life } = this.#server;
    door
      .download(serial, { path, body })
      .then((document) => {
        if (this.#isStopped) return undefined;
        if ('data' in document) return this.#send(document.data);
        tap(document.refusal.text);
        this.#end(() => this.#post.refuse(document.refusal));
        return undefined;
      })
      .catch((error: unknown) => {
        // A door never rejects; what a dead server still throws is heard by nobody.
        if (life.alive) throw error;
      });
  }

  /** The reader has taken one more. */
  taken(): void {
    this.#unread -= 1;
    this.#go?.();
  }

  stop(): void {
    this.#isStopped = true;
    for (const letGo of this.#letGo) letGo();
    this.#go?.();
  }

  async #send(data: AsyncIterable<Uint8Array>): Promise<void> {
    this.#post.begin();
    try {
      for await (const octets of data) {
        await this.#turn();
        if (this.#isStopped) return;
        this.#unread += 1;
        this.#post.octets(octets);
      }
      this.#end(() => this.#post.end());
    } catch {
      this.#end(() => this.#post.broke());
    }
  }

  async #turn(): Promise<void> {
    while (this.#unread >= MOST_UNREAD && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#go = resolve;
      });
    }
  }

  #end(say: () => void): void {
    if (this.#isStopped) return;
    say();
    this.stop();
  }
}
