import type { Logger } from '@holdover/kernel';
import {
  journalBatch,
  loginRequest,
  PATHS,
  PROTOCOL_VERSION,
  stateAcknowledgement,
  stateRequest,
} from '@holdover/protocol';
import type { JournalIntake } from '../features/journal-intake/journal-intake.ts';
import type { OnlineLogins } from '../features/sessions/online-login.ts';
import type { TerminalSync } from '../features/sync/terminal-sync.ts';
import { gatewayRoute, type GatewayRoute } from './gateway-route.ts';
import { GatewayRefusal } from './json-exchange.ts';

export interface GatewayRoutesDeps {
  readonly sync: TerminalSync;
  readonly logins: OnlineLogins;
  readonly intake: JournalIntake;
  readonly logger: Logger;
  /** A terminal holds what it did not hold before. */
  readonly onRollout: () => void;
}

const SMALL = 16_384;
/** 500 records of at most 8,192 characters, escaped as JSON within JSON. */
const JOURNAL_BYTES = 16 * 1024 * 1024;

/** What a terminal may ask over mutual TLS. */
export function createGatewayRoutes({
  sync,
  logins,
  intake,
  logger,
  onRollout,
}: GatewayRoutesDeps): readonly GatewayRoute[] {
  return [
    gatewayRoute({
      path: PATHS.state,
      request: stateRequest,
      mostBytes: SMALL,
      admits: 'trusted',
      answer: ({ terminal }, request) => {
        if (request.protocol > PROTOCOL_VERSION) {
          throw new GatewayRefusal('protocol-too-new', `This server speaks protocol ${PROTOCOL_VERSION}`);
        }
        return sync.pull(terminal.id, request);
      },
    }),
    gatewayRoute({
      path: PATHS.stateAcknowledgement,
      request: stateAcknowledgement,
      mostBytes: SMALL,
      admits: 'trusted',
      answer: async ({ terminal }, acknowledgement) => {
        const known = await sync.acknowledge(terminal.id, acknowledgement);
        if (!known)
          logger.info('An acknowledgement came late', { terminalId: terminal.id, revision: acknowledgement.revision });
        onRollout();
        return undefined;
      },
    }),
    gatewayRoute({
      path: PATHS.login,
      request: loginRequest,
      mostBytes: SMALL,
      admits: 'trusted',
      answer: (peer, request) => logins.decide(peer, request),
    }),
    gatewayRoute({
      path: PATHS.journal,
      request: journalBatch,
      mostBytes: JOURNAL_BYTES,
      admits: 'suspended-too',
      answer: ({ terminal }, batch) => intake.accept(terminal, batch),
    }),
  ];
}
