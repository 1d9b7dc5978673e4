import type { ApiClient, DeviceModel } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import type { Cable } from '../cable/cable.ts';
import type { SampleUser } from '../props/sample-users.ts';
import type { DeviceHands } from './device-hands.ts';
import type { PanelClient } from './panel-client.ts';
import type { Administrator } from './server-access.ts';

/** Everything the demonstration runs: real parts, joined by the cable. */
export interface World {
  readonly consoleUrl: string;
  readonly administrator: Administrator;
  /** An API token of the server. */
  readonly token: string;
  readonly users: readonly SampleUser[];
  readonly api: ApiClient;
  readonly cable: Cable;
  /** Of the print server: documents follow their owner to any device. */
  readonly serverQueueUri: string;
  readonly devices: readonly StagedDevice[];
  close(): Promise<void>;
}

/** A virtual device with the terminal that guards it. */
export interface StagedDevice {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: DeviceModel;
  readonly panelUrl: string;
  readonly panel: PanelClient;
  /** The terminal's queue: where people send documents. */
  readonly queueUri: string;
  /** The device itself: where the terminal sends what is released. */
  readonly printerUri: string;
  readonly hands: DeviceHands;
  readonly outDir: string;
  readonly esclUrl: string;
  /** `HOST:PORT` */
  readonly snmp: string;
  /** Sends every journal record it keeps once more. @returns how many */
  repeatUpload(): Promise<number>;
}

/** A3: every model but `other`. */
export const hasOfflineLogin = (device: StagedDevice): boolean => device.model !== 'other';
