import type { ActivityId, DeviceId, Instant, TerminalId, UserId } from '@holdover/kernel';
import type { ScanUpload } from '@holdover/protocol';

/**
 * `waiting` for the mail server · `sent` · `dropped` its owner is gone, or has no address any more · `failed` given up, with an alert.
 * Only a waiting one has a document.
 */
export type ScanState = 'waiting' | 'sent' | 'dropped' | 'failed';

/** A scan that a terminal handed in; its activity's id makes it once. */
export interface Scan {
  readonly id: ActivityId;
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly userId: UserId;
  readonly fileName: string;
  readonly format: ScanUpload['format'];
  readonly pages: number;
  readonly bytes: number;
  readonly scannedAt: Instant;
  readonly receivedAt: Instant;
  readonly state: ScanState;
  readonly attempts: number;
  /** When it is tried next. */
  readonly nextAt: Instant;
  readonly endedAt: Instant | null;
  /** The mail server's last words. */
  readonly detail: string;
}

export interface ScanStore {
  has(id: ActivityId): Promise<boolean>;
  /** @returns false where it is there already */
  insert(scan: Scan): Promise<boolean>;
  /** In no order; also those whose documents another server has. */
  waiting(): Promise<readonly Scan[]>;
  again(id: ActivityId, tried: Pick<Scan, 'nextAt' | 'attempts' | 'detail'>): Promise<void>;
  end(
    id: ActivityId,
    ended: { readonly state: Exclude<ScanState, 'waiting'>; readonly at: Instant; readonly detail: string },
  ): Promise<void>;
  /** All that wait are tried from now on. */
  retryAll(now: Instant): Promise<void>;
  forgetEnded(before: Instant): Promise<void>;
}
