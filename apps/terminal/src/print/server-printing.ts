import type { ActivityId, Cancel, Clock, Logger, UserId } from '@holdover/kernel';
import type { DeviceJobs, PrinterReport } from '@holdover/protocol';
import type { GatewayClient } from '../link/gateway-client.ts';
import { createAttendedJobs } from './attended-jobs.ts';
import { createClaims, type Claims } from './claims.ts';
import { createDirectPrints } from './direct-prints.ts';
import type { PrintLine } from './print-line.ts';
import { createReporter } from './reporter.ts';
import { createServerJobs, type ServerJobs } from './server-jobs.ts';
import type { ServerReleases } from './server-releases.ts';

/** What printing needs of the server, and of what is kept about it. */
export interface PrintServer {
  readonly client: Pick<
    GatewayClient,
    'jobs' | 'claimJob' | 'jobDocument' | 'jobProgress' | 'removeJob' | 'deviceJobs' | 'printerReport'
  >;
  readonly isConnected: () => boolean;
  /** Records that the server has not acknowledged. */
  readonly journalBacklog: () => number;
  readonly releases: ServerReleases;
}

export interface ServerSource {
  readonly jobs: ServerJobs;
  readonly claims: Claims;
}

export interface ServerSourceOptions extends PrintServer {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onCancel: (activity: ActivityId) => void;
}

/** The jobs of the server, and what of them this terminal has. */
export function createServerSource(options: ServerSourceOptions): ServerSource {
  const claims = createClaims(options);
  return { claims, jobs: createServerJobs({ ...options, claims }) };
}

export interface ServerPrintingOptions extends PrintServer, ServerSource {
  readonly line: PrintLine;
  readonly spoolReport: () => DeviceJobs;
  readonly printerReport: () => PrinterReport | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps terminal and server informed of each other's jobs while the link stands. */
export interface ServerPrinting {
  /** Who is at the panel now; undefined when nobody is. */
  attend(user: UserId | undefined): void;
  /** A doorbell. */
  rang(): void;
  /** The link may have come or gone. */
  linkChanged(): void;
  spoolChanged(): void;
  printerChanged(): void;
  readonly close: Cancel;
}

export function createServerPrinting(options: ServerPrintingOptions): ServerPrinting {
  const { client, jobs, claims, isConnected, clock } = options;
  const attended = createAttendedJobs(options);
  const direct = createDirectPrints(options);
  const spool = createReporter({
    report: options.spoolReport,
    send: (report) => client.deviceJobs(report),
    isConnected,
    clock,
  });
  const printer = createReporter({
    report: options.printerReport,
    send: (report) => client.printerReport(report),
    isConnected,
    clock,
  });
  const rang = (): void => {
    attended.look();
    direct.look();
  };
  let wasConnected = false;
  const returned = (): void => {
    claims.tell();
    spool.returned();
    printer.returned();
    rang();
  };

  return {
    attend: (user) => attended.attend(user),
    rang,
    linkChanged() {
      const now = isConnected();
      if (now === wasConnected) return;
      wasConnected = now;
      jobs.linkChanged();
      if (now) returned();
    },
    spoolChanged: () => spool.changed(),
    printerChanged: () => printer.changed(),
    close() {
      for (const part of [attended, direct, spool, printer, claims]) part.close();
    },
  };
}
