import { Fault } from '@holdover/kernel';

/** What kept an answer away, in words that say what to look at. Those before anything was sent are other codes than after. */
export function noAnswer({ origin, hostname, port, protocol }: URL, cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const at = port === '' ? hostname : `${hostname}:${port}`;
  if (UNKNOWN_HOST.has(code)) {
    return unreachable(`${hostname} is no name that this machine finds: check the address of the server`, cause);
  }
  if (code === 'ECONNREFUSED') return unreachable(`Nothing listens at ${at}: does the server run there?`, cause);
  if (UNREACHABLE.has(code)) return unreachable(`${at} cannot be reached over the network`, cause);
  const certificate = CERTIFICATE[code];
  if (certificate !== undefined || code.startsWith('CERT_')) {
    return new Fault({
      owner: 'peer',
      code: 'server-certificate',
      message: `${origin} shows a certificate that is not trusted: ${certificate ?? code}`,
      cause,
    });
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('HPE_')) {
    const message =
      protocol === 'https:' ? `${at} does not speak TLS: is this another program’s port?` : `${at} does not speak HTTP`;
    return new Fault({ owner: 'peer', code: 'server-speaks-no-tls', message, cause });
  }
  return new Fault({
    owner: 'peer',
    code: 'connection-lost',
    message: `The connection to ${at} ended before the answer did`,
    retryable: true,
    cause,
  });
}

const UNKNOWN_HOST: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const UNREACHABLE: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL']);

const UNKNOWN_AUTHORITY = 'its authority is not known here';
/** Of OpenSSL's verification, the ones that people meet. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name than the one in the address',
  CERT_HAS_EXPIRED: 'it has ended',
  CERT_NOT_YET_VALID: 'it is not valid yet: is the clock of this machine right?',
  CERT_SIGNATURE_FAILURE: 'it is not signed by the authority it names',
};

function unreachable(message: string, cause: unknown): Fault {
  return new Fault({ owner: 'environment', code: 'server-unreachable', message, retryable: true, cause });
}
