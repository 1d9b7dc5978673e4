import type { CredentialId, DeviceId, Instant, JobId, TerminalId, UserId } from '@holdover/kernel';
import type { Credential, CredentialKind } from '../credentials/credential.ts';
import type { KeyProtector } from '../terminals/terminal.ts';

/** A terminal whose device was reported stolen, with what it held then. */
export interface StolenReport {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly keyProtector: KeyProtector;
  readonly reportedAt: Instant;
}

export interface StolenJob {
  readonly id: JobId;
  readonly name: string;
  readonly userName: string;
}

/** A credential it held. Names are of when it was reported. */
export interface StolenCredential {
  readonly id: CredentialId;
  readonly kind: CredentialKind;
  readonly ending: string;
  readonly userId: UserId;
  readonly userName: string;
  readonly fullName: string;
  /** A generated PIN is in its place. */
  readonly replaced: boolean;
  /** As it is now; undefined where it was deleted since. */
  readonly present: Credential | undefined;
}

/** Invariant: a terminal is reported once; nothing of a report is forgotten. */
export interface StolenReportStore {
  create(report: StolenReport): Promise<void>;
  /** Newest first: a device may be stolen again, with another terminal. */
  ofDevice(deviceId: DeviceId): Promise<readonly StolenReport[]>;
  /** When each of them was last reported; one that never was is left out. */
  lastOf(deviceIds: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, Instant>>;
  /** What a terminal holds, or is sent: the report keeps that. */
  keepHeld(terminalId: TerminalId): Promise<void>;
  /** Of all reports of a device, each once, by user name. */
  credentials(deviceId: DeviceId): Promise<readonly StolenCredential[]>;
  jobs(deviceId: DeviceId): Promise<readonly StolenJob[]>;
  markReplaced(ids: readonly CredentialId[]): Promise<void>;
}
