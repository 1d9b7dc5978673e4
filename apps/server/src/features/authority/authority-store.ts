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

/** While one authority replaces another: trusted beside the one that issues. */
export interface AuthorityBeside {
  /** `next` terminals learn to trust it, it issues nothing yet · `previous` it issues nothing any more. */
  readonly state: 'next' | 'previous';
  /** PEM. */
  readonly certificate: string;
  /** Of the next one; the previous one's is gone. */
  readonly sealedKey: string | null;
  readonly since: Instant;
}

/** What a roll changes of the record. */
export type RolledAuthority = Pick<
  AuthorityRecord,
  'certificate' | 'sealedKey' | 'gatewayCertificate' | 'gatewaySealedKey'
>;

/** Invariant: at most one record, and one authority beside it. */
export interface AuthorityStore {
  read(): Promise<AuthorityRecord | undefined>;
  create(record: AuthorityRecord): Promise<void>;
  replace(rolled: RolledAuthority): Promise<void>;
  beside(): Promise<AuthorityBeside | undefined>;
  putBeside(beside: AuthorityBeside): Promise<void>;
  removeBeside(): Promise<void>;
}
