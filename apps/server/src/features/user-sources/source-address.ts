import { X509Certificate } from 'node:crypto';
import { FilterParser } from 'ldapts';
import type { FieldFault } from '../../problem-fault.ts';
import { parseDn } from './ldap/dn.ts';
import { isLoopback, type DirectoryAddress } from './ldap/open-connection.ts';
import type { LdapSettings } from './user-source.ts';

const PORTS = { 'ldap:': 389, 'ldaps:': 636 } as const;

/** Of settings without faults. */
export function addressOf({ url, startTls, ca }: Pick<LdapSettings, 'url' | 'startTls' | 'ca'>): DirectoryAddress {
  const read = readUrl(url);
  const { host, port, protocol } = 'code' in read ? { host: '', port: 0, protocol: 'ldaps:' as const } : read;
  const tls = protocol === 'ldaps:' ? 'from-start' : startTls ? 'starttls' : 'none';
  return { host, port, tls, ca };
}

type Url = { readonly host: string; readonly port: number; readonly protocol: keyof typeof PORTS };

function readUrl(text: string): Url | { readonly code: FieldFault['code'] } {
  if (!URL.canParse(text)) return { code: 'not-a-directory-url' };
  const { protocol, username, password, hostname, port, pathname, search, hash } = new URL(text);
  if (protocol !== 'ldap:' && protocol !== 'ldaps:') return { code: 'not-a-directory-url' };
  if (username !== '' || password !== '') return { code: 'url-sign-in' };
  const isPlain = (pathname === '' || pathname === '/') && search === '' && hash === '';
  if (!isPlain || !/^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])$/.test(hostname)) return { code: 'not-a-directory-url' };
  return { protocol, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? PORTS[protocol] : Number(port) };
}

/** What of the settings cannot be, by field. */
export function settingsFaults(settings: LdapSettings): FieldFault[] {
  const faults: FieldFault[] = [...addressFaults(settings)];
  const wrong = (pointer: string, code: FieldFault['code'], value: string): void => {
    faults.push({ pointer, code, value });
  };
  const { ca, bindDn, baseDn, filter, groups } = settings;
  if (ca !== null && !areCertificates(ca))
    faults.push({ pointer: '/ca', code: 'bad-format', limit: { format: 'PEM' } });
  if (!isBindName(bindDn)) wrong('/bindDn', 'not-a-dn', bindDn);
  if (parseDn(baseDn) === undefined) wrong('/baseDn', 'not-a-dn', baseDn);
  if (!isFilter(filter)) wrong('/filter', 'not-a-filter', filter);
  if (parseDn(groups.baseDn) === undefined) wrong('/groups/baseDn', 'not-a-dn', groups.baseDn);
  if (!isFilter(groups.filter)) wrong('/groups/filter', 'not-a-filter', groups.filter);
  return faults;
}

function addressFaults({ url, startTls, ca }: LdapSettings): FieldFault[] {
  const read = readUrl(url);
  const { code } = 'code' in read ? read : { code: undefined };
  if (code === 'url-sign-in') return [{ pointer: '/url', code }];
  if (code !== undefined) return [{ pointer: '/url', code, value: url, limit: ['ldap', 'ldaps'] }];
  const { host, tls } = addressOf({ url, startTls, ca });
  if (tls === 'from-start' && startTls) return [{ pointer: '/startTls', code: 'starttls-on-ldaps' }];
  const isHere = host.toLowerCase() === 'localhost' || isLoopback(host);
  return tls === 'none' && !isHere ? [{ pointer: '/url', code: 'tls-required', value: url }] : [];
}

/** A distinguished name, or as Active Directory takes it: `name@domain`, `DOMAIN\name`. Never what stands for a SASL mechanism. */
function isBindName(text: string): boolean {
  if (/^[^\s@\\=]+(@[^\s@\\=]+|\\[^\\@=]+)$/.test(text)) return true;
  return parseDn(text) !== undefined;
}

function isFilter(text: string): boolean {
  try {
    FilterParser.parseString(text);
    return text.startsWith('(');
  } catch {
    return false;
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

function areCertificates(pem: string): boolean {
  const found = pem.match(PEM) ?? [];
  try {
    for (const certificate of found) void new X509Certificate(certificate);
    return found.length > 0 && pem.replaceAll(PEM, '').trim() === '';
  } catch {
    return false;
  }
}
