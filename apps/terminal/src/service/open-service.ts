import type { PanelServiceStatus } from '@holdover/api';
import { createIppClient } from '@holdover/ipp';
import { Fault, toRfc3339, type Cancel, type Instant } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { asksServer, type LinkMode } from '@holdover/offline-login';
import type { OpenTerminal } from '../open-terminal.ts';
import { createPinThrottle } from '../session/pin-throttle.ts';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { Ports, TerminalSelf } from '../terminal-options.ts';
import { TERMINAL_VERSION } from '../version.ts';
import { createServiceDesk, SERVICE_PIN_RULES } from './service-desk.ts';
import type { Service } from './service.ts';
import { testPage, type TestPageOutcome } from './test-page.ts';

export interface ServiceParts {
  readonly self: Omit<TerminalSelf, 'serial'>;
  /** What is kept of the service PIN. */
  readonly servicePin: () => string;
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  /** Journal and throttles. */
  readonly database: SealedDatabase;
  readonly terminal: OpenTerminal;
  /** Nothing is left to be handed in by a terminal that left its fleet. */
  readonly forget: () => Promise<void>;
}

export function openService(ports: Ports, parts: ServiceParts): Service {
  const { clock, entropy, logger } = ports;
  const { records, server, sessions } = parts.terminal;
  const linkSince = watchLink(parts.terminal);
  const throttle = createPinThrottle({
    clock,
    database: parts.database,
    name: 'service-pin-bucket',
    policy: () => SERVICE_PIN_RULES,
  });
  const desk = createServiceDesk({ kept: parts.servicePin, throttle, clock, entropy, logger });
  const handedIn = forgetWhenHandedIn(ports, parts);
  return {
    desk,
    status: () => statusOf(ports, parts, linkSince()),
    synchronize() {
      if (!asksServer(server.link.mode())) return false;
      server.synchronizer.request('synchronize');
      return true;
    },
    printTestPage: () => printTestPage(ports, parts),
    leaveFleet() {
      logger.warn('The terminal leaves its fleet: its cache is wiped, what its journal holds goes up');
      records.membership.leave();
      const session = sessions.keeper.current();
      if (session !== undefined) sessions.keeper.logout(session.id);
      records.cache.wipe();
      desk.close();
      records.changes.notify();
    },
    close() {
      handedIn();
      desk.close();
    },
  };
}

function watchLink({ server, sessions }: OpenTerminal): () => Instant {
  let mode: LinkMode = server.link.mode();
  let since = sessions.now();
  const look = (): Instant => {
    if (server.link.mode() !== mode) {
      mode = server.link.mode();
      since = sessions.now();
    }
    return since;
  };
  server.onLink(look);
  return look;
}

function statusOf(ports: Ports, parts: ServiceParts, linkSince: Instant): PanelServiceStatus {
  const { self, printer, terminal } = parts;
  const { records, server, sessions } = terminal;
  const state = records.cache.state();
  const { deviceAdapter } = ports;
  return {
    link: server.link.mode(),
    linkSince: toRfc3339(linkSince),
    lastSynchronizedAt: state === undefined ? null : toRfc3339(state.confirmedAt),
    cachedUsers: records.cache.counts().users,
    journalBacklog: records.journal.backlog(),
    keyProtector: self.keyProtector,
    terminalVersion: TERMINAL_VERSION,
    deviceName: state?.device.name ?? self.deviceName,
    terminalId: self.terminalId,
    printer: {
      uri: printer,
      makeAndModel: sessions.printing.abilities().makeAndModel,
      trouble: sessions.printing.trouble() ?? null,
    },
    scanner: sessions.copyAndScan.scanner() ?? null,
    cardReader: sessions.cards.reader(),
    deviceAdapter:
      deviceAdapter === undefined ? null : { name: deviceAdapter.name, trouble: sessions.unlock.trouble() ?? null },
    heldScans: sessions.delivery.held(),
  };
}

/**
 * A page of no activity: F7 books it as what nobody explains (ADR 26). So it is printed only while nothing of ours prints and
 * nobody has unlocked the device: else it would be theirs.
 */
async function printTestPage(ports: Ports, { self, printer, terminal }: ServiceParts): Promise<TestPageOutcome> {
  const { printing, unlock, now } = terminal.sessions;
  if (printing.line.idleFor() === undefined || unlock.isOpen())
    return { outcome: 'unavailable', reason: 'printer-busy' };
  const formats = await printing.askFormats();
  if (typeof formats === 'string') return { outcome: 'unavailable', reason: formats };
  if (!formats.includes('application/pdf')) return { outcome: 'unavailable', reason: 'format-not-supported' };
  const { makeAndModel } = printing.abilities();
  const page = await testPage({
    deviceName: terminal.records.cache.state()?.device.name ?? self.deviceName,
    printer,
    makeAndModel,
    terminalVersion: TERMINAL_VERSION,
    at: now(),
  });
  const client = createIppClient({ transport: ports.transport, printerUri: printer, userName: 'service' });
  try {
    const { ok, status } = await client.printJob({
      name: 'Holdover test page',
      format: 'application/pdf',
      template: [],
      document: onlyOf(page),
    });
    if (ok) return { outcome: 'printed' };
    ports.logger.warn('The device refused the test page', { status });
    return { outcome: 'unavailable', reason: status === 'server-error-busy' ? 'printer-busy' : 'printer-unreachable' };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    ports.logger.warn('The test page could not be printed', { error: describeError(error) });
    return { outcome: 'unavailable', reason: 'printer-unreachable' };
  }
}

async function* onlyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Also a journal that a restart found still waiting. */
function forgetWhenHandedIn({ logger }: Ports, { terminal: { records }, forget }: ServiceParts): Cancel {
  let isForgotten = false;
  const look = (): void => {
    if (isForgotten || !records.membership.hasLeft() || records.journal.backlog() > 0) return;
    isForgotten = true;
    forget().then(
      () => logger.info('The terminal has left its fleet: the server has all of its journal'),
      (error: unknown) => logger.error('The identity of a fleet that was left could not be removed', { error }),
    );
  };
  look();
  return records.changes.subscribe(look);
}
