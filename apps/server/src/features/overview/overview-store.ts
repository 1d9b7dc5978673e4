import type { DeviceModel, LinkCounts } from '@holdover/api';
import type { DeviceGroupId, DeviceId, Instant, ProfileId } from '@holdover/kernel';
import type { TerminalLink } from './links.ts';

export type LinkTotals = LinkCounts & { readonly total: number };

export interface MappedDevice {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: DeviceModel;
  readonly link: TerminalLink | 'none';
  readonly active: boolean;
  /** An alert stands for it. */
  readonly alert: boolean;
}

export interface MappedGroup {
  readonly id: DeviceGroupId | null;
  readonly name: string;
  readonly site: boolean;
  readonly devices: LinkTotals;
  readonly items: readonly MappedDevice[];
}

export interface EndingCache {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly validUntil: Instant;
}

/** What the fleet amounts to. Each answer is a few statements, however large the fleet is. */
export interface OverviewStore {
  devices(): Promise<LinkTotals>;
  /** Sites, then other groups, by name; devices in none last, where there are such. With at most `most` devices each, those in trouble first. */
  map(most: number): Promise<readonly MappedGroup[]>;
  users(): Promise<{ readonly total: number; readonly enabled: number }>;
  terminals(): Promise<{ readonly total: number; readonly backlog: number; readonly backlogged: number }>;
  /** A4: terminals that hold all they should. @param newest what terminals of a profile should have of settings, as text */
  applied(newest: ReadonlyMap<ProfileId, string>): Promise<number>;
  /** B5, H1: of terminals that are away, those whose last synchronized credential ends by `by`; soonest first. */
  endingCaches(by: Instant, most: number): Promise<{ readonly count: number; readonly items: readonly EndingCache[] }>;
  standingAlerts(): Promise<number>;
  openReview(): Promise<number>;
  hasCredentials(): Promise<boolean>;
  hasOfflineLogin(): Promise<boolean>;
}
