import { Fault } from '@holdover/kernel';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = '127.0.0.1';
const HIGHEST_PORT = 65_535;

/**
 * Reads `HOST:PORT`, `[IPv6]:PORT` or `PORT` (then on the loopback interface).
 * @throws Fault `not-host-port`
 */
export function parseHostPort(text: string): HostPort {
  const parts = /^(?:\[(?<six>[0-9a-fA-F:.]+)\]:|(?<host>[^:[\]]+):)?(?<port>\d{1,5})$/.exec(text)?.groups;
  const port = parsePort(parts?.['port'] ?? '');
  if (parts === undefined || port === undefined) {
    throw new Fault({
      owner: 'caller',
      code: 'not-host-port',
      message: `"${text}" is not HOST:PORT, as in 127.0.0.1:8443`,
    });
  }
  return { host: parts['six'] ?? parts['host'] ?? LOOPBACK, port };
}

/** Undefined unless within 1 to 65535. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}
