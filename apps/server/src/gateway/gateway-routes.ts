import type { Logger } from '@holdover/kernel';
import {
  journalBatch,
  loginRequest,
  PATHS,
  PROTOCOL_VERSION,
  renewalRequest,
  stateAcknowledgement,
  stateRequest,
} from '@holdover/protocol';
import type { KeyRenewals } from '../features/enrolment/key-renewals.ts';
import type { JournalIntake } from '../features/journal-intake/journal-intake.ts';
import type { OnlineLogins } from '../features/sessions/online-login.ts';
import type { TerminalSync } from '../features/sync/terminal-sync.ts';
import { gatewayRoute, type GatewayRoute } from './gateway-route.ts';
import { GatewayRefusal } from './json-exchange.ts';

export interface GatewayRoutesDeps {
  readonly sync: TerminalSync;
  readonly logins: OnlineLogins;
  readonly intake: JournalIntake;
  readonly renewals: KeyRenewals;
  readonly logger: Logger;
  /** A terminal holds what it did not hold before. */
  readonly onRollout: () => void;
}

const SMALL = 16_384;
/** A terminal sends a million characters at most, and one record more; escaped as JSON within JSON they may be six times as long. */
const JOURNAL_BYTES = 16 * 1024 * 1024;

const TRUSTED = { mostBytes: SMALL, admits: 'trusted', needs: 'everything' } as const;

/** What a terminal may ask over mutual TLS. */
export function createGatewayRoutes({
  sync,
  logins,
  intake,
  renewals,
  logger,
  onRollout,
}: GatewayRoutesDeps): readonly GatewayRoute[] {
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

function requireKnown(protocol: number): void {
  if (protocol <= PROTOCOL_VERSION) return;
  throw new GatewayRefusal('protocol-too-new', `This server speaks protocol ${PROTOCOL_VERSION}`);
}
