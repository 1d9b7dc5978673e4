import { Fault } from '@holdover/kernel';
import type { SnmpSecurity, TerminalOptions } from '@holdover/terminal';
import { parseHostPort, type HostPort } from './host-port.ts';

/** How the terminal reaches the lock and the counters of its device; without the secrets. */
export type DeviceAdapterFlag = HostPort & { readonly kind: 'snmp' | 'virtual' };

/** RFC 3417 §3.2. */
const SNMP_PORT = 161;

/**
 * Reads `snmp://HOST[:PORT]` or `virtual+http://HOST:PORT`.
 * @throws Fault `not-device-adapter`, `not-host-port`
 */
export function parseDeviceAdapter(text: string): DeviceAdapterFlag {
  const parts = /^(?<scheme>snmp|virtual\+http):\/\/(?<address>\[[^\]/@?#]+\](?::\d+)?|[^/@?#[\]]+)\/?$/.exec(
    text,
  )?.groups;
  const address = parts?.['address'] ?? '';
  if (parts === undefined) {
    throw new Fault({
      owner: 'caller',
      code: 'not-device-adapter',
      message: `"${text}" is not snmp://HOST[:PORT] or virtual+http://HOST:PORT`,
    });
  }
  if (parts['scheme'] === 'virtual+http') return { kind: 'virtual', ...parseHostPort(address) };
  const hasPort = /:\d+$/.test(address);
  return { kind: 'snmp', ...parseHostPort(hasPort ? address : `${address}:${SNMP_PORT}`) };
}

/** @throws Fault `snmp-secret-missing` */
export function deviceAdapterOf(
  { kind, host, port }: DeviceAdapterFlag,
  security: SnmpSecurity | undefined,
): NonNullable<TerminalOptions['deviceAdapter']> {
  if (kind === 'virtual') return { kind, host, port };
  if (security !== undefined) return { kind, host, port, security };
  throw new Fault({
    owner: 'caller',
    code: 'snmp-secret-missing',
    message: 'SNMP needs HOLDOVER_SNMP_COMMUNITY or --snmp-secret-file',
  });
}
