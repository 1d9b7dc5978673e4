import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Logger } from '@holdover/kernel';
import { describeError, listenFault } from '@holdover/nodejs';
import {
  AccessControlModelType,
  AccessLevel,
  AuthProtocols,
  createAgent,
  createMib,
  ErrorStatus,
  ObjectType,
  PrivProtocols,
  SecurityLevel,
} from 'net-snmp';
import { CONSOLE, deviceTables, GENERAL_TABLE, systemGroup, UP_TIME, type DeviceFacts } from './printer-mib.ts';

/** Of version 3: SHA-1 and AES-128 (RFC 3414, RFC 3826), authentication and privacy. May read and write. */
export interface SnmpUser {
  readonly userName: string;
  readonly authenticationKey: string;
  readonly privacyKey: string;
}

export interface SnmpAccess {
  readonly readCommunity: string;
  /** Null: nobody writes by a community. */
  readonly writeCommunity: string | null;
  readonly user?: SnmpUser;
}

export interface SnmpAgentOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly access: SnmpAccess;
  readonly facts: () => DeviceFacts;
  /** Resolves when it is durable. */
  readonly setLocked: (locked: boolean) => Promise<void>;
  /** Seconds since the device was switched on. */
  readonly upSeconds: () => number;
  readonly logger: Logger;
}

export interface SnmpAgent {
  /** `HOST:PORT`. */
  readonly address: string;
  close(): Promise<void>;
}

/** As they come out of the box at devices in the field. */
export const USUAL_ACCESS: SnmpAccess = { readCommunity: 'public', writeCommunity: 'private' };

/** What a request of a manager fits into: RFC 3417 §3.2.1 asks for 484 octets, Ethernet carries 1,472. */
const LONGEST_REQUEST = 2_048;

/**
 * Serves SNMP v1, v2c and v3 on one port.
 * Invariant: whatever datagrams come, the program goes on; an answer is made of what the device says at that moment.
 * @throws Fault `port-taken`, `cannot-listen`
 */
