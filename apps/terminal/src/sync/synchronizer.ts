import { hours, type Cancel, type Clock, type Duration, type Instant, type Logger } from '@holdover/kernel';
import {
  PROTOCOL_VERSION,
  type StateAnswer,
  type StateRequest,
  type StateSnapshot,
  type Tidings,
} from '@holdover/protocol';
import type { CredentialCache } from '../cache/credential-cache.ts';
import { refusesTerminal } from '../link/gateway-answer.ts';
import type { GatewayClient } from '../link/gateway-client.ts';
import type { HeardTidings, TerminalFacts } from '../link/link.ts';
import type { KnownServer } from '../link/known-server.ts';
import type { DenyList } from './deny-list.ts';

type Reason = StateRequest['reason'];

/**
 * `done` what the server wants is in use · `failed` no usable answer, to be tried again ·
 * `refused` the server answered that it does not serve this terminal.
 */
export type PullOutcome = 'done' | 'failed' | 'refused';

/** Pulls until the terminal holds what the server wants it to hold; a doorbell only says when (level-triggered). */
export interface Synchronizer {
  /** C3: what takes rights away comes first, before the journal goes up. */
  takeDenyList(): Promise<PullOutcome>;
  /** C3: the last step. */
  reachDesiredState(): Promise<PullOutcome>;
  /** What a heartbeat, a greeting or a doorbell said; pulls in the background where it differs. */
  weigh(heard: HeardTidings): void;
  /** A pull was asked for by a person or a doorbell. */
  request(reason: Reason): void;
  facts(): Pick<TerminalFacts, 'revision' | 'generation'>;
  /** Resolves when what is under way is over. */
  close(): Promise<void>;
}

export interface SynchronizerOptions {
  readonly client: Pick<GatewayClient, 'state' | 'acknowledgeState'>;
  readonly cache: CredentialCache;
  readonly denyList: DenyList;
  readonly server: KnownServer;
  readonly deviceId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the server is there to be asked: unasked pulls wait otherwise. */
  readonly isConnected: () => boolean;
  readonly stateTime: (at: Instant, roundTrip: Duration) => void;
  readonly onChanged: () => void;
}

/**
 * So many answers in a row that confirm nothing, though the terminal holds what the server wants, mean that the server never
 * had the acknowledgement. One is usual: it crosses with the acknowledgement.
 */
const LOST_ACKNOWLEDGEMENT = 2;

export function createSynchronizer(options: SynchronizerOptions): Synchronizer {
  const { cache, server, clock, logger } = options;
  let tidings: Tidings | undefined;
  let waiting: Reason | undefined;
  let running: Promise<PullOutcome> | undefined;
  let unacknowledged = false;
  let unconfirmed = 0;
  let cancelInterval: Cancel = () => undefined;

  const facts = (): Pick<TerminalFacts, 'revision' | 'generation'> => {
    const state = cache.state();
    return { revision: state?.revision ?? 0, generation: state?.generation ?? 0 };
  };

  /** One pull at a time; what is asked for meanwhile is one more. What failed is still wanted. */
  function pull(reason: Reason): Promise<PullOutcome> {
    if (running !== undefined) {
      waiting = stronger(waiting, reason);
      return running;
    }
    running = pullAndAcknowledge(cache.state() === undefined ? 'first' : reason)
      .then((outcome) => {
        if (outcome !== 'done') waiting = stronger(waiting, reason);
        return outcome;
      })
      .finally(() => {
        running = undefined;
      })
      .then((outcome) => (outcome === 'done' && waiting !== undefined ? pull(takeWaiting(waiting)) : outcome));
    return running;
  }

  async function pullAndAcknowledge(reason: Reason): Promise<PullOutcome> {
    const pulled = await pullOnce(options, reason);
    if (pulled.outcome !== 'done') return pulled.outcome;
    tidings = pulled.tidings;
    unacknowledged ||= pulled.adopted;
    await acknowledge();
    scheduleInterval();
    if (pulled.adopted) options.onChanged();
    return 'done';
  }

  function takeWaiting(reason: Reason): Reason {
    waiting = undefined;
    return reason;
  }

  /** H1: the server counts on what was acknowledged, not on what was sent; so it is said again until it is heard. */
  async function acknowledge(): Promise<void> {
    const state = cache.state();
    if (!unacknowledged || state === undefined) return;
    const answer = await options.client.acknowledgeState({
      revision: state.revision,
      generation: state.generation,
      ...cache.counts(),
    });
    if (answer.kind === 'answer') unacknowledged = false;
  }

  function scheduleInterval(): void {
    cancelInterval();
    const interval = cache.state()?.settings.intervalHours;
    if (interval === undefined || interval === null) return;
    cancelInterval = clock.after(hours(interval), () => background('interval'));
  }

  function background(reason: Reason): void {
    if (!options.isConnected()) {
      waiting = stronger(waiting, reason);
      return;
    }
    pull(reason).catch((error: unknown) => logger.error('Synchronization failed', { error }));
  }

  function isBehind(): boolean {
    if (tidings === undefined) return false;
    const { revision, generation } = facts();
    return (
      cache.state() === undefined ||
      tidings.desiredRevision !== revision ||
      tidings.desiredGeneration !== generation ||
      tidings.denyListVersion > server.denyListVersion()
    );
  }

  scheduleInterval();
  return {
    async takeDenyList() {
      if (tidings === undefined || tidings.denyListVersion <= server.denyListVersion()) return 'done';
      return pullDenyList(options);
    },
    async reachDesiredState() {
      if (!isBehind() && waiting === undefined) return 'done';
      return pull(takeWaiting(waiting ?? 'doorbell'));
    },
    weigh({ tidings: heard, roundTrip, said }) {
      tidings = heard;
      if (roundTrip !== null) options.stateTime(heard.serverTime, roundTrip);
      const held = facts();
      const isOfHeld = said?.revision === held.revision && said.generation === held.generation;
      if (heard.confirmedAt !== null && isOfHeld) cache.confirm(heard.confirmedAt);
      if (!options.isConnected() || running !== undefined) return;
      unconfirmed = isOfHeld && heard.confirmedAt === null ? unconfirmed + 1 : 0;
      if (isBehind()) background(heard.desiredGeneration === held.generation ? 'doorbell' : 'reset');
      else if (waiting !== undefined) background(takeWaiting(waiting));
      else if (unacknowledged) void acknowledge();
      else if (unconfirmed >= LOST_ACKNOWLEDGEMENT) background('doorbell');
    },
    request: background,
    facts,
    async close() {
      cancelInterval();
      await running;
      cancelInterval();
    },
  };
}

