import { Fault, seconds, type Clock } from '@holdover/kernel';
import { fleetClientTls } from '@holdover/nodejs';
import {
  LINK_CLOSE,
  linkFrameDown,
  PATHS,
  refusalMessage,
  type LinkFrameDown,
  type LinkFrameUp,
  type Refusal,
} from '@holdover/protocol';
import { WebSocket, type RawData } from 'ws';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import type { GatewayList } from './gateway-list.ts';

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

/** Time for TCP, TLS and the upgrade together. */
const HANDSHAKE = seconds(5);
/** A deny delta of the largest size the protocol allows. */
const MOST_FRAME_BYTES = 8 * 1024 * 1024;
const MOST_REFUSAL_BYTES = 4_096;

export interface PushLinkOptions {
  readonly identity: TerminalIdentity;
  readonly gateways: GatewayList;
  readonly clock: Clock;
}

export function createPushLinks({ identity, gateways, clock }: PushLinkOptions): OpenPushLink {
  const tls = fleetClientTls({ fleet: identity.fleetId, authority: identity.authority, own: identity.own });
  return (listener) => {
    const { host, port } = gateways.current();
    const socket = new WebSocket(`wss://${host.includes(':') ? `[${host}]` : host}:${port}${PATHS.link}`, {
      ...tls,
      perMessageDeflate: false,
      maxPayload: MOST_FRAME_BYTES,
    });
    return follow(socket, listener, clock);
  };
}

function follow(socket: WebSocket, listener: PushLinkListener, clock: Clock): PushLink {
  let over = false;
  const end = (how: LinkEnd): void => {
    if (over) return;
    over = true;
    late();
    socket.terminate();
    listener.ended(how);
  };
  const late = clock.after(HANDSHAKE, () =>
    end(broken('The server did not take up the link in time', 'gateway-too-slow')),
  );

  socket.on('open', () => {
    late();
    if (!over) listener.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (over) return;
    const frame = isBinary ? undefined : readFrame(data);
    if (frame === undefined) end(broken('The server sent a frame that is not of our protocol', 'not-our-protocol'));
    else listener.frame(frame);
  });
  socket.on('unexpected-response', (_request, response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      text = (text + part).slice(0, MOST_REFUSAL_BYTES);
    });
    response.on('end', () => end({ why: 'refused', status: response.statusCode ?? 0, code: refusalCode(text) }));
    response.on('error', () => end({ why: 'refused', status: response.statusCode ?? 0, code: 'not-our-answer' }));
  });
  socket.on('error', (cause) => end(broken(cause.message, 'gateway-unreachable', cause)));
  socket.on('close', (code) => end(closing(code)));

  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    abandon() {
      if (over) return;
      over = true;
      late();
      socket.terminate();
    },
  };
}

function closing(code: number): LinkEnd {
  if (code === LINK_CLOSE.revoked) return { why: 'refused', status: 403, code: 'certificate-revoked' };
  return broken(`The server closed the link with code ${code}`, 'gateway-closed');
}

function readFrame(data: RawData): LinkFrameDown | undefined {
  const parsed = linkFrameDown.safeParse(parseJson(textOf(data)));
  return parsed.success ? parsed.data : undefined;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');
}

function refusalCode(text: string): Refusal['code'] | 'not-our-answer' {
  const parsed = refusalMessage.safeParse(parseJson(text));
  return parsed.success ? parsed.data.code : 'not-our-answer';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(message: string, code: string, cause?: unknown): LinkEnd {
  return { why: 'broken', fault: new Fault({ owner: 'peer', code, message, retryable: true, cause }) };
}