export async function openSnmpAgent(options: SnmpAgentOptions): Promise<SnmpAgent> {
  const { access, logger } = options;
  const socket = await bind(options);
  const refreshed = createRefresh(options);
  const guarded = guardedSocket(socket, {
    before: () => agent.setMib(refreshed()),
    onFailure: (error) => logger.debug('A datagram was no SNMP request', { error: describeError(error) }),
  });
  const agent = makeAgent({
    dgramModule: { createSocket: () => guarded },
    accessControlModelType: AccessControlModelType.Simple,
  });
  grant(agent, access);
  const { address, port } = socket.address();
  return {
    address: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** What of net-snmp's agent is used: its types leave it open. */
interface NetSnmpAgent {
  getBulkRequest(socket: unknown, message: BulkMessage, from: unknown): void;
  setMib(mib: NetSnmpMib): void;
  getAuthorizer(): {
    addCommunity(name: string): void;
    addUser(user: object): void;
    getAccessControlModel(): {
      setCommunityAccess(name: string, level: AccessLevel): void;
      setUserAccess(name: string, level: AccessLevel): void;
    };
  };
}

interface NetSnmpMib {
  registerProvider(provider: object): void;
  addTableRow(name: string, row: readonly unknown[]): void;
  setScalarValue(name: string, value: number | string): void;
}

interface MibRequest {
  readonly instanceNode: { getTableColumnFromInstanceNode(): number };
  readonly commitSet?: boolean;
  readonly testSet?: boolean;
  readonly setValue?: unknown;
  done(error?: { readonly errorStatus: ErrorStatus; readonly type: ObjectType; readonly value: null }): void;
}

interface BulkMessage {
  readonly pdu: { maxRepetitions: number; nonRepeaters: number; readonly varbinds: unknown[] };
}

/** RFC 3416 §4.2.3: an answer may hold fewer than asked for. Unbounded, one datagram would keep the program busy for hours. */
const MOST_REPETITIONS = 64;
const MOST_VARBINDS = 16;

function makeAgent(options: object): NetSnmpAgent {
  const agent: NetSnmpAgent = createAgent(options, () => undefined);
  const getBulk = agent.getBulkRequest.bind(agent);
  agent.getBulkRequest = (socket, message, from) => {
    const { pdu } = message;
    pdu.maxRepetitions = Math.min(Math.max(0, pdu.maxRepetitions), MOST_REPETITIONS);
    if (pdu.varbinds.length <= MOST_VARBINDS) getBulk(socket, message, from);
  };
  return agent;
}

function grant(agent: NetSnmpAgent, { readCommunity, writeCommunity, user }: SnmpAccess): void {
  const authorizer = agent.getAuthorizer();
  const model = authorizer.getAccessControlModel();
  authorizer.addCommunity(readCommunity);
  if (writeCommunity !== null) {
    authorizer.addCommunity(writeCommunity);
    model.setCommunityAccess(writeCommunity, AccessLevel.ReadWrite);
  }
  if (user === undefined) return;
  authorizer.addUser({
    name: user.userName,
    level: SecurityLevel.authPriv,
    authProtocol: AuthProtocols.sha,
    authKey: user.authenticationKey,
    privProtocol: PrivProtocols.aes,
    privKey: user.privacyKey,
  });
  model.setUserAccess(user.userName, AccessLevel.ReadWrite);
}

/** The tables as they are now; made anew where the device says something else than before. */
function createRefresh({ facts, setLocked, upSeconds, logger }: SnmpAgentOptions): () => NetSnmpMib {
  let made: { readonly of: string; readonly mib: NetSnmpMib } | undefined;
  const handler = consoleHandler(setLocked, logger);
  return () => {
    const now = facts();
    const of = JSON.stringify(now);
    if (made?.of !== of) made = { of, mib: mibOf(now, handler) };
    made.mib.setScalarValue(UP_TIME, Math.floor(upSeconds() * 100) % 2 ** 32);
    return made.mib;
  };
}

function mibOf(facts: DeviceFacts, handler: (request: MibRequest) => void): NetSnmpMib {
  const mib: NetSnmpMib = createMib();
  for (const { value, ...provider } of systemGroup(facts)) {
    mib.registerProvider(provider);
    mib.setScalarValue(provider.name, value);
  }
  for (const { rows, ...provider } of deviceTables(facts)) {
    mib.registerProvider(provider.name === GENERAL_TABLE ? { ...provider, handler } : provider);
    for (const row of rows) mib.addTableRow(provider.name, row);
  }
  return mib;
}

/** Reads, and writes of the one column that may be written: what else is written the agent refuses by itself. */
function consoleHandler(setLocked: SnmpAgentOptions['setLocked'], logger: Logger): (request: MibRequest) => void {
  const refused = (errorStatus: ErrorStatus) => ({ errorStatus, type: ObjectType.Null, value: null });
  return (request) => {
    const { setValue, testSet, commitSet } = request;
    if (testSet !== true && commitSet !== true) return request.done();
    if (setValue !== CONSOLE.enabled && setValue !== CONSOLE.disabled) {
      return request.done(refused(ErrorStatus.WrongValue));
    }
    if (commitSet !== true) return request.done();
    setLocked(setValue === CONSOLE.disabled).then(
      () => request.done(),
      (error: unknown) => {
        logger.error('The lock could not be kept', { error: describeError(error) });
        request.done(refused(ErrorStatus.CommitFailed));
      },
    );
  };
}

async function bind({ host, port }: SnmpAgentOptions): Promise<Socket> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    const listening = once(socket, 'listening');
    socket.bind(port, host);
    await listening;
  } catch (cause) {
    socket.close();
    throw listenFault({ host, port }, cause);
  }
  // Without a handler an error ends the process; the next datagram is as good as this one.
  socket.on('error', () => undefined);
  return socket;
}

interface Guard {
  readonly before: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** A socket that is bound already, and whose handlers cannot throw out of it. */
function guardedSocket(socket: Socket, { before, onFailure }: Guard): object {
  return {
    bind: () => undefined,
    on(event: string, handler: (message: Buffer, from: RemoteInfo) => void) {
      if (event !== 'message') return;
      socket.on('message', (message, from) => {
        if (message.length > LONGEST_REQUEST) return;
        try {
          before();
          handler(message, from);
        } catch (error) {
          onFailure(error);
        }
      });
    },
    send: socket.send.bind(socket),
    close: () => undefined,
    address: () => socket.address(),
  };
}
