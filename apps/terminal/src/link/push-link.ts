import { Fault } from '@holdover/kernel';
import {
  LINK_CLOSE,
  linkFrameDown,
  type GatewayWire,
  type LinkFrameDown,
  type LinkFrameUp,
  type Refusal,
} from '@holdover/protocol';
import { parseJson, refusalCode } from './read-answer.ts';

/**
 * Why a push link ended:
 * `refused` the server answered and said no · `broken` it could not be reached, closed, or broke the protocol.
 */
export type LinkEnd =
  | { readonly why: 'refused'; readonly status: number; readonly code: Refusal['code'] | 'not-our-answer' }
  | { readonly why: 'broken'; readonly fault: Fault };

export interface PushLinkListener {
  opened(): void;
  frame(frame: LinkFrameDown): void;
  /** Exactly once, and nothing after it. */
  ended(end: LinkEnd): void;
}

/** One connection of the push link. */
export interface PushLink {
  send(frame: LinkFrameUp): void;
  /** Ends it without waiting for the other side: over a half-open connection nothing would come. */
  abandon(): void;
}

export type OpenPushLink = (listener: PushLinkListener) => PushLink;

/** Links that carry the frames of the protocol, over whatever carries text. */
export function createPushLinks(wire: Pick<GatewayWire, 'dial'>): OpenPushLink {
  return (listener) => {
    let over = false;
    const end = (how: LinkEnd): void => {
      if (over) return;
      over = true;
      socket.terminate();
      listener.ended(how);
    };
    const socket = wire.dial({
      opened: () => {
        if (!over) listener.opened();
      },
      refused: ({ status, text }) => end({ why: 'refused', status, code: refusalCode(text) }),
      frame: (text) => {
        if (over) return;
        const frame = readFrame(text);
        if (frame === undefined) end(notOurs());
        else listener.frame(frame);
      },
      foreign: () => end(notOurs()),
      failed: (cause) => end(broken(cause.message, 'gateway-unreachable', cause)),
      closed: (code) => end(closing(code)),
    });
    return {
      send: (frame) => socket.send(JSON.stringify(frame)),
      abandon: () => {
        if (over) return;
        over = true;
        socket.terminate();
      },
    };
  };
}

function closing(code: number): LinkEnd {
  if (code === LINK_CLOSE.revoked) return { why: 'refused', status: 403, code: 'certificate-revoked' };
  return broken(`The server closed the link with code ${code}`, 'gateway-closed');
}

function readFrame(text: string): LinkFrameDown | undefined {
  const parsed = linkFrameDown.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function notOurs(): LinkEnd {
  return broken('The server sent a frame that is not of our protocol', 'not-our-protocol');
}

function broken(message: string, code: string, cause?: unknown): LinkEnd {
  return { why: 'broken', fault: new Fault({ owner: 'peer', code, message, retryable: true, cause }) };
}
