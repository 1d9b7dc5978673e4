import { Agent } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { Fault, minutes, seconds, type Cancel, type Clock } from '@holdover/kernel';
import { fleetClientTls } from '@holdover/nodejs';
import { PATHS, type DialListener, type FrameSocket, type GatewayWire } from '@holdover/protocol';
import { WebSocket, type RawData } from 'ws';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import { createGatewayList, type GatewayList } from './gateway-list.ts';
import { exchange } from './https-call.ts';
import { openDocument } from './https-document.ts';
import { sendUpload } from './https-upload.ts';

/** Time for TCP, TLS and the upgrade together. */
const HANDSHAKE = seconds(5);
/** A deny delta of the largest size the protocol allows. */
const MOST_FRAME_BYTES = 8 * 1024 * 1024;
const MOST_REFUSAL_BYTES = 4_096;
/** Beyond the deadline of any call. */
const LONGEST_CALL = minutes(3);

/**
 * A6: mutual TLS or nothing, HTTPS for calls and WebSocket for the link.
 * @throws Fault `identity-damaged` for a gateway that is no address
 */
export function createGatewayWire(identity: () => TerminalIdentity, clock: Clock): GatewayWire {
  let shown = show(identity());
  const left = new Map<Agent, Cancel>();
  const documents = new Agent({ keepAlive: false, maxCachedSessions: 0 });

  const endOf = (agent: Agent): void => {
    agent.destroy();
    left.get(agent)?.();
    left.delete(agent);
  };

  /** What a renewal, or the server's word on gateways and authorities, changed counts from the next call on. */
  const current = (): Shown => {
    const now = identity();
    if (now === shown.identity) return shown;
    const before = shown;
    shown = show(now, before);
    // Calls under way are answered; nothing new goes over what was opened with the identity before.
    left.set(
      before.agent,
      clock.after(LONGEST_CALL, () => endOf(before.agent)),
    );
    return shown;
  };

  return {
    call({ path, body, deadline, mostBytes }) {
      const { gateways, agent, tls } = current();
      const { host, port } = gateways.current();
      return exchange(clock, { scheme: 'https', to: { host, port, path, agent, ...tls }, body, deadline, mostBytes });
    },
    download({ path, body, idle }) {
      const { gateways, tls } = current();
      // A connection of its own: a document of an hour keeps no call waiting, and outlives a break of the link.
      return openDocument(clock, {
        scheme: 'https',
        to: { ...gateways.current(), path, agent: documents, ...tls },
        body,
        idle,
      });
    },
    upload({ path, ...document }) {
      const { gateways, tls } = current();
      return sendUpload(clock, { to: { ...gateways.current(), path, agent: documents, ...tls }, ...document });
    },
    dial(listener) {
      const { gateways, tls } = current();
      return dial(listener, { ...gateways.current(), tls, clock });
    },
    drop() {
      shown.agent.destroy();
      shown = { ...shown, agent: newAgent() };
      shown.gateways.next();
    },
    close: () => [...left.keys(), shown.agent, documents].forEach(endOf),
  };
}

/** An identity as connections show it. */
interface Shown {
  readonly identity: TerminalIdentity;
  readonly gateways: GatewayList;
  readonly tls: ConnectionOptions;
  readonly agent: Agent;
}

function show(identity: TerminalIdentity, before?: Shown): Shown {
  const isSameList = before !== undefined && before.identity.gateways.join() === identity.gateways.join();
  return {
    identity,
    gateways: isSameList ? before.gateways : createGatewayList(identity.gateways),
    tls: fleetClientTls({ fleet: identity.fleetId, authority: identity.authority, own: identity.own }),
    agent: newAgent(),
  };
}

const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: 4, maxCachedSessions: 0 });

interface Destination {
  readonly host: string;
  readonly port: number;
  readonly tls: ConnectionOptions;
  readonly clock: Clock;
}

function dial(
  listener: DialListener,
  { host, port, tls, clock }: Destination,
): Pick<FrameSocket, 'send' | 'terminate'> {
  const socket = new WebSocket(`wss://${host.includes(':') ? `[${host}]` : host}:${port}${PATHS.link}`, {
    ...tls,
    perMessageDeflate: false,
    maxPayload: MOST_FRAME_BYTES,
  });
  const late = clock.after(HANDSHAKE, () => {
    listener.failed(tooSlow());
    socket.terminate();
  });
  socket.on('open', () => {
    late();
    listener.opened();
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) listener.foreign();
    else listener.frame(textOf(data));
  });
  socket.on('unexpected-response', (_request, response) => {
    late();
    const status = response.statusCode ?? 0;
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      text = (text + part).slice(0, MOST_REFUSAL_BYTES);
    });
    response.on('end', () => listener.refused({ status, text }));
    response.on('error', () => listener.refused({ status, text: '' }));
  });
  socket.on('error', (error) => listener.failed(error));
  socket.on('close', (code) => {
    late();
    listener.closed(code);
  });
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    terminate() {
      late();
      socket.terminate();
    },
  };
}

function tooSlow(): Fault {
  const message = 'The server did not take up the link in time';
  return new Fault({ owner: 'peer', code: 'gateway-too-slow', message, retryable: true });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');
}
