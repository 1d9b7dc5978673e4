import { milliseconds, seconds, type Cancel } from '@holdover/kernel';
import type { FrameListener, FrameSocket } from '@holdover/protocol';
import type { Life } from './life.ts';
import type { SocketTable } from './socket-table.ts';

/** What one end of a link puts on its way to the other. */
export interface LinkPost {
  frame(text: string): void;
  goodbye(code: number): void;
  /** FIN or RST: there is nobody here any more. */
  gone(): void;
}

export interface LinkEndOptions {
  readonly life: Life;
  readonly sockets: SocketTable;
  readonly post: LinkPost;
  readonly onOver: () => void;
}

/** As ws waits for the other side's goodbye. */
const GOODBYE = seconds(30);

const NOW = milliseconds(0);

/** RFC 6455 §7.1.5: the connection just ended. */
const ENDED = 1006;

/**
 * One end of a link, held by one program.
 * Invariant: its listener hears nothing after `closed`, and nothing at all once the program has ended.
 */
export class LinkEnd implements FrameSocket {
  readonly #options: LinkEndOptions;
  readonly #letGo: () => void;
  readonly #unheard: ((to: FrameListener) => void)[] = [];
  #state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting';
  #listener: FrameListener | undefined;
  #giveUp: Cancel | undefined;

  constructor(options: LinkEndOptions) {
    this.#options = options;
    this.#letGo = options.sockets.hold(options.life, (how) => {
      this.#close();
      if (how === 'killed') options.post.gone();
    });
  }

  get isConnecting(): boolean {
    return this.#state === 'connecting';
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** The connection stands from now on. */
  open(): void {
    this.#state = 'open';
  }

  listen(listener: FrameListener): void {
    this.#options.life.clock.after(NOW, () => {
      this.#listener = listener;
      for (const what of this.#unheard.splice(0)) what(listener);
    });
  }

  send(text: string): void {
    if (this.isOpen) this.#options.post.frame(text);
  }

  close(code: number): void {
    if (!this.isOpen) return;
    this.#state = 'closing';
    this.#options.post.goodbye(code);
    this.#giveUp = this.#options.life.clock.after(GOODBYE, () => this.terminate());
  }

  terminate(): void {
    if (this.#state === 'closed') return;
    this.#options.post.gone();
    this.#end(ENDED);
  }

  frameArrived(text: string): void {
    if (this.#state !== 'closed') this.#tell((to) => to.frame(text));
    // Whose machine lost power says not even that nobody is there.
    else if (this.#options.life.ended !== 'power-off') this.#options.post.gone();
  }

  goodbyeArrived(code: number): void {
    if (this.#state === 'closed') return;
    if (this.isOpen) this.#options.post.goodbye(code);
    this.#end(code);
  }

  goneArrived(): void {
    if (this.#state !== 'closed') this.#end(ENDED);
  }

  /** It broke, with a reason to tell. */
  fail(error: Error): void {
    if (this.#state === 'closed') return;
    this.#tell((to) => to.failed(error));
    this.#end(ENDED);
  }

  /** It never came to be a link, and nothing more is told. */
  dismiss(): void {
    this.#close();
  }

  #end(code: number): void {
    this.#close();
    // On a later turn, as from a socket: whoever ends the link is not told while it is doing so.
    this.#options.life.clock.after(NOW, () => this.#tell((to) => to.closed(code)));
  }

  #close(): void {
    this.#state = 'closed';
    this.#giveUp?.();
    this.#letGo();
    this.#options.onOver();
  }

  #tell(what: (to: FrameListener) => void): void {
    this.#options.life.whenAwake(() => {
      if (this.#listener === undefined) this.#unheard.push(what);
      else what(this.#listener);
    });
  }
}
