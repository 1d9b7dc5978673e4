import type { FleetId, Instant } from '@holdover/kernel';
import type { Incarnation } from '@holdover/protocol';

/** The fleet's identity as it is kept; private keys sealed, base64url. */
export interface AuthorityRecord {
  readonly fleetId: FleetId;
  /** PEM. */
  readonly certificate: string;
  readonly sealedKey: string;
  /** PEM. */
  readonly gatewayCertificate: string;
  readonly gatewaySealedKey: string;
  readonly signingSealedKey: string;
  readonly incarnation: Incarnation;
  readonly createdAt: Instant;
}

/** Invariant: at most one record. */
export interface AuthorityStore {
  read(): Promise<AuthorityRecord | undefined>;
  create(record: AuthorityRecord): Promise<void>;
}
