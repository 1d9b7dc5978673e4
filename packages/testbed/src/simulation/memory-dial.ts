import { seconds, type Cancel } from '@holdover/kernel';
import type { DialListener, FrameSocket, WireAnswer } from '@holdover/protocol';
import { knock } from './knock.ts';
import { behind, newLane, type Lane } from './line.ts';
import { LinkEnd, type LinkPost } from './link-end.ts';
import type { Carrying, SimulatedServer } from './memory-wire.ts';
import { tooSlow, unreachable } from './network-error.ts';

/** Time for TCP, TLS and the upgrade together. */
const HANDSHAKE = seconds(5);

/** What reaches an end of a link. */
type Arrival = Pick<LinkEnd, 'frameArrived' | 'goodbyeArrived' | 'goneArrived'>;

/** A link: this terminal's end, which is there at once, and the server's, once the server takes it up. */
export function startDial(carrying: Carrying, listener: DialListener): Pick<FrameSocket, 'send' | 'terminate'> {
  const dial = new Dial(carrying, listener);
  dial.start();
  return { send: (text) => dial.near.send(text), terminate: () => dial.near.terminate() };
}

class Dial {
  readonly near: LinkEnd;
  readonly #carrying: Carrying;
  readonly #listener: DialListener;
  readonly #down = newLane();
  readonly #open = new Set<LinkEnd>();
  readonly #late: Cancel;
  readonly #letGo: () => void;
  #far: Arrival;
  #hasLeft = false;

  constructor(carrying: Carrying, listener: DialListener) {
    const { road, life, clock, sockets } = carrying;
    this.#carrying = carrying;
    this.#listener = listener;
    // Before the server has taken the link up, all that matters there is whether it has ended.
    this.#far = {
      frameArrived: () => undefined,
      goodbyeArrived: () => undefined,
      goneArrived: () => (this.#hasLeft = true),
    };
    const post = createPost(carrying, newLane(), () => this.#far);
    this.near = new LinkEnd({ life, sockets, post, onOver: () => this.#over(this.near) });
    this.#open.add(this.near);
    this.#letGo = road.hold(() => {
      for (const end of this.#open) end.fail(unreachable('the connection was reset'));
    });
    this.#late = clock.after(HANDSHAKE, () => {
      post.gone();
      this.near.fail(tooSlow('take up the link'));
    });
  }

  start(): void {
    const { road, trace } = this.#carrying;
    trace(`${road.name} dial`);
    this.near.listen(this.#listener);
    knock(this.#carrying, {
      refused: () => this.near.fail(unreachable('connection refused')),
      answeredInstead: (answer) => this.#refuse(answer),
      reached: (server) =>
        askForLink(this.#carrying, server, {
          accept: (serve) => this.#accept(server, serve),
          refuse: (answer) => this.#refuse(answer),
          broke: () => this.near.fail(unreachable('the connection ended')),
        }),
    });
  }

  #accept({ life }: SimulatedServer, serve: (socket: FrameSocket) => void): void {
    const { road, sockets } = this.#carrying;
    const post = createPost(this.#carrying, this.#down, () => this.near);
    const far: LinkEnd = new LinkEnd({ life, sockets, post, onOver: () => this.#over(far) });
    far.open();
    this.#open.add(far);
    this.#far = far;
    if (road.draw(road.faults.answersLost, 'answer-lost')) this.#down.isStalled = true;
    road.carry(() => this.#opened(), this.#down);
    serve(far);
    if (this.#hasLeft) far.goneArrived();
  }

  #opened(): void {
    this.#whileConnecting(() => {
      this.#late();
      this.near.open();
      this.#listener.opened();
    });
  }

  #refuse(answer: WireAnswer): void {
    this.#whileConnecting(() => {
      this.near.dismiss();
      this.#listener.refused(answer);
    });
  }

  #whileConnecting(act: () => void): void {
    this.#carrying.life.whenAwake(() => {
      if (this.near.isConnecting) act();
    });
  }

  #over(end: LinkEnd): void {
    if (end === this.near) this.#late();
    this.#open.delete(end);
    if (this.#open.size === 0) this.#letGo();
  }
}

interface Asked {
  accept(serve: (socket: FrameSocket) => void): void;
  refuse(answer: WireAnswer): void;
  /** The server ended before it had decided. */
  broke(): void;
}

function askForLink({ road, sockets, tap, serial }: Carrying, server: SimulatedServer, asked: Asked): void {
  const letGo = sockets.hold(server.life, (how) => {
    if (how === 'killed') road.carry(() => asked.broke());
  });
  server.door.link(serial).then(
    (link) =>
      server.life.whenAwake(() => {
        letGo();
        if ('accept' in link) {
          asked.accept(link.accept);
          return;
        }
        tap(link.refusal.text);
        if (!road.draw(road.faults.answersLost, 'answer-lost')) road.carry(() => asked.refuse(link.refusal));
      }),
    (error: unknown) => {
      // A door never rejects; what a dead server still throws is heard by nobody.
      if (server.life.alive) throw error;
    },
  );
}

function createPost({ road, tap }: Carrying, lane: Lane, to: () => Arrival): LinkPost {
  return {
    frame(text) {
      tap(text);
      if (!road.draw(road.faults.framesLost, 'frame-lost')) road.carry(() => to().frameArrived(text), lane);
    },
    goodbye: (code) => road.carry(() => to().goodbyeArrived(code), lane),
    gone: () => road.carry(() => to().goneArrived(), behind(lane)),
  };
}
