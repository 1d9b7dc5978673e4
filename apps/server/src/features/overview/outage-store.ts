import type { DeviceId, Instant, TerminalId } from '@holdover/kernel';
import type { Page } from '../../database/page.ts';

export interface Outage {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly startedAt: Instant;
  /** Null while it lasts. */
  readonly endedAt: Instant | null;
}

export interface NamedOutage extends Outage {
  readonly deviceName: string;
}

export interface OutageQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Part of a device's name. */
  readonly q?: string | undefined;
  readonly deviceId?: DeviceId | undefined;
  /** Lasting still, or ended after this. */
  readonly from?: Instant | undefined;
  /** Begun before this. */
  readonly until?: Instant | undefined;
  readonly now: Instant;
}

/** Those that last are no rows of their own: they are read from terminals in use that have no link. */
export interface OutageStore {
  add(outage: Outage & { readonly endedAt: Instant }): Promise<void>;
  /** Those that last, longest first; then the others, by their end, newest first. Devices that are gone have none. */
  page(question: OutageQuestion): Promise<Page<NamedOutage>>;
  forgetDevice(id: DeviceId): Promise<void>;
  forgetBefore(at: Instant): Promise<void>;
}
