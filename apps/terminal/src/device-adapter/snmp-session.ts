import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import {
  AuthProtocols,
  createSession,
  createV3Session,
  ErrorStatus,
  PrivProtocols,
  ResponseInvalidCode,
  SecurityLevel,
  Version2c,
  Version3,
  type Session,
  type Varbind,
} from 'net-snmp';
import { notUnderstood, refusedByDevice, unreachableDevice } from './adapter-fault.ts';
import type { SnmpSecurity } from './device-adapter-options.ts';

/** One conversation with one agent. Every call settles; faults as the port's. */
export interface SnmpSession {
  get(oids: readonly string[]): Promise<readonly Varbind[]>;
  getNext(oid: string): Promise<Varbind>;
  set(varbind: Varbind): Promise<void>;
  close(): void;
}

export interface SnmpSessionOptions {
  /** For people. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly security: SnmpSecurity;
  /** Of one try; another follows. */
  readonly tryMs: number;
}

const TRIES_AFTER_THE_FIRST = 2;
/** Nothing we ask for is answered with more. */
const LONGEST_ANSWER = 4_096;

/** Invariant: only datagrams from the agent's own address are looked at, and none of them throws out of the socket's handler. */
export async function openSnmpSession(options: SnmpSessionOptions): Promise<SnmpSession> {
  const { name } = options;
  const socket = await connect(options);
  const session = sessionOn(socket, options);
  // What cannot be read at all: the request goes on waiting for its answer.
  session.on('error', () => undefined);
  socket.on('error', (error) => session.cancelRequests(error));
  const ask = (what: string, send: (answered: Answered) => void): Promise<readonly Varbind[]> =>
    new Promise((resolve, reject) => {
      send((error, varbinds) => {
        if (error) reject(faultOf(error, name, what));
        else resolve(varbinds ?? []);
      });
    });
  return {
    async get(oids) {
      const varbinds = await ask('get', (answered) => session.get([...oids], answered));
      const isAnswer = varbinds.length === oids.length && varbinds.every(({ oid }, at) => oid === oids[at]);
      if (!isAnswer) throw notUnderstood(name, 'other objects than asked for');
      return varbinds;
    },
    async getNext(oid) {
      const [next, ...others] = await ask('get-next', (answered) => session.getNext([oid], answered));
      if (next === undefined || others.length > 0) throw notUnderstood(name, 'other objects than asked for');
      return next;
    },
    async set(varbind) {
      const [told] = await ask(`set ${varbind.oid}`, (answered) => session.set([varbind], answered));
      // RFC 3416 §4.2.5: what was set comes back; agents that only look like it say that there is nothing.
      const isSet = told?.oid === varbind.oid && told.type === varbind.type && told.value === varbind.value;
      if (!isSet) throw refusedByDevice(name, `set ${varbind.oid}: it stayed as it was`);
    },
    close: () => session.close(),
  };
}

type Answered = (error: Error | null, varbinds?: Varbind[]) => void;

function sessionOn(socket: Socket, { host, port, security, tryMs }: SnmpSessionOptions): Session {
  const common = {
    port,
    timeout: tryMs,
    retries: TRIES_AFTER_THE_FIRST,
    dgramModule: { createSocket: () => guarded(socket) },
  };
  if (security.version === '2c')
    return createSession(host, security.community, { ...common, version: Version2c, backwardsGetNexts: false });
  const { userName, authentication, privacy } = security;
  const user = {
    name: userName,
    level: privacy === null ? SecurityLevel.authNoPriv : SecurityLevel.authPriv,
    authProtocol: authentication.protocol === 'sha' ? AuthProtocols.sha : AuthProtocols.sha256,
    authKey: authentication.key,
    ...(privacy === null ? {} : { privProtocol: PrivProtocols.aes, privKey: privacy.key }),
  };
  return createV3Session(host, user, { ...common, version: Version3, backwardsGetNexts: false });
}

async function connect({ name, host, port }: SnmpSessionOptions): Promise<Socket> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, host, () => {
        socket.off('error', reject);
        resolve();
      });
    });
    return socket;
  } catch (error) {
    socket.close();
    throw unreachableDevice(name, error);
  }
}

/** What net-snmp needs of a socket, on one that is connected: the kernel drops what comes from elsewhere. */
function guarded(socket: Socket): object {
  return {
    on(event: string, handler: (message: Buffer, from: RemoteInfo) => void) {
      if (event === 'close') socket.on('close', handler);
      if (event !== 'message') return;
      socket.on('message', (message, from) => {
        if (message.length > LONGEST_ANSWER) return;
        try {
          handler(message, from);
        } catch {
          // An answer that breaks its reader is none; the request is asked again, and then given up.
        }
      });
    },
    send(message: Buffer, offset: number, length: number, ...rest: readonly unknown[]) {
      const sent = rest.at(-1);
      socket.send(message, offset, length, (error, bytes) => {
        if (typeof sent === 'function') sent(error, bytes);
      });
    },
    bind: () => undefined,
    ref: () => socket.ref(),
    unref: () => socket.unref(),
    close: () => socket.close(),
  };
}

/** By RFC 3416 §4.2.5 and RFC 3414 §3.2; to version 2c of a wrong community nothing answers at all. */
function faultOf(error: Error, name: string, what: string): Error {
  switch (error.name) {
    case 'RequestFailedError':
      return refusedByDevice(name, `${what}: ${statusOf(error)}`, error);
    case 'ResponseInvalidError':
      return isRefusedUser(error)
        ? refusedByDevice(name, `${what}: user, key or level`, error)
        : notUnderstood(name, what, error);
    default:
      return unreachableDevice(name, error);
  }
}

function statusOf(error: Error): string {
  const status = 'status' in error && typeof error.status === 'number' ? ErrorStatus[error.status] : undefined;
  return status ?? 'failed';
}

function isRefusedUser(error: Error): boolean {
  if (!('code' in error)) return false;
  return error.code === ResponseInvalidCode.EAuthFailure || error.code === ResponseInvalidCode.ECouldNotDecrypt;
}
