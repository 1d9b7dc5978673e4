import { request as httpsRequest } from 'node:https';
import { randomBytes } from 'node:crypto';
import { Fault, fromBase64Url, present, toBase64Url, toHex, utf8 } from '@holdover/kernel';
import {
  createPrivateKeyPem,
  createSigningRequest,
  decodeEnrolmentCode,
  fleetClientTls,
  keyedLookup,
  stretch,
  type FleetCredentials,
} from '@holdover/nodejs';
import {
  enrolAnswer,
  journalAnswer,
  linkFrameDown,
  loginAnswer,
  PATHS,
  PROTOCOL_VERSION,
  stateAnswer,
  type EnrolAnswer,
  type Hashing,
  type JournalAnswer,
  type LinkFrameDown,
  type LinkFrameUp,
  type LoginAnswer,
  type StateAnswer,
  type StateRequest,
  type StateSnapshot,
} from '@holdover/protocol';
import { WebSocket } from 'ws';

export interface Exchanged {
  readonly status: number;
  readonly body: unknown;
}

export interface TestLink {
  readonly frames: readonly LinkFrameDown[];
  /** The next frame for which this holds, of those to come or already there. */
  until(fits: (frame: LinkFrameDown) => boolean): Promise<LinkFrameDown>;
  send(frame: LinkFrameUp): void;
  readonly closed: Promise<number>;
  close(): void;
}

/** A terminal as the protocol sees it: what it is told it does, and it keeps nothing. */
export interface TestTerminal {
  readonly identity: EnrolAnswer;
  readonly own: FleetCredentials;
  call(path: string, body: unknown): Promise<Exchanged>;
  pull(request?: Partial<StateRequest>): Promise<StateAnswer>;
  /** Pulls a snapshot and acknowledges it. */
  synchronize(reason?: StateRequest['reason']): Promise<StateSnapshot>;
  login(hashing: Hashing, ...proofs: readonly { method: 'pin' | 'card'; secret: string }[]): Promise<LoginAnswer>;
  link(hello?: Partial<Extract<LinkFrameUp, { type: 'hello' }>>): Promise<TestLink>;
  upload(records: readonly string[]): Promise<JournalAnswer>;
}

export interface EnrolOptions {
  readonly code: string;
  /** Certificate to trust instead of asking for it. */
  readonly authority: string;
  readonly request?: object;
}

/** POST /enrol over TLS that trusts only `authority`. */
export async function enrolRaw(options: EnrolOptions): Promise<Exchanged & { readonly privateKey: string }> {
  const { host, enrolmentPort: port, secret } = decodeEnrolmentCode(options.code);
  const privateKey = createPrivateKeyPem();
  const body = {
    protocol: PROTOCOL_VERSION,
    secret: toBase64Url(secret),
    signingRequest: await createSigningRequest(privateKey),
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
    ...options.request,
  };
  const to = {
    host,
    port,
    path: PATHS.enrol,
    ca: options.authority,
    checkServerIdentity: () => undefined,
    agent: false as const,
  };
  return { ...(await post(to, body)), privateKey };
}

export async function enrolTestTerminal(code: string): Promise<TestTerminal> {
  const { host, enrolmentPort } = decodeEnrolmentCode(code);
  const authority = await (await fetch(`http://${host}:${enrolmentPort}${PATHS.authority}`)).text();
  const { status, body, privateKey } = await enrolRaw({ code, authority });
  if (status !== 200) throw unfit(`enrolment answered ${status} ${JSON.stringify(body)}`);
  const identity = enrolAnswer.parse(body);
  return createTestTerminal(identity, { certificate: identity.certificate, privateKey });
}

export function createTestTerminal(identity: EnrolAnswer, own: FleetCredentials): TestTerminal {
  const [host = '', portText] = present(identity.gateways[0], 'gateway').split(':');
  const port = Number(portText);
  const tls = fleetClientTls({ fleet: identity.fleetId, authority: identity.authority, own });
  const call = (path: string, body: unknown): Promise<Exchanged> =>
    post({ host, port, path, agent: false, ...tls }, body);
  let held = { revision: 0, generation: 0 };

  const pull = async (request: Partial<StateRequest> = {}): Promise<StateAnswer> => {
    const { status, body } = await call(PATHS.state, {
      protocol: PROTOCOL_VERSION,
      reason: 'first',
      ...held,
      ...request,
    });
    if (status !== 200) throw unfit(`state answered ${status} ${JSON.stringify(body)}`);
    return stateAnswer.parse(body);
  };
  return {
    identity,
    own,
    call,
    pull,
    synchronize: async (reason = 'first') => {
      const answer = await pull({ reason });
      if (answer.kind !== 'snapshot') throw unfit('unchanged');
      const { revision, generation, users, credentials } = answer;
      await call(PATHS.stateAcknowledgement, {
        revision,
        generation,
        users: users.length,
        credentials: credentials.length,
      });
      held = { revision, generation };
      return answer;
    },
    login: async (hashing, ...proofs) => {
      const credentials = await Promise.all(
        proofs.map(async ({ method, secret }) => ({
          method,
          generation: hashing[method].generation,
          stretched: toBase64Url(await stretchAs(hashing, method, secret)),
        })),
      );
      const attempt = toHex(randomBytes(16));
      const { body } = await call(PATHS.login, { attempt, proof: { kind: 'credentials', credentials } });
      return loginAnswer.parse(body);
    },
    link: (hello) => openLink(`wss://${host}:${port}${PATHS.link}`, tls, { ...held, ...hello }),
    upload: async (records) => journalAnswer.parse((await call(PATHS.journal, { records })).body),
  };
}

export async function stretchAs(hashing: Hashing, method: 'pin' | 'card', secret: string): Promise<Uint8Array> {
  let value: string | Uint8Array = secret;
  for (const { salt, parameters } of hashing[method].links) {
    value = await stretch(value, { method, salt: present(fromBase64Url(salt), 'salt'), parameters });
  }
  return typeof value === 'string' ? utf8(value) : value;
}

/** What the terminal finds in its cache by a typed secret. */
export async function verifierOf(state: StateSnapshot, method: 'pin' | 'card', secret: string): Promise<string> {
  const cacheKey = present(fromBase64Url(state.cacheKey), 'cache key');
  return toBase64Url(keyedLookup(cacheKey, await stretchAs(state.hashing, method, secret)));
}

async function openLink(url: string, tls: object, hello: object): Promise<TestLink> {
  const socket = new WebSocket(url, { ...tls, perMessageDeflate: false });
  const frames: LinkFrameDown[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    frames.push(linkFrameDown.parse(JSON.parse(data.toString('utf8'))));
    for (const wake of waiting) wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('unexpected-response', (_request, response) => reject(unfit(`refused with ${response.statusCode}`)));
    socket.on('error', reject);
  });
  const send = (frame: object): void => socket.send(JSON.stringify(frame));
  send({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
    bootId: 'boot-1',
    journalBacklog: 0,
    ...hello,
  });
  return {
    frames,
    closed,
    send,
    close: () => socket.terminate(),
    until: (fits) =>
      new Promise((resolve) => {
        let from = 0;
        const look = (): void => {
          const found = frames.slice(from).find(fits);
          from = frames.length;
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

function post(to: object, body: unknown): Promise<Exchanged> {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = httpsRequest({
      ...to,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': bytes.length },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body: text === '' ? undefined : JSON.parse(text) });
      });
    });
    request.end(bytes);
  });
}

function unfit(message: string): Fault {
  return new Fault({ owner: 'peer', code: 'not-as-the-test-expects', message });
}
