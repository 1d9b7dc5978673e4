import { days, type Logger, type UserId } from '@holdover/kernel';
import type { ReturnStep } from '@holdover/offline-login';
import { journalAcknowledgement } from '@holdover/protocol';
import { createJournalUpload, type JournalUpload } from './journal/journal-upload.ts';
import { createUploadPump, type UploadPump } from './journal/upload-pump.ts';
import { moveTime } from './cache/move-time.ts';
import { createComeAgain } from './link/come-again.ts';
import { createGatewayClient, type GatewayClient } from './link/gateway-client.ts';
import { createKnownServer, type KnownServer } from './link/known-server.ts';
import { createLink, type Link, type LinkListener } from './link/link.ts';
import { createPushLinks } from './link/push-link.ts';
import { isForThisTerminal, type WipeOrder } from './link/wipe-order.ts';
import { pullsOfMembers } from './service/membership.ts';
import { createDurableValue } from './store/durable-value.ts';
import { guard } from './store/guard.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import { createDenyList, type DenyList, type DenyListOptions } from './sync/deny-list.ts';
import {
  createSynchronizer,
  type PullOutcome,
  type Synchronizer,
  type SynchronizerOptions,
} from './sync/synchronizer.ts';
import type { Ports, TerminalSelf } from './terminal-options.ts';
import type { Records } from './terminal-records.ts';

/** Who wants to hear of what the server says. */
interface Hearing {
  /** B7: these users' sessions are to end. */
  onUsersDisabled(listener: (users: readonly UserId[]) => void): void;
  /** D3: an unlock order, by its number. */
  onUnlockPin(listener: (order: number) => void): void;
  /** Jobs on the server have changed. */
  onJobs(listener: () => void): void;
  /** The link may have come or gone. */
  onLink(listener: () => void): void;
}

/** Everything between this terminal and its server. */
export interface ServerSide extends Hearing {
  readonly link: Link;
  readonly client: GatewayClient;
  readonly synchronizer: Synchronizer;
  readonly denyList: DenyList;
  readonly upload: JournalUpload;
  isConnected(): boolean;
  close(): Promise<void>;
}

interface Parts {
  readonly self: TerminalSelf;
  readonly stores: Pick<TerminalStores, 'journal'>;
  readonly records: Records;
}

/** Connects nothing yet: `link.start()` does. */
export function connectServer(ports: Ports, parts: Parts): ServerSide {
  const { clock, entropy, logger, wire } = ports;
  const { self, stores, records } = parts;
  const { journal } = records;
  const comeAgain = createComeAgain({ wire, clock, entropy });
  const client = createGatewayClient(comeAgain);
  const server = createKnownServer(stores.journal);
  const told: Told = { disabled: [], unlocks: [], jobs: [], link: [] };
  const isConnected = (): boolean => link.mode() === 'online' || link.mode() === 'degraded';

  const { denyList, synchronizer } = openSync(ports, parts, {
    client,
    server,
    isConnected,
    onUsers: (users) => told.disabled.forEach((listener) => listener(users)),
  });
  const upload = openUpload(ports, parts, { client, server });
  // A terminal that is refused may still hand in its journal (F3).
  const mayUpload = (): boolean => isConnected() || link.mode() === 'refused';
  const pump = createUploadPump({ journal, upload, mayUpload, clock, entropy, logger });
  const link = createLink({
    ...ports,
    open: createPushLinks(wire),
    listener: createListener({
      ...parts,
      wire,
      logger,
      server,
      denyList,
      synchronizer,
      upload,
      pump,
      told,
      link: () => link,
    }),
    server,
    keyProtector: self.keyProtector,
  });

  return {
    link,
    client,
    synchronizer,
    denyList,
    upload,
    ...hearing(told),
    isConnected,
    async close() {
      pump.stop();
      link.close();
      wire.close();
      comeAgain.close();
      await synchronizer.close();
      await upload.idle();
    },
  };
}

interface Told {
  readonly disabled: ((users: readonly UserId[]) => void)[];
  readonly unlocks: ((order: number) => void)[];
  readonly jobs: (() => void)[];
  readonly link: (() => void)[];
}

