/** What a device has counted in its life; null where it does not say. */
export interface DeviceCounters {
  /** Which device counted: its serial number, else its address. Differences are taken between readings of one device alone. */
  readonly device: string;
  readonly impressions: number;
  readonly colorImpressions: number | null;
  readonly sheets: number | null;
}

/**
 * What a terminal needs of a device beyond IPP and eSCL: its panel locked or free, and its counters. One adapter a kind of device.
 * Every call settles within a few seconds. Faults: `device-unreachable` (retryable), `device-refused` it answers and will not,
 * `device-not-understood` it answers something else.
 * Invariant: `lock` and `unlock` are true when they resolve, and may be called again at any time.
 */
export interface DeviceAdapter {
  /** For people: what kind it is, and where; no secret. */
  readonly name: string;
  /** Whether it can free and lock the device's own panel; one that cannot only counts. */
  canLock(): Promise<boolean>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  isLocked(): Promise<boolean>;
  /** As they are now: pages of before are in. */
  counters(): Promise<DeviceCounters>;
  close(): void;
}
