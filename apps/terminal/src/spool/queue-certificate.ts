import { hostname } from 'node:os';
import { createSecureContext, type SecureContext } from 'node:tls';
import { days, later, type Entropy, type Instant } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { makeOwnCertificate, OWN_CERTIFICATE_LIFETIME as LIFETIME } from './own-certificate.ts';

export interface QueueCertificateOptions {
  /** The spool's, which is encrypted: the key lies there. */
  readonly database: SealedDatabase;
  readonly now: Instant;
  readonly entropy: Entropy;
}

interface Row {
  readonly certificate: string;
  readonly private_key: string;
  readonly ends_at: number;
}

/** Renewed at a start within the last of its days. */
const RENEWED_BEFORE = days(30);

/**
 * The certificate of the queue's IPPS. Print clients trust it at first sight and compare later (as CUPS does), so it is kept
 * over restarts. It says nothing about the fleet: people's computers have no business with the fleet's authority.
 */
export async function openQueueTls(options: QueueCertificateOptions): Promise<SecureContext> {
  const { database, now, entropy } = options;
  const kept = database.prepare<[], Row>('SELECT * FROM queue_certificate').get();
  if (kept !== undefined && kept.ends_at > later(now, RENEWED_BEFORE) && kept.ends_at <= later(now, LIFETIME)) {
    return createSecureContext({ key: kept.private_key, cert: kept.certificate });
  }
  const hosts = [hostname(), 'localhost', '127.0.0.1'];
  const { privateKey: key, certificate } = await makeOwnCertificate({ hosts, now, entropy });
  database.transaction(() => {
    database.prepare('DELETE FROM queue_certificate').run();
    database
      .prepare<[string, string, number]>(
        'INSERT INTO queue_certificate (certificate, private_key, ends_at) VALUES (?, ?, ?)',
      )
      .run(certificate, key, later(now, LIFETIME));
  })();
  return createSecureContext({ key, cert: certificate });
}
