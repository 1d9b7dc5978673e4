import { hostname, networkInterfaces } from 'node:os';

const WILDCARDS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
const OF_THIS_MACHINE = ['localhost', '127.0.0.1', '::1'];

/** Whether nobody but this machine reaches it. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Names and addresses by which a listener is reached: of loopback alone, or of the network as well. */
export function hostsOf(host: string): readonly string[] {
  if (isLoopbackHost(host)) return [...new Set([...OF_THIS_MACHINE, host])];
  return [...new Set([hostname(), ...OF_THIS_MACHINE, ...(WILDCARDS.has(host) ? addresses() : [host])])];
}

/** As in a URL. */
export function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((ofOne) =>
    (ofOne ?? []).filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0).map(({ address }) => address),
  );
}
