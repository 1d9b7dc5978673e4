import type { Clock, Instant } from '@holdover/kernel';
import type { Attribute } from '../codec/message.ts';
import type { PrinterState } from '../registry/states.ts';
import type { JobsPort, Outcome } from './jobs-port.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What changes while a printer runs. */
export interface PrinterStatus {
  readonly state: PrinterState;
  readonly reasons: readonly string[];
  readonly message?: string;
  readonly acceptingJobs: boolean;
  readonly changedAt: Instant;
  /** Further attributes, as lifetime counters and supplies; replace others of the same name. */
  readonly attributes: readonly Attribute[];
}

/** How a request came: decides the uris in the answer. */
export interface Arrival {
  /** The uri of this printer as the client can reach it, without a slash at the end. */
  readonly printerUri: string;
  /** All uris of this printer, this one among them. */
  readonly uris: readonly string[];
  /** Set where the transport has authenticated somebody; it then stands for requesting-user-name. */
  readonly authenticatedUser?: string | undefined;
}

/**
 * Who a job's user is: `requesting-user-name` whoever the client claims · `basic` whom the transport has authenticated
 * (RFC 7617), over TLS only.
 */
export type Authentication = 'requesting-user-name' | 'basic';

export type Decompress = (data: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** What operators do to a printer. */
export interface PrinterControl {
  /** Everybody else is refused with client-error-not-authorized. */
  readonly isOperator: (userName: string | undefined, arrival: Arrival) => boolean;
  /** RFC 8011 §4.2.7: nothing is printed until `resume`. */
  pause(): Promise<Outcome<void>>;
  resume(): Promise<Outcome<void>>;
  /** RFC 3998 §3.1: whether new jobs are taken. */
  accept(jobs: boolean): Promise<Outcome<void>>;
}

export interface PrinterOptions {
  /** As `/ipp/print`. */
  readonly path: string;
  /** What it can do, see `describePrinter`; may change while it runs, but for operations-supported. */
  readonly description: () => readonly Attribute[];
  readonly status: () => PrinterStatus;
  readonly jobs: JobsPort;
  /** RFC 8011 §5.4.2; `requesting-user-name` unless told. */
  readonly authentication?: Authentication | undefined;
  readonly clock: Clock;
  /** Of one document, its compression undone: what has more is refused where it stands. Unbounded unless told. */
  readonly mostBytes?: number | undefined;
  /** For each value of compression-supported but `none`. */
  readonly decompress?: Readonly<Record<string, Decompress>>;
  /** Without it a printer has no operators. */
  readonly control?: PrinterControl | undefined;
  readonly identify?: (actions: readonly string[]) => void;
}

/** What serving one request needs to know of the printer. */
export interface Served extends PrinterOptions {
  readonly startedAt: Instant;
  readonly subscriptions: Subscriptions;
  /** RFC 8011 §5.4.29: seconds since the start, beginning with 1. */
  upTime(): number;
}
