import { Agent, request, type RequestOptions } from 'node:https';
import type { ConnectionOptions } from 'node:tls';
import { createDevice, createEnrolment, type ApiClient } from '@holdover/api';
import { Fault, present, toBase64Url } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, decodeEnrolmentCode, fleetClientTls } from '@holdover/nodejs';
import { enrolAnswer, PATHS, PROTOCOL_VERSION, type LinkFrameDown, type LinkFrameUp } from '@holdover/protocol';
import { WebSocket } from 'ws';

/** Where a terminal's calls go, and what it shows there. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly tls: ConnectionOptions;
}

/** Enrols a terminal that is nothing but its certificate: the server cannot tell, and ten thousand fit into one process. */
export async function enrolLightTerminal(api: ApiClient, name: string): Promise<Endpoint> {
  const { id } = await api.call(createDevice, { body: { name, model: 'generic' } });
  const { code } = await api.call(createEnrolment, { params: { id } });
  const { host, enrolmentPort, secret } = decodeEnrolmentCode(code);
  const authority = await (await fetch(`http://${host}:${enrolmentPort}${PATHS.authority}`)).text();
  const privateKey = createPrivateKeyPem();
  const body = {
    protocol: PROTOCOL_VERSION,
    secret: toBase64Url(secret),
    signingRequest: await createSigningRequest(privateKey),
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
  };
  const tls = { ca: authority, checkServerIdentity: () => undefined };
  const text = await postOnce({ host, port: enrolmentPort, tls }, PATHS.enrol, body);
  const answer = enrolAnswer.parse(JSON.parse(text));
  const [gatewayHost = '', port] = present(answer.gateways[0], 'a gateway').split(':');
  const own = { certificate: answer.certificate, privateKey };
  return {
    host: gatewayHost,
    port: Number(port),
    tls: fleetClientTls({ fleet: answer.fleetId, authority: answer.authority, own }),
  };
}

/** Calls over one connection, which its first call opens. */
export interface Calls {
  post(path: string, body: object): Promise<string>;
  close(): void;
}

export function openCalls({ host, port, tls }: Endpoint): Calls {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ...tls });
  return {
    post: (path, body) => post({ host, port, path, agent }, JSON.stringify(body)),
    close: () => agent.destroy(),
  };
}

/** One call over a connection of its own, handshake and all. */
export async function postOnce(to: Endpoint, path: string, body: object): Promise<string> {
  const calls = openCalls(to);
  try {
    return await calls.post(path, body);
  } finally {
    calls.close();
  }
}

function post(to: RequestOptions, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request({ ...to, method: 'POST', headers });
    call.on('error', reject);
    call.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const { statusCode = 0 } = response;
        if (statusCode < 300) resolve(text);
        else
          reject(new Fault({ owner: 'peer', code: 'refused', message: `${to.path} answered ${statusCode} ${text}` }));
      });
    });
    call.end(body);
  });
}

export interface LightLink {
  /** Resolves at the next frame for which this holds. */
  next(fits: (frame: LinkFrameDown) => boolean): Promise<void>;
  close(): void;
}

/** Opens the push link and greets; answers once the server took it up. */
export async function openLightLink({ host, port, tls }: Endpoint): Promise<LightLink> {
  const socket = new WebSocket(`wss://${host}:${port}${PATHS.link}`, { ...tls, perMessageDeflate: false });
  const broken = new Promise<never>((_, reject) => socket.once('error', reject));
  broken.catch(() => undefined);
  const waiting = new Set<(frame: LinkFrameDown) => void>();
  socket.on('message', (data: Buffer) => {
    // As `ws` gives a message unless told otherwise; that the server keeps to its schema is for its tests to check.
    const frame = JSON.parse(data.toString('utf8')) as LinkFrameDown;
    for (const look of waiting) look(frame);
  });
  const next = (fits: (frame: LinkFrameDown) => boolean): Promise<void> =>
    Promise.race([
      broken,
      new Promise<void>((resolve) => {
        const look = (frame: LinkFrameDown): void => {
          if (!fits(frame)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      }),
    ]);
  const send = (frame: LinkFrameUp): void => socket.send(JSON.stringify(frame));
  const facts = { revision: 0, generation: 0, journalBacklog: 0 };
  await Promise.race([broken, new Promise((resolve) => socket.once('open', resolve))]);
  const welcomed = next(({ type }) => type === 'welcome');
  send({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
    bootId: 'light',
    ...facts,
  });
  await welcomed;
  let number = 0;
  const beat = setInterval(() => send({ type: 'heartbeat', number: ++number, ...facts }), HEARTBEAT_MS);
  socket.once('close', () => clearInterval(beat));
  return { next, close: () => socket.terminate() };
}

/** C2. */
const HEARTBEAT_MS = 5_000;
