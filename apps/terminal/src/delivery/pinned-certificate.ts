import { createHash, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { seconds, type Clock } from '@holdover/kernel';
import { refused } from './target-refusal.ts';

interface PinnedServer {
  readonly host: string;
  readonly port: number;
  /** Hexadecimal SHA-256 of its SPKI. */
  readonly pin: string;
}

const LOOK_WITHIN = seconds(15);

/**
 * What a connection has to trust to end at the server with this key and no other. The certificate is looked at on a connection that
 * sends nothing and trusts nothing; the one that is used trusts it alone, and TLS verifies that.
 * @throws Fault `target-not-trusted`, `target-unreachable`
 */
export async function trustPinned(
  clock: Pick<Clock, 'after'>,
  server: PinnedServer,
  signal: AbortSignal,
): Promise<ConnectionOptions> {
  const shown = await look(clock, server, signal);
  if (pinOf(shown) !== server.pin)
    throw refused('target-not-trusted', 'The server shows another key than the one trusted');
  return {
    ca: shown.toString(),
    allowPartialTrustChain: true,
    checkServerIdentity: (_, certificate) =>
      certificate.raw.equals(shown.raw)
        ? undefined
        : refused('target-not-trusted', 'The server shows another certificate than a moment ago'),
  };
}

function look(
  clock: Pick<Clock, 'after'>,
  { host, port }: PinnedServer,
  signal: AbortSignal,
): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket: TLSSocket = connect({ host, port, ...name, minVersion: 'TLSv1.2', rejectUnauthorized: true });
    const end = (settle: () => void): void => {
      late();
      signal.removeEventListener('abort', give);
      settle();
      // Not before Node has ended its own part of the event.
      setImmediate(() => socket.destroy());
    };
    const give = (cause?: unknown): void =>
      end(() => reject(refused('target-unreachable', 'The server cannot be reached over TLS', cause)));
    const late = clock.after(LOOK_WITHIN, give);
    signal.addEventListener('abort', give);
    // Before TLS verifies, which for a certificate that no authority vouches for ends the connection.
    socket.prependOnceListener('secure', () => {
      const shown = socket.getPeerX509Certificate();
      end(() =>
        shown === undefined ? reject(refused('target-not-trusted', 'The server shows nothing')) : resolve(shown),
      );
    });
    socket.on('error', give);
  });
}

export function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('hex');
}
