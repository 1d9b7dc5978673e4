import type { CredentialId, DeviceId, Instant, TerminalId, UserId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { TerminalCertificate, TerminalRecord } from './terminal.ts';

/** A terminal and the device it guards. */
export interface NamedTerminal extends TerminalRecord {
  readonly deviceName: string;
}

export type TerminalPatch = Partial<Omit<TerminalRecord, 'id' | 'deviceId' | 'enrolledAt'>>;

export type TerminalQuestion = PageQuestion & { readonly q?: string | undefined };

/** What a cache may have. */
export type HeldSubject = { readonly user: UserId } | { readonly credentials: readonly CredentialId[] };

/** Invariant: a device has at most one terminal that is not revoked. */
export interface TerminalStore {
  create(terminal: TerminalRecord): Promise<void>;
  read(id: TerminalId): Promise<TerminalRecord | undefined>;
  /** The one that is not revoked. */
  ofDevice(deviceId: DeviceId): Promise<TerminalRecord | undefined>;
  lastRevoked(deviceId: DeviceId): Promise<TerminalRecord | undefined>;
  ofDevices(deviceIds: readonly DeviceId[]): Promise<readonly TerminalRecord[]>;
  /** Whose cache has something of this user; revoked ones too. */
  holdingUser(userId: UserId): Promise<readonly TerminalRecord[]>;
  /** With the name of its device; page by page, by device name. */
  page(question: TerminalQuestion): Promise<Page<NamedTerminal>>;
  /** All that are not revoked, in the order of enrolment. */
  living(): Promise<readonly TerminalRecord[]>;
  countLiving(): Promise<number>;
  /** A5: everybody who is not revoked, or one. */
  raiseGenerations(id?: TerminalId): Promise<void>;
  /** Whoever holds it is told another revision, whatever it is to hold. */
  forgetContent(held: HeldSubject): Promise<void>;
  /** Waits until no other transaction is changing this terminal. Inside a transaction only. */
  lock(id: TerminalId): Promise<void>;
  update(id: TerminalId, patch: TerminalPatch): Promise<void>;
  addCertificate(certificate: TerminalCertificate): Promise<void>;
  certificate(serial: string): Promise<TerminalCertificate | undefined>;
  /** In the order they were issued. */
  certificatesOf(id: TerminalId): Promise<readonly TerminalCertificate[]>;
  /** A successor nobody used and nobody will: its terminal asked for another. */
  removeUnused(id: TerminalId): Promise<void>;
  /**
   * The first use of a certificate: those before it are superseded from now on.
   * @returns the serials that are; undefined when it was used before
   */
  markUsed(certificate: TerminalCertificate, at: Instant): Promise<readonly string[] | undefined>;
  /** How many living certificates of living terminals each authority has issued, by its SPKI hash. */
  countByIssuer(): Promise<ReadonlyMap<string, number>>;
  /** Living terminals with a living certificate by this authority. */
  certifiedBy(issuer: string): Promise<readonly TerminalRecord[]>;
  /** The terminal and all its certificates, for ever. @returns serials that were alive until now */
  revoke(id: TerminalId, at: Instant): Promise<readonly string[]>;
}
