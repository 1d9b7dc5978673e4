import { X509Certificate } from 'node:crypto';
import { equalBytes, Fault, seconds, type Clock } from '@holdover/kernel';
import { spkiHashOf, type EnrolmentCode } from '@holdover/nodejs';
import { PATHS } from '@holdover/protocol';
import { callText } from '../link/https-call.ts';

const DEADLINE = seconds(20);
const MOST_BYTES = 16_384;

/**
 * The authority's certificate (PEM) as the enrolment listener hands it out, in plain: it proves nothing before its key
 * has the hash that the code names.
 * @throws Fault `authority-mismatch`, `gateway-unreachable`, `gateway-too-slow`
 */
export async function fetchAuthority(clock: Clock, code: EnrolmentCode): Promise<string> {
  const pem = await callText(clock, {
    scheme: 'http',
    to: { host: code.host, port: code.enrolmentPort, path: PATHS.authority, agent: false },
    deadline: DEADLINE,
    mostBytes: MOST_BYTES,
  });
  const authority = firstOf(pem);
  if (!equalBytes(spkiHashOf(authority), code.authorityHash)) {
    throw new Fault({
      owner: 'peer',
      code: 'authority-mismatch',
      message: `${code.host}:${code.enrolmentPort} hands out another authority than the enrolment code names`,
    });
  }
  return authority;
}

/** One certificate alone: TLS would trust every other that a rogue appended to it. */
function firstOf(pem: string): string {
  try {
    return new X509Certificate(pem).toString();
  } catch (cause) {
    throw new Fault({
      owner: 'peer',
      code: 'authority-mismatch',
      message: 'The server hands out no certificate',
      cause,
    });
  }
}
