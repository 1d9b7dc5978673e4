import type { ActivityId, Clock, Entropy, JobId, Logger } from '@holdover/kernel';
import type { LogLevelControl, StretchParameters } from '@holdover/nodejs';
import type { Documents, SealedDatabase } from '@holdover/sealed-store';
import type { PrinterSearch } from './features/discovery/discovered-printer.ts';
import type { SlowHash } from './keys/slow-hash.ts';

export interface HostPort {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface AdvertisedFleet {
  readonly host: string;
  readonly gatewayPort: number;
  readonly enrolmentPort: number;
}

/** C2. */
export const HEARTBEAT_SECONDS = 5;

/** What every server is given, however it is reached. */
interface CommonOptions {
  /** How often terminals and server tell each other that they are there (C2). */
  readonly heartbeatSeconds?: number;
  /**
   * Where terminals reach gateway and enrolment when that is not where they listen: behind port forwarding, or through
   * the demo's cable. Written into enrolment codes and into what an enrolled terminal is told.
   */
  readonly advertise?: AdvertisedFleet;
  /** Origins that may frame the console: the demo's start page. */
  readonly frameAncestors?: readonly string[];
  /** How printers of the local network are looked for; switched off without. */
  readonly findPrinters?: PrinterSearch;
  readonly logger: Logger;
  /** Where what the logger writes can be changed; without, a level that is saved counts at other servers alone. */
  readonly logLevel?: LogLevelControl;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Cost of the slow hash at first start; settings raise it. */
  readonly hashing?: { readonly pin: StretchParameters; readonly card: StretchParameters };
  /** Argon2id without. */
  readonly slowHash?: SlowHash;
}

/** Of a server that is reached by function calls alone: nothing here listens, and nothing has to be a file. */
export interface OpenServerOptions extends CommonOptions {
  /** The one secret of an installation, 32 bytes. */
  readonly serverKey: Uint8Array;
  /** PostgreSQL, the encrypted file, or an engine of the file's kind, opened by whoever gives it. */
  readonly database: { readonly url: string } | { readonly file: string } | { open(): SealedDatabase };
  /** Where documents of jobs are kept, encrypted; without, this server takes no jobs. */
  readonly documents?: Documents<JobId>;
  /** Where scans are kept until they are sent, encrypted; without, this server takes none. */
  readonly scans?: Documents<ActivityId>;
  /** Where imports of users are kept until they are over, encrypted; without, this server takes none. */
  readonly imports?: Documents<string>;
  /** Who can print to this server's queues; `network` without. */
  readonly queuesReach?: 'this-machine' | 'network';
  /** PEM of the console; plain HTTP on loopback without. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** Where the console was built; this installation's without. */
  readonly consoleDir?: string;
}

/** Where an installation keeps what it must not lose. */
export interface DataOptions {
  /** Holds the database, the documents of jobs, their key unless elsewhere, and nothing else. */
  readonly dataDir: string;
  /** `postgres://…`; the encrypted file in `dataDir` without. */
  readonly databaseUrl?: string;
  /** Default `dataDir`/server.key. */
  readonly serverKeyFile?: string;
}

export interface ServerOptions extends CommonOptions, DataOptions {
  /** Console and API. */
  readonly listen: HostPort;
  /** Terminals, over mutual TLS. */
  readonly gateway: HostPort;
  readonly enrolment: HostPort;
  /** Queues, over TLS alone; none without. */
  readonly ipp?: HostPort;
  /** Queues without TLS, on a loopback address: the demo's alone. */
  readonly plainIpp?: boolean;
  /** Shows the queues in the local network (DNS-SD), unless they are on loopback alone. */
  readonly announce?: boolean;
  /** PEM, of console and queues; by the fleet's own authority without. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** HTTP on a loopback address: the demo's alone. */
  readonly plainHttp?: boolean;
}

export interface RunningServer {
  readonly consoleUrl: string;
  /** Carries the one-time token; null once an administrator exists. */
  readonly setUpUrl: string | null;
  /** `host:port`. */
  readonly gateway: string | null;
  readonly enrolment: string | null;
  /** Where queues are served; null where they are not. */
  readonly ipp: string | null;
  /** Of a queue, as clients elsewhere reach it. */
  queueUri(path: string): string;
  close(): Promise<void>;
}
