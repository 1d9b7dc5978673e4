import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, runForeignProcess } from '@holdover/testbed/peers';

export interface OwnCertificate {
  /** PEM; it is its own authority. */
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for one host name, signed by itself. */
export async function makeCertificate(dir: string, host: string): Promise<OwnCertificate> {
  const [key, certificate] = [join(dir, `${host}-key.pem`), join(dir, `${host}.pem`)];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`, '-days', '2', '-nodes'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', key, '-out', certificate];
  await runForeignProcess(findTool('openssl'), ['req', '-x509', ...kind, ...subject]);
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}
