import { Agent } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { Fault, seconds, type Clock } from '@holdover/kernel';
import { fleetClientTls } from '@holdover/nodejs';
import { PATHS, type DialListener, type FrameSocket, type GatewayWire } from '@holdover/protocol';
import { WebSocket, type RawData } from 'ws';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import { createGatewayList } from './gateway-list.ts';
import { exchange } from './https-call.ts';

/** Time for TCP, TLS and the upgrade together. */
const HANDSHAKE = seconds(5);
/** A deny delta of the largest size the protocol allows. */
const MOST_FRAME_BYTES = 8 * 1024 * 1024;
const MOST_REFUSAL_BYTES = 4_096;

/**
 * A6: mutual TLS or nothing, HTTPS for calls and WebSocket for the link.
 * @throws Fault `identity-damaged` for a gateway that is no address
 */
export function createGatewayWire(identity: TerminalIdentity, clock: Clock): GatewayWire {
  const gateways = createGatewayList(identity.gateways);
  const tls = fleetClientTls({ fleet: identity.fleetId, authority: identity.authority, own: identity.own });
  const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: 4, maxCachedSessions: 0 });
  let agent = newAgent();

  return {
    call({ path, body, deadline, mostBytes }) {
      const { host, port } = gateways.current();
      return exchange(clock, { scheme: 'https', to: { host, port, path, agent, ...tls }, body, deadline, mostBytes });
    },
    dial: (listener) => dial(listener, { ...gateways.current(), tls, clock }),
    drop() {
      agent.destroy();
      agent = newAgent();
      gateways.next();
    },
    close: () => agent.destroy(),
  };
}

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
