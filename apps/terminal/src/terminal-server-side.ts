import { X509Certificate } from 'node:crypto';
import { milliseconds, type Duration, type Instant, type UserId } from '@holdover/kernel';
import type { ReturnStep } from '@holdover/offline-login';
import type { TerminalIdentity } from './enrolment/terminal-identity.ts';
import { createJournalUpload, type JournalUpload } from './journal/journal-upload.ts';
import { createUploadPump } from './journal/upload-pump.ts';
import { createGatewayClient, type GatewayClient } from './link/gateway-client.ts';
import { createGatewayList } from './link/gateway-list.ts';
import { createKnownServer } from './link/known-server.ts';
import { createLink, type Link, type LinkListener } from './link/link.ts';
import { createPushLinks } from './link/push-link.ts';
import { isForThisTerminal } from './link/wipe-order.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import { createDenyList, type DenyList } from './sync/deny-list.ts';
import { createSynchronizer, type PullOutcome, type Synchronizer } from './sync/synchronizer.ts';
import type { Ports } from './terminal-options.ts';
import type { Records } from './terminal-records.ts';

/** Everything between this terminal and its server. */
export interface ServerSide {
  readonly link: Link;
  readonly client: GatewayClient;
  readonly synchronizer: Synchronizer;
  readonly denyList: DenyList;
  readonly upload: JournalUpload;
  /** B7: who is told that these users' sessions are to end. */
  onUsersDisabled(listener: (users: readonly UserId[]) => void): void;
  /** D3: who is told of an unlock order, by its number. */
  onUnlockPin(listener: (order: number) => void): void;
  close(): Promise<void>;
}

interface Parts {
  readonly identity: TerminalIdentity;
  readonly stores: TerminalStores;
  readonly records: Records;
}

/** Connects nothing yet: `link.start()` does. */
export function connectServer(ports: Ports, parts: Parts): ServerSide {
  const { clock, entropy, digest, logger, hooks } = ports;
  const { identity, stores, records } = parts;
  const { cache, journal, changes, time } = records;
  const gateways = createGatewayList(identity.gateways);
  const client = createGatewayClient({ identity, gateways, clock });
  const known = createKnownServer(stores.journal);
  const disabled: ((users: readonly UserId[]) => void)[] = [];
  const unlocks: ((order: number) => void)[] = [];
  const isConnected = (): boolean => link.mode() === 'online' || link.mode() === 'degraded';

  const denyList = createDenyList({
    database: stores.journal,
    cache,
    server: known,
    logger,
    onUsers: (users) => disabled.forEach((listener) => listener(users)),
  });
  const synchronizer = createSynchronizer({
    client,
    cache,
    denyList,
    server: known,
    deviceId: identity.deviceId,
    clock,
    logger,
    isConnected,
    stateTime: (at, roundTrip) => stateTime(records, at, roundTrip),
    onChanged: changes.notify,
  });
  const upload = createJournalUpload({
    terminalId: identity.terminalId,
    store: records.journalStore,
    journal,
    client,
    server: known,
    digest,
    logger,
    hooks,
    now: () => time.now().at,
  });
  const pump = createUploadPump({ journal, upload, isConnected, clock, entropy, logger });

  const listener: LinkListener = {
    facts: () => ({ ...synchronizer.facts(), journalBacklog: journal.backlog() }),
    tidings: (heard) => synchronizer.weigh(heard),
    doorbell({ denyDelta, reason }) {
      if (denyDelta !== null) denyList.apply(denyDelta, 'delta');
      if (reason === 'synchronize' || reason === 'reset') synchronizer.request(reason);
    },
    order(order) {
      const serial = new X509Certificate(identity.own.certificate).serialNumber;
      if (!isForThisTerminal(order, { terminalId: identity.terminalId, serial }, known)) {
        logger.error('A wipe order is refused: not signed by the server, or not for this terminal');
        return;
      }
      logger.warn('The server ordered the cache to be wiped');
      cache.wipe();
      changes.notify();
      const number = link.number();
      if (number !== undefined) link.terminalRefused(number);
    },
    unlockPin: ({ issuedAt }) => unlocks.forEach((told) => told(issuedAt)),
    runStep: (step) => runStep(step, { synchronizer, upload, refused: terminalRefused }),
    unreachable: () => gateways.next(),
    modeChanged(mode) {
      // Connections from before the break are half open at best: none is worth a deadline.
      if (mode === 'offline' || mode === 'refused') client.dropConnections();
      pump.wake();
      changes.notify();
    },
  };
  const link = createLink({
    open: createPushLinks({ identity, gateways, clock }),
    listener,
    server: known,
    keyProtector: identity.keyProtector,
    clock,
    entropy,
    logger,
  });
  function terminalRefused(): void {
    const number = link.number();
    if (number !== undefined) link.terminalRefused(number);
  }

  return {
    link,
    client,
    synchronizer,
    denyList,
    upload,
    onUsersDisabled: (told) => void disabled.push(told),
    onUnlockPin: (told) => void unlocks.push(told),
    async close() {
      pump.stop();
      link.close();
      client.close();
      await synchronizer.close();
      await upload.idle();
    },
  };
}

/** C3, one step. The journal that the server will not take is an alert, and no reason to stay away. */
async function runStep(
  step: ReturnStep,
  deps: { readonly synchronizer: Synchronizer; readonly upload: JournalUpload; readonly refused: () => void },
): Promise<boolean> {
  const settled = (outcome: PullOutcome): boolean => {
    if (outcome === 'refused') deps.refused();
    return outcome === 'done';
  };
  switch (step) {
    case 'deny-list':
      return settled(await deps.synchronizer.takeDenyList());
    case 'journal':
      return (await deps.upload.drain()) !== 'again-later';
    case 'desired-state':
      return settled(await deps.synchronizer.reachDesiredState());
  }
}

/** A step of the trusted time beyond five minutes is journalled; within a boot what it was measured by moves along. */
function stateTime({ time, journal, cache }: Records, at: Instant, roundTrip: Duration): void {
  const step = time.state(at, roundTrip);
  if (step === null) return;
  const by = milliseconds(Math.round(step.by));
  journal.append({ type: 'clock-step', mode: 'online', by });
  if (step.shiftEnds) cache.shift(by);
}

