import type { Device as ApiDevice } from '@holdover/api';
import type { ActivityId, Clock, DeviceId, Digest, Entropy, Logger } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';
import type { Changes } from './changes/change.ts';
import type { Database } from './database/database.ts';
import type { EventHub } from './events/event-hub.ts';
import type { Spool } from './features/jobs/spool.ts';
import type { FleetSignals } from './fleet-signals.ts';
import type { RouteRegistrar } from './http/call.ts';
import type { ServerKeys } from './keys/server-keys.ts';
import type { SlowHash } from './keys/slow-hash.ts';
import type { Stores } from './stores.ts';
import type { AdvertisedFleet } from './server-options.ts';

/** What the fleet's part of the server is given: authority, enrolment, gateway, terminals, sync, journal intake, sessions. */
export interface FleetDeps {
  readonly database: Database;
  /** Over the database, outside any transaction. */
  readonly stores: Stores;
  readonly changes: Changes;
  readonly keys: ServerKeys;
  readonly events: EventHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly slowHash: SlowHash;
  readonly logger: Logger;
  /** Where the server's jobs are. */
  readonly spool: Spool;
  /** Where scans are kept until they are sent; none are taken without. */
  readonly scans?: Documents<ActivityId>;
  readonly advertise?: AdvertisedFleet;
  /** C2; 5 without. */
  readonly heartbeatSeconds?: number;
}

/** The terminal at a device, as lists show it. */
export type DeviceTerminal = NonNullable<ApiDevice['terminal']>;

export interface TerminalDirectory {
  /** Devices that are missing have none. Called outside transactions. */
  terminalsOf(devices: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, DeviceTerminal>>;
  /** Until the database says of every terminal what is so now. */
  settle(): Promise<void>;
}

/** A certificate for the console's listener. */
export interface WebIdentity {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Certificates are PEM. */
export interface FleetIdentity {
  /** R1. */
  readonly incarnation: number;
  readonly gateway: string | null;
  /** Every authority that counts; the first issues. */
  readonly authorities: string;
}

/** The fleet's part, as console and REST interface know it. */
export interface Fleet {
  readonly signals: FleetSignals;
  readonly terminals: TerminalDirectory;
  /** Who this server is towards its terminals, now. */
  identity(): FleetIdentity;
  /** How e-mail is sent has changed. */
  mailChanged(): void;
  /** The operations of the REST interface that it answers. */
  registerRoutes(routes: RouteRegistrar): void;
}