/** A synchronization a person or the interval asked for also takes settings that wait (A7): it is not lost in a doorbell. */
function stronger(a: Reason | undefined, b: Reason): Reason {
  const order: readonly Reason[] = ['doorbell', 'first', 'reset', 'interval', 'synchronize'];
  return a !== undefined && order.indexOf(a) > order.indexOf(b) ? a : b;
}

type Pulled =
  | { readonly outcome: 'done'; readonly tidings: Tidings; readonly adopted: boolean }
  | { readonly outcome: 'failed' | 'refused' };

async function pullOnce(options: SynchronizerOptions, reason: Reason): Promise<Pulled> {
  const { cache, denyList, server, logger } = options;
  const asked = await askState(options, reason);
  if (asked.outcome !== 'done') return asked;
  const { answer } = asked;
  if (answer.kind === 'unchanged') {
    if (answer.tidings.confirmedAt !== null) cache.confirm(answer.tidings.confirmedAt);
  } else {
    if (answer.denyList !== null) denyList.apply(answer.denyList, 'whole');
    const isCurrent = answer.tidings.denyListVersion >= server.denyListVersion();
    await cache.adopt(withinRights(answer), isCurrent ? new Set() : denyList.denied());
    const { revision, generation } = answer;
    logger.info('Synchronized', { revision, generation, reason, ...cache.counts() });
  }
  // The state in use leaves out by itself whatever was denied up to here.
  denyList.forget(answer.tidings.denyListVersion);
  server.learnDenyList(answer.tidings.denyListVersion);
  return { outcome: 'done', tidings: answer.tidings, adopted: answer.kind === 'snapshot' };
}

/** C3: the deny list alone, before the journal goes up; the state is left for its own step. */
async function pullDenyList(options: SynchronizerOptions): Promise<PullOutcome> {
  const asked = await askState(options, 'doorbell');
  if (asked.outcome === 'done' && asked.answer.kind === 'snapshot' && asked.answer.denyList !== null) {
    options.denyList.apply(asked.answer.denyList, 'whole');
  }
  return asked.outcome;
}

type Asked = { readonly outcome: 'done'; readonly answer: StateAnswer } | { readonly outcome: 'failed' | 'refused' };

async function askState(options: SynchronizerOptions, reason: Reason): Promise<Asked> {
  const { client, cache, server, deviceId, logger } = options;
  const held = cache.state();
  const answer = await client.state({
    protocol: PROTOCOL_VERSION,
    revision: held?.revision ?? 0,
    generation: held?.generation ?? 0,
    reason,
  });
  if (answer.kind === 'none') return failed(logger, { code: answer.fault.code, message: answer.fault.message });
  if (answer.kind === 'refused') {
    failed(logger, { status: answer.status, code: answer.code });
    return { outcome: refusesTerminal(answer) ? 'refused' : 'failed' };
  }
  const { value } = answer;
  const isFit =
    value.kind === 'unchanged' ||
    (value.protocol <= PROTOCOL_VERSION && value.device.id === deviceId && !server.isOlder(value.incarnation));
  return isFit ? { outcome: 'done', answer: value } : failed(logger, { code: 'state-unfit' });
}

/** A3, A1: whatever was sent, nobody is cached where the model or the setting forbids it. */
function withinRights(snapshot: StateSnapshot): StateSnapshot {
  if (snapshot.device.offlineLogin && snapshot.settings.enabled) return snapshot;
  return { ...snapshot, users: [], credentials: [] };
}

function failed(logger: Logger, why: Readonly<Record<string, unknown>>): { outcome: 'failed' } {
  logger.warn('Synchronization got no usable answer', why);
  return { outcome: 'failed' };
}
