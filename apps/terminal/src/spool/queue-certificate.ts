import { createPublicKey } from 'node:crypto';
import { hostname } from 'node:os';
import { createSecureContext, type SecureContext } from 'node:tls';
import { days, later, makeId, type Entropy, type Instant } from '@holdover/kernel';
import { createAuthority, createPrivateKeyPem, openAuthority } from '@holdover/nodejs';
import type { SealedDatabase } from '@holdover/sealed-store';

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

/** `issueWeb` gives 397 days; renewed at a start within the last of them. */
const LIFETIME = days(397);
const RENEWED_BEFORE = days(30);

/**
 * The certificate of the queue's IPPS. Print clients trust it at first sight and compare later (as CUPS does), so it is kept
 * over restarts. It says nothing about the fleet: people's computers have no business with the fleet's authority.
 */
export async function openQueueTls(options: QueueCertificateOptions): Promise<SecureContext> {
  const { database, now } = options;
  const kept = database.prepare<[], Row>('SELECT * FROM queue_certificate').get();
  if (kept !== undefined && kept.ends_at > later(now, RENEWED_BEFORE) && kept.ends_at <= later(now, LIFETIME)) {
    return createSecureContext({ key: kept.private_key, cert: kept.certificate });
  }
  const { key, certificate } = await makeCertificate(options);
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

/** Issued by an authority that is forgotten at once: it can issue no second one. */
async function makeCertificate({
  now,
  entropy,
}: QueueCertificateOptions): Promise<{ key: string; certificate: string }> {
  const nobody = makeId('fleet', now, entropy);
  const authority = await openAuthority(nobody, await createAuthority(nobody));
  const key = createPrivateKeyPem();
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const hosts = [hostname(), 'localhost', '127.0.0.1'];
  const { certificate } = await authority.issueWeb({ publicKey, hosts, now });
  return { key, certificate };
}
