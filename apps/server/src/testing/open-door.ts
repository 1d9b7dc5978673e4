import { createHash, X509Certificate } from 'node:crypto';
import { API_ROOT } from '@holdover/api';
import { instant, present, toBase64Url, type DeviceId, type Duration, type Instant } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, decodeEnrolmentCode, identityOf } from '@holdover/nodejs';
import {
  PATHS,
  PROTOCOL_VERSION,
  type EnrolRequest,
  type EnrolAnswer,
  type FrameListener,
  type FrameSocket,
  type LinkFrameDown,
  type LoginAnswer,
  type WireAnswer,
  type WireDocument,
} from '@holdover/protocol';
import {
  createFakeClock,
  createMemoryLogger,
  createSeededEntropy,
  type FakeClock,
  type MemoryLogger,
} from '@holdover/testbed';
import { createMemoryDisk, settle, type MemoryDisk } from '@holdover/testbed/simulation';
import type { SlowHash } from '../keys/slow-hash.ts';
import { assembleServer, type OpenServer } from '../open-server.ts';
import type { Printing } from '../open-printing.ts';
import type { OpenServerOptions } from '../server-options.ts';

export const OPENED_AT: Instant = instant(Date.UTC(2026, 9, 1, 8));

const sha256 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash('sha256').update(text).digest());
const stretched = (method: string, secret: string): Uint8Array<ArrayBuffer> => sha256(`${method} ${secret}`);

export const QUICK: SlowHash = {
  stretch: (secret, { method }) => Promise.resolve(stretched(method, secret.toString())),
  hashPassword: (password) => Promise.resolve(toBase64Url(sha256(password))),
  verifyPassword: (stored, password) => Promise.resolve(stored === toBase64Url(sha256(password))),
  atOnce: 1,
};

// oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
type Anything = any;

/** A whole server in memory, whose time moves when told to. */
export interface OpenWorld {
  readonly server: OpenServer & { readonly printing: Printing };
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  readonly disk: MemoryDisk;
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Anything }>;
  /** A device with its terminal. */
  enrolled(name?: string): Promise<DoorTerminal>;
  /** A terminal enrolled at another server over the same database, at the door of this one. */
  at(terminal: DoorTerminal): DoorTerminal;
  /** What a terminal with this code and a key of its own gets. @throws GatewayRefusal */
  enrol(code: string): Promise<EnrolAnswer>;
  /** Ends it and starts it again over the same disk, after a while; terminals find their door as before. */
  restart(down?: Duration): Promise<void>;
  close(): Promise<void>;
}

/** What a terminal does at the door, and nothing by itself. */
export interface DoorTerminal {
  readonly device: DeviceId;
  readonly serial: string;
  call(path: string, body: object): Promise<WireAnswer>;
  download(path: string, body: object): Promise<WireDocument>;
  pull(reason?: string): Promise<Anything>;
  /** Pulls and acknowledges. */
  synchronize(reason?: string): Promise<Anything>;
  login(...proofs: readonly { method: 'pin' | 'card'; secret: string }[]): Promise<LoginAnswer>;
  link(): Promise<DoorLink>;
}

export interface DoorLink {
  readonly frames: readonly LinkFrameDown[];
  say(frame: object): Promise<void>;
  introduce(): Promise<void>;
  heartbeat(number: number): Promise<Extract<LinkFrameDown, { type: 'heartbeat' }>>;
  /** Of its end, once it has ended. */
  code(): number | undefined;
  /** Ends it, as the terminal does or a cable. */
  cut(): Promise<void>;
}

const UNENDING = { alive: true, onEnd: () => undefined };

export interface OpenWorldOptions extends Pick<OpenServerOptions, 'documents' | 'imports' | 'logLevel'> {
  readonly slowHash?: SlowHash;
  /** A disk in memory without. */
  readonly database?: OpenServerOptions['database'];
  /** Of the administrator; servers over one database have one each. */
  readonly userName?: string;
}

