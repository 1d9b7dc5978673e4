import type { X509Certificate } from 'node:crypto';
import { Agent } from 'node:http';
import { Socket, connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Fault, seconds } from '@holdover/kernel';
import { seenCertificate, type SeenCertificate } from './printer-certificate.ts';

export interface PrinterTls extends Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'checkServerIdentity' | 'servername'
> {
  /**
   * Given, the printer is known by its public key alone: the pin that was approved, undefined while none is. Asked at
   * each request; a connection of another pin serves no more.
   */
  readonly pin?: () => string | undefined;
  /** Told of what the printer shows, before it is compared, whenever it was not seen before. */
  readonly onCertificate?: (seen: SeenCertificate) => void;
}

/** A printer that is there answers within a second, one that wakes up within ten. */
const CONNECT_WITHIN = seconds(15);
/** Printers close idle connections after 5 to 30 s; one in use is asked every second. */
const KEPT_FOR = seconds(4);

export interface PrinterTarget {
  readonly uri: string;
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
  /** Host and port as HTTP writes them. */
  readonly authority: string;
}

/** The connections to one printer, kept open between requests. */
export interface PrinterConnections {
  readonly agent: Agent;
  /** The next request opens a connection of its own. */
  dropIdle(): void;
  /** To be called before each request: drops what was opened under another pin. */
  refresh(): void;
}

export function createPrinterConnections(target: PrinterTarget, tls: PrinterTls = {}): PrinterConnections {
  const pinned = tls.pin === undefined ? undefined : createPinnedConnect(target, tls, tls.pin);
  const open = (): Promise<Socket> => {
    if (!target.secure) return opened(connectTcp({ host: target.host, port: target.port }), 'connect', target);
    return pinned === undefined ? opened(tlsTo(target, tls), 'secureConnect', target) : pinned();
  };
  const agent = new PrinterAgent(open);
  const dropIdle = (): void => {
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) socket.destroy();
  };
  let pin = tls.pin?.();
  return {
    agent,
    dropIdle,
    refresh() {
      const now = tls.pin?.();
      if (now !== pin) dropIdle();
      pin = now;
    },
  };
}

/** Requests wait until their connection is made and its certificate approved: before that no octet of them is sent. */
class PrinterAgent extends Agent {
  readonly #open: () => Promise<Socket>;

  constructor(open: () => Promise<Socket>) {
    super({ keepAlive: true, maxFreeSockets: 1, timeout: KEPT_FOR });
    this.#open = open;
  }

  /** As Node's agents call it: without a socket as its result, `deliver` brings one. */
  override createConnection(_: unknown, deliver?: (error: Error | null, socket: Socket) => void): undefined {
    // Of a connection that failed Node looks at the error alone; its type wants a socket all the same.
    const failed = (error: Error): void => deliver?.(error, new Socket());
    this.#open().then((socket) => deliver?.(null, socket), failed);
  }
}

/**
 * As at enrolment: what the printer shows is looked at on a connection of its own; where its key is the approved one,
 * a new connection trusts that certificate and no other. TLS verifies both, so that it also refuses one out of date.
 */
function createPinnedConnect(
  target: PrinterTarget,
  tls: PrinterTls,
  pinOf: () => string | undefined,
): () => Promise<Socket> {
  let known: X509Certificate | undefined;

  return async () => {
    const pin = pinOf();
    if (pin !== undefined && known !== undefined && seenCertificate(known).pin === pin) {
      const socket = await trusting(known).catch(() => undefined);
      if (socket !== undefined) return socket;
    }
    known = await look();
    const seen = seenCertificate(known);
    tls.onCertificate?.(seen);
    if (pin === undefined) throw refused('printer-certificate-unapproved', `${target.uri} is not approved yet`);
    if (seen.pin !== pin) throw refused('printer-certificate-changed', `${target.uri} shows another key than approved`);
    return trusting(known).catch((cause: unknown) => {
      // Not of the network: then it was TLS that ended it.
      if (cause instanceof Fault && cause.cause instanceof Error && !('syscall' in cause.cause)) {
        throw refused('printer-certificate-refused', `TLS refuses the certificate of ${target.uri}`, cause);
      }
      throw cause;
    });
  };

  /** Nothing is sent here, and nothing trusted. */
  function look(): Promise<X509Certificate> {
    return new Promise((resolve, reject) => {
      const socket = tlsTo(target, tls);
      // Before TLS verifies, which for the certificate of a printer mostly ends the connection.
      socket.prependOnceListener('secure', () => {
        const shown = socket.getPeerX509Certificate();
        if (shown !== undefined) resolve(shown);
        // Not before Node has ended its own part of this event.
        setImmediate(() => socket.destroy());
      });
      opened(socket, 'secureConnect', target).then(
        () => reject(unreachable(target, undefined)),
        (error: unknown) => reject(error),
      );
    });
  }

  function trusting(certificate: X509Certificate): Promise<TLSSocket> {
    const socket = tlsTo(target, {
      ...tls,
      ca: certificate.toString(),
      checkServerIdentity: (_, shown) =>
        shown.raw.equals(certificate.raw)
          ? undefined
          : refused('printer-certificate-changed', `${target.uri} shows another certificate than before`),
    });
    return opened(socket, 'secureConnect', target);
  }
}

function tlsTo({ host, port }: Pick<PrinterTarget, 'host' | 'port'>, tls: PrinterTls): TLSSocket {
  const { ca, cert, key, checkServerIdentity, servername } = tls;
  const options: ConnectionOptions = {
    host,
    port,
    minVersion: 'TLSv1.2',
    // The certificate that is trusted may be one that another authority gave.
    allowPartialTrustChain: true,
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(checkServerIdentity === undefined ? {} : { checkServerIdentity }),
  };
  const name = servername ?? (isIP(host) === 0 ? host : undefined);
  return connectTls(name === undefined ? options : { ...options, servername: name });
}

function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', target: PrinterTarget): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void => {
      clearTimeout(deadline);
      socket.destroy();
      reject(cause instanceof Fault ? cause : unreachable(target, cause));
    };
    const deadline = setTimeout(() => fail(), CONNECT_WITHIN);
    socket.once('error', fail);
    socket.once('close', fail);
    socket.once(event, () => {
      clearTimeout(deadline);
      socket.removeListener('error', fail);
      socket.removeListener('close', fail);
      resolve(socket);
    });
  });
}

function unreachable(target: PrinterTarget, cause: unknown): Fault {
  return new Fault({
    owner: 'environment',
    code: 'printer-unreachable',
    message: `${target.uri} cannot be reached`,
    retryable: true,
    cause,
  });
}

function refused(code: string, message: string, cause?: unknown): Fault {
  return new Fault({ owner: 'peer', code, message, cause });
}
