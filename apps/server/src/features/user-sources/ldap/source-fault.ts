import type { SourceFailure } from '@holdover/api';
import { Fault, type FaultOwner } from '@holdover/kernel';
import { ResultCodeError } from 'ldapts';

/** A directory could not be read or signed in to. `said` are its own words, one line. */
export class SourceFault extends Fault {
  readonly reason: SourceFailure;
  readonly said: string | null;

  constructor(reason: SourceFailure, options: { readonly said?: string | null; readonly cause?: unknown } = {}) {
    const message = 'The directory cannot be used';
    super({ owner: ownerOf(reason), code: reason, message, retryable: RETRYABLE.has(reason), cause: options.cause });
    this.reason = reason;
    this.said = options.said ?? null;
  }
}

const RETRYABLE: ReadonlySet<SourceFailure> = new Set([
  'cannot-connect',
  'timed-out',
  'connection-lost',
  'directory-busy',
  'time-limit',
]);

function ownerOf(reason: SourceFailure): FaultOwner {
  return reason === 'source-off' || reason === 'source-removed' ? 'caller' : 'peer';
}

const MOST_SAID = 500;

/** Another's words as one line. */
export function oneLine(text: string): string | null {
  const line = text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MOST_SAID);
  return line === '' ? null : line;
}

/** Result codes of RFC 4511 §4.1.9; the others are `directory-refused`. */
const BY_RESULT: ReadonlyMap<number, SourceFailure> = new Map([
  [3, 'time-limit'],
  [4, 'size-limit'],
  [8, 'tls-required'],
  [11, 'size-limit'],
  [13, 'tls-required'],
  [32, 'no-such-base'],
  [34, 'no-such-base'],
  [48, 'wrong-password'],
  [49, 'wrong-password'],
  [50, 'not-permitted'],
  [51, 'directory-busy'],
  [52, 'directory-busy'],
]);

/** What Active Directory adds to invalidCredentials: a Windows error, in hexadecimal. */
const BY_WINDOWS_ERROR: ReadonlyMap<string, SourceFailure> = new Map([
  ['525', 'wrong-password'],
  ['52e', 'wrong-password'],
  ['530', 'sign-in-not-now'],
  ['531', 'sign-in-not-now'],
  ['532', 'password-expired'],
  ['533', 'account-disabled'],
  ['701', 'account-expired'],
  ['773', 'password-expired'],
  ['775', 'account-locked'],
]);

/** What an operation came to, for whatever the library threw. */
export function faultOf(error: unknown): SourceFault {
  if (error instanceof SourceFault) return error;
  if (!(error instanceof Error)) return new SourceFault('malformed-answer', { cause: error });
  if (error instanceof ResultCodeError) {
    const said = oneLine(error.message.replace(/ ?Code: 0x[0-9a-f]+$/, ''));
    return new SourceFault(reasonOf(error.code, said ?? ''), { said });
  }
  if (/timed out/.test(error.message)) return new SourceFault('timed-out');
  const isLost = /^(Socket error|Connection closed)|not established/.test(error.message);
  return new SourceFault(isLost ? 'connection-lost' : 'malformed-answer', { cause: error });
}

function reasonOf(code: number, said: string): SourceFailure {
  const windows = /\bdata ([0-9a-f]+)\b/i.exec(said)?.[1]?.toLowerCase() ?? '';
  if (code === 49) return BY_WINDOWS_ERROR.get(windows) ?? 'wrong-password';
  // Active Directory answers operationsError to whoever has not signed in.
  if (code === 1 && /successful bind/i.test(said)) return 'not-permitted';
  return BY_RESULT.get(code) ?? 'directory-refused';
}

/** By code of Node.js (of OpenSSL for certificates). */
export function connectionFault(error: unknown, during: 'connect' | 'tls'): SourceFault {
  if (error instanceof SourceFault) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? oneLine(error.message) : null;
  return new SourceFault(during === 'connect' ? connectReason(code) : tlsReason(code), { said, cause: error });
}

function connectReason(code: string): SourceFailure {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-not-found';
  return code === 'ETIMEDOUT' ? 'timed-out' : 'cannot-connect';
}

function tlsReason(code: string): SourceFailure {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-other-host';
  return /CERT|SELF_SIGNED|UNABLE_TO/.test(code) && !code.startsWith('ERR_SSL') ? 'certificate-refused' : 'tls-failed';
}
