import type { ScanTargetInput } from '@holdover/api';
import type { FieldFault } from '../../problem-fault.ts';

type Checked = Pick<ScanTargetInput, 'kind' | 'url' | 'trust'>;

const SCHEMES = { smb: 'smb://', webdav: 'https://', sftp: 'sftp://' } as const;

/** What keeps a folder from being stored. `at` is the pointer to it. A sign-in in an address is never repeated. */
export function scanTargetFaults(target: Checked, at: string): FieldFault[] {
  return [...urlFaults(target, `${at}/url`), ...trustFaults(target, `${at}/trust`)];
}

/** Who is asked for the folder: another one never gets a password that was given for this one. */
export function serverOf({ kind, url }: Pick<Checked, 'kind' | 'url'>): string {
  return `${kind} ${parsed(url)?.host.toLowerCase() ?? ''}`;
}

function urlFaults({ kind, url }: Checked, pointer: string): FieldFault[] {
  const scheme = SCHEMES[kind];
  const read = parsed(url);
  if (url.includes('@') && (read === undefined || read.username !== '' || read.password !== '')) {
    return [{ pointer, code: 'url-sign-in' }];
  }
  const fault = (code: FieldFault['code']): FieldFault[] => [{ pointer, code, value: url, limit: { scheme } }];
  if (!url.toLowerCase().startsWith(scheme)) return fault('url-scheme');
  if (read === undefined || read.hostname === '' || url.includes('\\')) return fault('url-unreadable');
  if (read.search !== '' || read.hash !== '' || hasDots(url)) return fault('url-unreadable');
  if (kind === 'smb' && !/^\/[^/]/.test(read.pathname)) return fault('url-share');
  return [];
}

/** OpenSSH's fingerprint of a host key: base64 of 32 bytes, without padding. */
const HOST_KEY = /^SHA256:[A-Za-z0-9+/]{43}$/;
/** Lower-case hexadecimal SHA-256 of the SPKI, as everywhere in a fleet. */
const SPKI_PIN = /^[0-9a-f]{64}$/;

function trustFaults({ kind, trust }: Checked, pointer: string): FieldFault[] {
  switch (kind) {
    case 'sftp':
      if (trust === null || trust === '') return [{ pointer, code: 'required' }];
      return HOST_KEY.test(trust) ? [] : [{ pointer, code: 'not-a-host-key', value: trust }];
    case 'webdav':
      return trust === null || SPKI_PIN.test(trust) ? [] : [{ pointer, code: 'not-a-certificate-pin', value: trust }];
    case 'smb':
      return trust === null ? [] : [{ pointer, code: 'must-be-null', value: trust }];
  }
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** The parser takes them away: what is stored would be another folder than what was typed. */
function hasDots(url: string): boolean {
  return url.split('/').some((part) => /^(?:\.|%2e){1,2}$/i.test(part));
}