function hearing(told: Told): Hearing {
  return {
    onUsersDisabled: (listener) => void told.disabled.push(listener),
    onUnlockPin: (listener) => void told.unlocks.push(listener),
    onJobs: (listener) => void told.jobs.push(listener),
    onLink: (listener) => void told.link.push(listener),
  };
}

interface SyncParts extends Pick<DenyListOptions, 'onUsers'>, Pick<SynchronizerOptions, 'isConnected'> {
  readonly client: GatewayClient;
  readonly server: KnownServer;
}

function openSync({ clock, logger, learnFleet }: Ports, { self, stores, records }: Parts, parts: SyncParts) {
  const { cache, changes, journal, membership } = records;
  const denyList = createDenyList({ ...parts, database: stores.journal, cache, logger });
  let generation = cache.state()?.generation;
  const onChanged = (): void => {
    const before = generation;
    generation = cache.state()?.generation;
    // F2: the state of another generation in use is a reset.
    if (before !== undefined && generation !== undefined && generation !== before) journal.startEpoch('reset');
    changes.notify();
  };
  const synchronizer = createSynchronizer({
    ...parts,
    cache,
    denyList,
    deviceId: self.deviceId,
    clock,
    logger,
    stateTime: (at, roundTrip) => moveTime({ ...records, logger }, at, roundTrip),
    onChanged,
    learnFleet,
  });
  return { denyList, synchronizer: pullsOfMembers(membership, synchronizer) };
}

/** F3: the least, before the server has said how long acknowledged records are kept. */
const KEEP_DAYS = 7;

function openUpload(
  { digest, logger, hooks }: Ports,
  { self, stores, records }: Parts,
  { client, server }: { client: GatewayClient; server: KnownServer },
): JournalUpload {
  const { cache, journal, journalStore, time } = records;
  return createJournalUpload({
    terminalId: self.terminalId,
    store: journalStore,
    journal,
    client,
    server,
    digest,
    logger,
    hooks,
    now: () => time.now().at,
    keptFor: () => days(cache.state()?.settings.journalKeepDays ?? KEEP_DAYS),
    newest: createDurableValue(stores.journal, 'newest-acknowledgement', journalAcknowledgement),
  });
}

interface ListenerParts extends Parts, Pick<Ports, 'wire'> {
  readonly logger: Logger;
  readonly server: KnownServer;
  readonly denyList: DenyList;
  readonly synchronizer: Synchronizer;
  readonly upload: JournalUpload;
  readonly pump: UploadPump;
  readonly told: Told;
  readonly link: () => Link;
}

function createListener(parts: ListenerParts): LinkListener {
  const { wire, records, denyList, synchronizer, upload, pump, told } = parts;
  return {
    facts: () => ({ ...synchronizer.facts(), journalBacklog: records.journal.backlog() }),
    tidings: (heard) => guard(parts.logger, 'Tidings could not be weighed', () => synchronizer.weigh(heard)),
    doorbell({ denyDelta, reason }) {
      if (denyDelta !== null) denyList.apply(denyDelta, 'delta');
      if (reason === 'synchronize' || reason === 'reset') synchronizer.request(reason);
    },
    order: (order) => obey(parts, order),
    unlockPin: ({ order }) => told.unlocks.forEach((listener) => listener(order)),
    jobs: () => told.jobs.forEach((listener) => listener()),
    runStep: (step) => runStep(step, { synchronizer, upload, refused: () => refused(parts.link()) }),
    lost: () => wire.drop(),
    modeChanged() {
      pump.wake();
      told.link.forEach((listener) => listener());
      records.changes.notify();
    },
  };
}

/** A5: takes effect at once, on the cache alone. A server that goes on serving this terminal has a new state for it. */
function obey({ self, records, server, synchronizer, logger }: ListenerParts, order: WipeOrder): void {
  if (!isForThisTerminal(order, self, server)) {
    logger.error('A wipe order is refused: not signed by the server, or not for this terminal');
    return;
  }
  // A server that does not serve this terminal says so at each contact.
  if (records.cache.state() === undefined) return;
  logger.warn('The server ordered the cache to be wiped');
  records.cache.wipe();
  records.changes.notify();
  synchronizer.request('reset');
}

function refused(link: Link): void {
  const number = link.number();
  if (number !== undefined) link.terminalRefused(number);
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
