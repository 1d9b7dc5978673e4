import { milliseconds, seconds, type Cancel } from '@holdover/kernel';
import type { FrameListener, FrameSocket } from '@holdover/protocol';
import type { Life, LifeEnd } from './life.ts';
import type { SocketTable } from './socket-table.ts';

/** What one end of a link puts on its way to the other. */
export interface LinkPost {
  frame(text: string): void;
  goodbye(code: number): void;
  /** FIN or RST: there is nobody here any more. */
  gone(): void;
}

/** One end of a link, held by one program. */
export interface LinkEnd {
  readonly socket: FrameSocket;
  readonly isConnecting: boolean;
  /** The connection stands from now on. */
  open(): void;
  frameArrived(text: string): void;
  goodbyeArrived(code: number): void;
  goneArrived(): void;
  /** It broke, with a reason to tell. */
  fail(error: Error): void;
  /** It never came to be a link, and nothing more is told. */
  dismiss(): void;
}

/** As ws waits for the other side's goodbye. */
const GOODBYE = seconds(30);

const NOW = milliseconds(0);

/** RFC 6455 §7.1.5: the connection just ended. */
const ENDED = 1006;

export interface LinkEndOptions {
  readonly life: Life;
  readonly sockets: SocketTable;
  readonly post: LinkPost;
  readonly onOver?: () => void;
}

/** Invariant: its listener hears nothing after `closed`, and nothing at all once its program has ended. */
export function createLinkEnd({ life, sockets, post, onOver }: LinkEndOptions): LinkEnd {
  let state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting';
  /** Its machine lost power: nobody is left even to say that there is nobody. */
  let isSilent = false;
  let listener: FrameListener | undefined;
  const unheard: ((to: FrameListener) => void)[] = [];
  let giveUp: Cancel = () => undefined;

  const tell = (what: (to: FrameListener) => void): void => {
    life.whenAwake(() => {
      if (listener === undefined) unheard.push(what);
      else what(listener);
    });
  };
  const close = (): void => {
    state = 'closed';
    giveUp();
    letGo();
    onOver?.();
  };
  const end = (code: number, error?: Error): void => {
    close();
    if (error !== undefined) tell((to) => to.failed(error));
    // On a later turn, as from a socket: whoever ends the link is not told while it is doing so.
    life.clock.after(NOW, () => tell((to) => to.closed(code)));
  };
  const letGo = sockets.hold(life, (how: LifeEnd) => {
    isSilent = how === 'power-off';
    const wasClosed = state === 'closed';
    close();
    if (!isSilent && !wasClosed) post.gone();
  });

  const socket: FrameSocket = {
    get isOpen() {
      return state === 'open';
    },
    listen(to) {
      life.clock.after(NOW, () => {
        listener = to;
        for (const what of unheard.splice(0)) what(to);
      });
    },
    send(text) {
      if (state === 'open') post.frame(text);
    },
    close(code) {
      if (state !== 'open') return;
      state = 'closing';
      post.goodbye(code);
      giveUp = life.clock.after(GOODBYE, () => socket.terminate());
    },
    terminate() {
      if (state === 'closed') return;
      post.gone();
      end(ENDED);
    },
  };

  return {
    socket,
    get isConnecting() {
      return state === 'connecting';
    },
    open() {
      state = 'open';
    },
    frameArrived(text) {
      if (state !== 'closed') tell((to) => to.frame(text));
      else if (!isSilent) post.gone();
    },
    goodbyeArrived(code) {
      if (state === 'closed') return;
      if (state === 'open') post.goodbye(code);
      end(code);
    },
    goneArrived() {
      if (state !== 'closed') end(ENDED);
    },
    fail(error) {
      if (state !== 'closed') end(ENDED, error);
    },
    dismiss: close,
  };
}
