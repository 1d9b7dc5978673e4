import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { StretchParameters } from '@holdover/nodejs';

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

export interface ServerOptions {
  /** Holds the database, its key unless elsewhere, and nothing else. */
  readonly dataDir: string;
  /** Console and API. */
  readonly listen: HostPort;
  /** Terminals, over mutual TLS. */
  readonly gateway: HostPort;
  readonly enrolment: HostPort;
  /** How often terminals and server tell each other that they are there (C2). */
  readonly heartbeatSeconds?: number;
  /**
   * Where terminals reach gateway and enrolment when that is not where they listen: behind port forwarding, or through
   * the demo's cable. Written into enrolment codes and into what an enrolled terminal is told.
   */
  readonly advertise?: AdvertisedFleet;
  /** `postgres://…`; the encrypted file in `dataDir` without. */
  readonly databaseUrl?: string;
  /** Default `dataDir`/server.key. */
  readonly serverKeyFile?: string;
  /** PEM; by the fleet's own authority without. */
  readonly tls?: { readonly certificate: string; readonly privateKey: string };
  /** HTTP on a loopback address: the demo's alone. */
  readonly plainHttp?: boolean;
  /** Origins that may frame the console: the demo's start page. */
  readonly frameAncestors?: readonly string[];
  readonly logger: Logger;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Cost of the slow hash, fixed at first start. */
  readonly hashing?: { readonly pin: StretchParameters; readonly card: StretchParameters };
}

export interface RunningServer {
  readonly consoleUrl: string;
  /** Carries the one-time token; null once an administrator exists. */
  readonly setUpUrl: string | null;
  /** `host:port`. */
  readonly gateway: string | null;
  readonly enrolment: string | null;
  close(): Promise<void>;
}
