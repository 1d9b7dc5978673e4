import type { DeviceId, Instant, TerminalId } from '@holdover/kernel';
import type { PrinterReport } from '@holdover/protocol';

/** What the terminal at a device told last of its printer. */
export interface ReportedPrinter extends PrinterReport {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly reportedAt: Instant;
}

/** Invariant: of a terminal that was revoked there is nothing here; so a device has at most one printer. */
export interface PrinterStore {
  put(printer: ReportedPrinter): Promise<void>;
  /** Its terminal is gone. */
  remove(terminalId: TerminalId): Promise<void>;
  /** Devices whose terminal has told nothing are missing. */
  ofDevices(ids: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, ReportedPrinter>>;
}
