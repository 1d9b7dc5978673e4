import { connect, isIP, type Socket } from 'node:net';
import { connect as secure, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Duplex } from 'node:stream';
import { seconds, type Duration } from '@holdover/kernel';
import { BerReader } from 'ldapts';
import { createMessageFrames } from './message-frames.ts';
import { connectionFault, SourceFault } from './source-fault.ts';

/** Where a directory is. */
export interface DirectoryAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: 'from-start' | 'starttls' | 'none';
  /** PEM; what Node.js trusts without. */
  readonly ca: string | null;
}

/** One connection, never another behind it: what was asked to be secure is not continued in clear. */
export interface DirectoryConnection {
  /** One whole, well-formed message a chunk. */
  readonly stream: Duplex;
  /** Why it ended, when that is known. */
  fault(): SourceFault | undefined;
  /** An operation begins: the limits of its answer count anew. */
  begin(): void;
  end(): void;
}

export interface ConnectionStage {
  /** Called when a stage begins. */
  readonly onStage?: (stage: 'connect' | 'tls') => void;
  readonly signal?: AbortSignal | undefined;
  /** For each stage. */
  readonly within?: Duration;
}

/** A directory across the world answers in a second; a firewall that drops never does. */
const STAGE_WITHIN = seconds(10);

/** @throws SourceFault */
export async function openConnection(
  address: DirectoryAddress,
  { onStage, signal, within = STAGE_WITHIN }: ConnectionStage = {},
): Promise<DirectoryConnection> {
  onStage?.('connect');
  const plain = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true });
  const give = { signal, within };
  try {
    await begun(plain, 'connect', give);
    if (address.tls === 'none') {
      requireThisMachine(plain);
      return guard(plain);
    }
    onStage?.('tls');
    if (address.tls === 'starttls') await askForTls(plain, give);
    const socket = secure({ ...securityOf(address), socket: plain });
    await begun(socket, 'tls', give);
    return guard(socket);
  } catch (error) {
    plain.destroy();
    throw connectionFault(error, 'connect');
  }
}

/** Whatever name led here. */
function requireThisMachine(socket: Socket): void {
  if (!isLoopback(socket.remoteAddress ?? '')) throw new SourceFault('tls-required');
}

/** 127.0.0.0/8 and ::1, in the forms Node.js and people write them. */
export function isLoopback(address: string): boolean {
  const bare = address.replace(/^::ffff:/i, '');
  return address === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

function securityOf({ host, ca }: DirectoryAddress): ConnectionOptions {
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === null ? {} : { ca }),
  };
}

type Waiting = Required<Pick<ConnectionStage, 'within'>> & Pick<ConnectionStage, 'signal'>;

function begun(socket: Socket | TLSSocket, stage: 'connect' | 'tls', waiting: Waiting): Promise<void> {
  const event = stage === 'connect' ? 'connect' : 'secureConnect';
  return settled(socket, waiting, (resolve, reject) => {
    const fail = (error: unknown): void => reject(connectionFault(error, stage));
    const onClose = (): void => reject(new SourceFault(stage === 'connect' ? 'connection-lost' : 'tls-failed'));
    socket.once(event, resolve).once('error', fail).once('close', onClose);
    return () => socket.off(event, resolve).off('error', fail).off('close', onClose);
  });
}

/**
 * RFC 4511 §4.14. Invariant: nothing of what came in clear is left over when TLS begins, so nobody on the way puts answers before it.
 * @throws SourceFault `starttls-refused`
 */
async function askForTls(socket: Socket, waiting: Waiting): Promise<void> {
  const frames = createMessageFrames({ message: 64 * 1024, answer: 64 * 1024, messages: 16 });
  const answer = await settled<Uint8Array>(socket, waiting, (resolve, reject) => {
    const onData = (bytes: Buffer): void => {
      try {
        const [message, ...more] = frames.take(bytes);
        if (more.length > 0 || (message !== undefined && frames.isWithin())) throw new SourceFault('malformed-answer');
        if (message !== undefined) resolve(message);
      } catch (error) {
        reject(error);
      }
    };
    const onClose = (): void => reject(new SourceFault('starttls-refused'));
    socket.on('data', onData).once('error', reject).once('close', onClose);
    socket.write(START_TLS);
    return () => {
      socket.off('data', onData).off('error', reject).off('close', onClose);
      socket.pause();
    };
  });
  if (!isAgreed(answer)) throw new SourceFault('starttls-refused');
}

/** messageID 1, extendedReq with requestName 1.3.6.1.4.1.1466.20037. */
const START_TLS = Buffer.concat([
  Buffer.from('301d02010177188016', 'hex'),
  Buffer.from('1.3.6.1.4.1.1466.20037', 'latin1'),
]);
const EXTENDED_RESPONSE = 0x78;

function isAgreed(answer: Uint8Array): boolean {
  const reader = new BerReader(Buffer.from(answer));
  reader.readSequence();
  return reader.readInt() === 1 && reader.readSequence() === EXTENDED_RESPONSE && reader.readEnumeration() === 0;
}

/** Ends the wait, and with it the socket, when it takes too long or somebody ends it. */
function settled<T = void>(
  socket: Socket,
  { within, signal }: Waiting,
  begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => unknown,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const give = (error: unknown): void => {
      reject(error);
      socket.destroy();
    };
    const stop = begin(
      (value) => {
        tidy();
        resolve(value);
      },
      (error) => {
        tidy();
        give(error);
      },
    );
    const late = setTimeout(() => (tidy(), give(new SourceFault('timed-out'))), within);
    const onAbort = (): void => (tidy(), give(new SourceFault('connection-lost')));
    function tidy(): void {
      clearTimeout(late);
      signal?.removeEventListener('abort', onAbort);
      stop();
      // What a socket says after it was given up is nobody's concern.
      socket.on('error', () => undefined);
    }
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort);
  });
}

function guard(socket: Socket | TLSSocket): DirectoryConnection {
  const frames = createMessageFrames();
  let fault: SourceFault | undefined;
  const stream = new Duplex({
    readableObjectMode: true,
    read: () => undefined,
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  const fail = (found: SourceFault): void => {
    fault ??= found;
    stream.destroy(found);
  };
  socket.on('data', (bytes) => {
    try {
      for (const message of frames.take(bytes)) stream.push(message);
    } catch (error) {
      fail(connectionFault(error, 'connect'));
    }
  });
  socket.on('error', () => fail(new SourceFault('connection-lost')));
  socket.on('close', () => fail(new SourceFault('connection-lost')));
  stream.on('error', () => undefined);
  return { stream, fault: () => fault, begin: frames.begin, end: () => stream.destroy() };
}
