import type { DeviceId, Instant, TerminalId } from '@holdover/kernel';

export type KeyProtector = 'tpm2' | 'systemd-credential' | 'keyfile';

/** The server's record of a terminal: what it should hold, and what it said it holds. */
export interface TerminalRecord {
  readonly id: TerminalId;
  readonly deviceId: DeviceId;
  readonly version: string;
  readonly keyProtector: KeyProtector;
  readonly enrolledAt: Instant;
  readonly revokedAt: Instant | null;
  /** F3: its journal is taken, nothing else. */
  readonly suspendedAt: Instant | null;
  readonly lastContactAt: Instant | null;
  /** A5: rises with every reset; names the cache key. */
  readonly generationDesired: number;
  readonly generationApplied: number;
  /** Rises with every change of what it should hold; settings that wait (A7) do not count. */
  readonly revisionDesired: number;
  readonly revisionApplied: number;
  /** Of what `revisionDesired` stands for, settings apart; empty before it was ever computed. */
  readonly contentDigest: string;
  /** A7: canonical JSON of the settings and profile that `revisionDesired` carries; null before the first synchronization. */
  readonly settingsDesired: string | null;
  /** The same, as acknowledged. */
  readonly settingsApplied: string | null;
  readonly acknowledgedAt: Instant | null;
  /** B5: up to when synchronized credentials are confirmed, as the terminal is known to know. */
  readonly confirmedAt: Instant | null;
  readonly journalBacklog: number;
  /** The panel's service PIN, sealed. */
  readonly servicePinSealed: string;
}

export interface TerminalCertificate {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly terminalId: TerminalId;
  readonly issuedAt: Instant;
  /** First proven; null for a successor that its terminal has not used yet. */
  readonly usedAt: Instant | null;
  /** When its successor was first used. */
  readonly supersededAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** Which authority issued it: hexadecimal SPKI hash. */
  readonly issuer: string;
}

export type NewTerminal = Pick<
  TerminalRecord,
  'id' | 'deviceId' | 'version' | 'keyProtector' | 'enrolledAt' | 'servicePinSealed'
>;

/** A terminal that has not pulled yet: generation 1 is wanted, nothing is held. */
export function newTerminal(given: NewTerminal): TerminalRecord {
  return {
    ...given,
    revokedAt: null,
    suspendedAt: null,
    lastContactAt: null,
    generationDesired: 1,
    generationApplied: 0,
    revisionDesired: 1,
    revisionApplied: 0,
    contentDigest: '',
    settingsDesired: null,
    settingsApplied: null,
    acknowledgedAt: null,
    confirmedAt: null,
    journalBacklog: 0,
  };
}
