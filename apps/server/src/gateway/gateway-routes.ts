import type { Logger } from '@holdover/kernel';
import {
  cardRegistration,
  deviceJobs,
  jobClaim,
  jobDocumentRequest,
  jobProgress,
  jobRemoval,
  jobsRequest,
  journalBatch,
  loginRequest,
  PATHS,
  pinChange,
  printerReport,
  PROTOCOL_VERSION,
  renewalRequest,
  scanUpload,
  stateAcknowledgement,
  stateRequest,
} from '@holdover/protocol';
import type { PrinterReports } from '../features/devices/printer-reports.ts';
import type { KeyRenewals } from '../features/enrolment/key-renewals.ts';
import type { JobClaims } from '../features/jobs/claims.ts';
import type { DeviceJobStore } from '../features/jobs/job-store.ts';
import type { JournalIntake } from '../features/journal-intake/journal-intake.ts';
import type { OwnCredentials } from '../features/own-credentials/own-credentials.ts';
import type { ScanIntake } from '../features/scans/scan-intake.ts';
import type { OnlineLogins } from '../features/sessions/online-login.ts';
import type { TerminalSync } from '../features/sync/terminal-sync.ts';
import {
  documentRoute,
  gatewayRoute,
  uploadRoute,
  type DocumentRoute,
  type GatewayRoute,
  type UploadRoute,
} from './gateway-route.ts';
import { GatewayRefusal } from './json-exchange.ts';

export interface GatewayRoutesDeps {
  readonly sync: TerminalSync;
  readonly logins: OnlineLogins;
  readonly ownCredentials: OwnCredentials;
  readonly intake: JournalIntake;
  readonly renewals: KeyRenewals;
  readonly claims: JobClaims;
  readonly scans: ScanIntake;
  readonly printers: PrinterReports;
  readonly deviceJobs: Pick<DeviceJobStore, 'replaceAll'>;
  readonly logger: Logger;
  /** A terminal holds what it did not hold before. */
  readonly onRollout: () => void;
}

const SMALL = 16_384;
/** A terminal sends a million characters at most, and one record more; escaped as JSON within JSON they may be six times as long. */
const JOURNAL_BYTES = 16 * 1024 * 1024;

/** Two thousand jobs of a spool, with the longest names. */
const DEVICE_JOBS_BYTES = 8 * 1024 * 1024;
/** A thousand activities; or a report with the longest lists. */
const LISTS_BYTES = 262_144;

const TRUSTED = { mostBytes: SMALL, admits: 'trusted', needs: 'everything' } as const;

/** What a terminal may ask over mutual TLS. */
export function createGatewayRoutes(deps: GatewayRoutesDeps): readonly (GatewayRoute | DocumentRoute | UploadRoute)[] {
  return [
    scanRoute(deps),
    ...stateRoutes(deps),
    ...recordRoutes(deps),
    ...ownRoutes(deps),
    ...jobRoutes(deps),
    ...reportRoutes(deps),
  ];
}

function scanRoute({ scans }: GatewayRoutesDeps): UploadRoute {
  return uploadRoute({ ...TRUSTED, path: PATHS.scan, request: scanUpload, take: scans.take });
}

function stateRoutes({ sync, logger, onRollout }: GatewayRoutesDeps): readonly GatewayRoute[] {
  return [
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.state,
      request: stateRequest,
      answer: ({ terminal }, request) => {
        requireKnown(request.protocol);
        return sync.pull(terminal.id, request);
      },
    }),
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.stateAcknowledgement,
      request: stateAcknowledgement,
      answer: async ({ terminal }, acknowledgement) => {
        const known = await sync.acknowledge(terminal.id, acknowledgement);
        if (!known)
          logger.info('An acknowledgement came late', { terminalId: terminal.id, revision: acknowledgement.revision });
        onRollout();
        return undefined;
      },
    }),
  ];
}

/** B9: people's own cards and PINs. */
function ownRoutes({ ownCredentials }: GatewayRoutesDeps): readonly GatewayRoute[] {
  return [
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.cardRegistration,
      request: cardRegistration,
      answer: (peer, request) => ownCredentials.registerCard(peer, request),
    }),
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.pinChange,
      request: pinChange,
      answer: (peer, request) => ownCredentials.changePin(peer, request),
    }),
  ];
}

function recordRoutes({ logins, intake, renewals }: GatewayRoutesDeps): readonly GatewayRoute[] {
  return [
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.login,
      request: loginRequest,
      answer: (peer, request) => logins.decide(peer, request),
    }),
    gatewayRoute({
      path: PATHS.journal,
      request: journalBatch,
      mostBytes: JOURNAL_BYTES,
      admits: 'suspended-too',
      needs: 'journal',
      answer: ({ terminal }, batch) => intake.accept(terminal, batch),
    }),
    gatewayRoute({
      ...TRUSTED,
      path: PATHS.renewal,
      request: renewalRequest,
      needs: 'renewal',
      answer: (peer, request) => {
        requireKnown(request.protocol);
        return renewals.renew(peer, request);
      },
    }),
  ];
}

/** G1, G4: jobs of the server. */
function jobRoutes({ claims }: GatewayRoutesDeps): readonly (GatewayRoute | DocumentRoute)[] {
  return [
    gatewayRoute({ ...TRUSTED, path: PATHS.jobs, request: jobsRequest, answer: claims.list }),
    gatewayRoute({ ...TRUSTED, path: PATHS.jobClaim, request: jobClaim, answer: claims.claim }),
    gatewayRoute({
      ...TRUSTED,
      mostBytes: LISTS_BYTES,
      path: PATHS.jobProgress,
      request: jobProgress,
      answer: claims.progress,
    }),
    gatewayRoute({ ...TRUSTED, path: PATHS.jobRemoval, request: jobRemoval, answer: claims.remove }),
    documentRoute({ ...TRUSTED, path: PATHS.jobDocument, request: jobDocumentRequest, open: claims.document }),
  ];
}

/** What a terminal tells of its own spool and of its printer. */
function reportRoutes({ printers, deviceJobs: store }: GatewayRoutesDeps): readonly GatewayRoute[] {
  return [
    gatewayRoute({
      ...TRUSTED,
      mostBytes: DEVICE_JOBS_BYTES,
      path: PATHS.deviceJobs,
      request: deviceJobs,
      answer: async ({ terminal }, { jobs }) => {
        await store.replaceAll(terminal, jobs);
        return undefined;
      },
    }),
    gatewayRoute({
      ...TRUSTED,
      mostBytes: LISTS_BYTES,
      path: PATHS.printerReport,
      request: printerReport,
      answer: async ({ terminal }, report) => {
        await printers.accept(terminal, report);
        return undefined;
      },
    }),
  ];
}

function requireKnown(protocol: number): void {
  if (protocol <= PROTOCOL_VERSION) return;
  throw new GatewayRefusal('protocol-too-new', `This server speaks protocol ${PROTOCOL_VERSION}`);
}
