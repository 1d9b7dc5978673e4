import type { DeviceId, Instant, TerminalId } from '@holdover/kernel';
import type { TerminalCertificate, TerminalRecord } from './terminal.ts';

export type TerminalPatch = Partial<Omit<TerminalRecord, 'id' | 'deviceId' | 'enrolledAt'>>;

/** Invariant: a device has at most one terminal that is not revoked. */
export interface TerminalStore {
  create(terminal: TerminalRecord): Promise<void>;
  read(id: TerminalId): Promise<TerminalRecord | undefined>;
  /** The one that is not revoked. */
  ofDevice(deviceId: DeviceId): Promise<TerminalRecord | undefined>;
  /** All that are not revoked, in the order of enrolment. */
  living(): Promise<readonly TerminalRecord[]>;
  update(id: TerminalId, patch: TerminalPatch): Promise<void>;
  addCertificate(certificate: TerminalCertificate): Promise<void>;
  certificate(serial: string): Promise<TerminalCertificate | undefined>;
  certificatesOf(id: TerminalId): Promise<readonly TerminalCertificate[]>;
  /** The terminal and all its certificates, for ever. @returns serials that were alive until now */
  revoke(id: TerminalId, at: Instant): Promise<readonly string[]>;
}