export async function openWorld(options: OpenWorldOptions = {}): Promise<OpenWorld> {
  const { database, userName = 'root', ...given } = options;
  const clock = createFakeClock(OPENED_AT);
  const logger = createMemoryLogger();
  const disk = createMemoryDisk();
  const entropy = createSeededEntropy(`open-world ${userName}`);
  const open = (): Promise<OpenWorld['server']> =>
    openAtDoor({
      serverKey: new Uint8Array(32).fill(7),
      database: database ?? { open: () => disk.open('server.db', UNENDING) },
      advertise: { host: 'server', gatewayPort: 1, enrolmentPort: 2 },
      clock,
      entropy,
      logger,
      slowHash: QUICK,
      consoleDir: '/no/console/here',
      ...given,
    });
  let server = await open();
  await server.administrators.create({ userName, password: 'correct horse battery' });
  const token = await server.administrators.createApiToken('tests');
  const ask: OpenWorld['ask'] = async (method, path, body) => {
    const answer = await server.app.inject({
      method,
      url: API_ROOT + path,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  const enrol: OpenWorld['enrol'] = async (code) => server.enrol(await requestBy(code));
  return {
    enrol,
    get server() {
      return server;
    },
    clock,
    logger,
    disk,
    ask,
    enrolled: async (name = 'Lift') => {
      const { body: device } = await ask('POST', '/devices', { name, model: 'kyocera' });
      const { body: made } = await ask('POST', `/devices/${device.id}/enrolment`);
      const { certificate } = await enrol(made.code);
      const { serial } = present(identityOf(new X509Certificate(certificate)), 'identity of a terminal');
      return createTerminal(() => server, device.id, serial);
    },
    at: ({ device, serial }) => createTerminal(() => server, device, serial),
    restart: async (down) => {
      await server.close();
      if (down !== undefined) clock.advance(down);
      server = await open();
    },
    close: () => server.close(),
  };
}

async function openAtDoor(options: OpenServerOptions): Promise<OpenWorld['server']> {
  const { fleet, ...assembled } = await assembleServer(options, () => Promise.resolve(undefined));
  const { printerAt } = assembled.printing.printers;
  return { ...assembled, door: fleet.door, enrol: fleet.enrol, printerAt };
}

async function requestBy(code: string): Promise<EnrolRequest> {
  return {
    protocol: PROTOCOL_VERSION,
    secret: toBase64Url(decodeEnrolmentCode(code).secret),
    signingRequest: await createSigningRequest(createPrivateKeyPem()),
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
  };
}

function createTerminal(server: () => OpenServer, device: DeviceId, serial: string): DoorTerminal {
  const held = { revision: 0, generation: 0 };
  const call: DoorTerminal['call'] = (path, body) => server().door.call(serial, { path, body: JSON.stringify(body) });
  const pull = async (reason = 'first'): Promise<Anything> => {
    const answer = await call(PATHS.state, { protocol: PROTOCOL_VERSION, reason, ...held });
    return JSON.parse(answer.text);
  };
  let attempts = 0;
  return {
    device,
    serial,
    call,
    download: (path, body) => server().door.download(serial, { path, body: JSON.stringify(body) }),
    pull,
    synchronize: async (reason) => {
      const state = await pull(reason);
      if (state.kind !== 'snapshot') return state;
      Object.assign(held, { revision: state.revision, generation: state.generation });
      const counts = { users: state.users.length, credentials: state.credentials.length };
      await call(PATHS.stateAcknowledgement, { ...held, ...counts });
      return state;
    },
    login: async (...proofs) => {
      const credentials = proofs.map(({ method, secret }) => ({
        method,
        generation: 1,
        stretched: toBase64Url(stretched(method, secret)),
      }));
      const attempt = (++attempts).toString(16).padStart(32, '0');
      return JSON.parse((await call(PATHS.login, { attempt, proof: { kind: 'credentials', credentials } })).text);
    },
    link: async () => {
      const link = createLink(() => held);
      const answer = await server().door.link(serial);
      if ('accept' in answer) answer.accept(link.socket);
      return link;
    },
  };
}

/** The server's side of a link in memory. */
function createLink(held: () => object): DoorLink & { readonly socket: FrameSocket } {
  const frames: LinkFrameDown[] = [];
  let listener: FrameListener | undefined;
  let code: number | undefined;
  const end = (by: number): void => {
    if (code !== undefined) return;
    code = by;
    listener?.closed(by);
  };
  const socket: FrameSocket = {
    get isOpen() {
      return code === undefined;
    },
    listen: (given) => {
      listener = given;
    },
    send: (text) => void frames.push(JSON.parse(text)),
    close: end,
    terminate: () => end(1006),
  };
  const say = async (frame: object): Promise<void> => {
    listener?.frame(JSON.stringify(frame));
    await settle();
  };
  const hello = { type: 'hello', protocol: PROTOCOL_VERSION, terminalVersion: '0.1.0', keyProtector: 'keyfile' };
  return {
    socket,
    frames,
    say,
    introduce: () => say({ ...hello, bootId: 'boot', journalBacklog: 0, ...held() }),
    heartbeat: async (number) => {
      await say({ type: 'heartbeat', number, journalBacklog: 0, ...held() });
      const answer = frames.findLast((frame) => frame.type === 'heartbeat');
      return present(answer, 'the answer to a heartbeat');
    },
    code: () => code,
    cut: () => {
      end(1006);
      return settle();
    },
  };
}
