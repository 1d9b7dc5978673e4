import { elapsed, hours, type Cancel, type Clock, type Duration, type Instant, type Logger } from '@holdover/kernel';
import {
  PROTOCOL_VERSION,
  type FleetTrust,
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
  /** Whom to trust and where to turn to from now on, stored. @returns false for what cannot be used: nothing of it is taken */
  readonly learnFleet?: ((fleet: FleetTrust) => Promise<boolean>) | undefined;
}

/**
 * So many answers in a row that confirm nothing, though the terminal holds what the server wants, mean that the server never
 * had the acknowledgement. One is usual: it crosses with the acknowledgement.
 */
const LOST_ACKNOWLEDGEMENT = 2;

export function createSynchronizer(options: SynchronizerOptions): Synchronizer {
  return new PullingSynchronizer(options);
}

class PullingSynchronizer implements Synchronizer {
  readonly #options: SynchronizerOptions;
  #tidings: Tidings | undefined;
  /** Asked for while a pull ran or the server was away. */
  #waiting: Reason | undefined;
  #running: Promise<PullOutcome> | undefined;
  #unacknowledged = false;
  #unconfirmed = 0;
  #cancelInterval: Cancel = () => undefined;

  constructor(options: SynchronizerOptions) {
    this.#options = options;
    this.#scheduleInterval();
  }

  facts(): Pick<TerminalFacts, 'revision' | 'generation'> {
    const state = this.#options.cache.state();
    return { revision: state?.revision ?? 0, generation: state?.generation ?? 0 };
  }

  async takeDenyList(): Promise<PullOutcome> {
    const isNewer = (this.#tidings?.denyListVersion ?? 0) > this.#options.server.denyListVersion();
    return isNewer ? pullDenyList(this.#options) : 'done';
  }

  async reachDesiredState(): Promise<PullOutcome> {
    if (!this.#isBehind() && this.#waiting === undefined) return 'done';
    return this.#pull(this.#takeWaiting() ?? 'doorbell');
  }

  weigh({ tidings, roundTrip, said }: HeardTidings): void {
    const { cache, stateTime, isConnected } = this.#options;
    this.#tidings = tidings;
    if (roundTrip !== null) stateTime(tidings.serverTime, roundTrip);
    const held = this.facts();
    const isOfHeld = said?.revision === held.revision && said.generation === held.generation;
    if (tidings.confirmedAt !== null && isOfHeld) cache.confirm(tidings.confirmedAt);
    if (!isConnected() || this.#running !== undefined) return;
    this.#unconfirmed = isOfHeld && !this.#isBehind() && tidings.confirmedAt === null ? this.#unconfirmed + 1 : 0;
    if (this.#isBehind()) this.request(tidings.desiredGeneration === held.generation ? 'doorbell' : 'reset');
    else if (this.#waiting !== undefined) this.request(this.#takeWaiting() ?? 'doorbell');
    else if (this.#unacknowledged) void this.#acknowledge();
    else if (this.#unconfirmed >= LOST_ACKNOWLEDGEMENT) this.#askAgain();
  }

  request(reason: Reason): void {
    const { isConnected, logger } = this.#options;
    if (!isConnected()) {
      this.#waiting = stronger(this.#waiting, reason);
      return;
    }
    this.#pull(reason).catch((error: unknown) => logger.error('Synchronization failed', { error }));
  }

  async close(): Promise<void> {
    this.#cancelInterval();
    await this.#running;
    this.#cancelInterval();
  }

  /** One pull at a time; what is asked for meanwhile is one more. What failed is still wanted. */
  #pull(reason: Reason): Promise<PullOutcome> {
    if (this.#running !== undefined) {
      this.#waiting = stronger(this.#waiting, reason);
      return this.#running;
    }
    this.#running = this.#pullUntilNothingWaits(this.#options.cache.state() === undefined ? 'first' : reason).finally(
      () => {
        this.#running = undefined;
      },
    );
    return this.#running;
  }

  async #pullUntilNothingWaits(first: Reason): Promise<PullOutcome> {
    for (let reason = first; ; reason = this.#takeWaiting() ?? reason) {
      const outcome = await this.#pullAndAcknowledge(reason);
      if (outcome !== 'done') this.#waiting = stronger(this.#waiting, reason);
      if (outcome !== 'done' || this.#waiting === undefined) return outcome;
    }
  }

  async #pullAndAcknowledge(reason: Reason): Promise<PullOutcome> {
    const pulled = await pullOnce(this.#options, reason);
    if (pulled.outcome !== 'done') return pulled.outcome;
    this.#tidings = pulled.tidings;
    this.#unacknowledged ||= pulled.adopted;
    await this.#acknowledge();
    this.#scheduleInterval();
    if (pulled.adopted) this.#options.onChanged();
    return 'done';
  }

  #askAgain(): void {
    this.#unconfirmed = 0;
    this.request('doorbell');
  }

  #takeWaiting(): Reason | undefined {
    const reason = this.#waiting;
    this.#waiting = undefined;
    return reason;
  }

  /** H1: the server counts on what was acknowledged, not on what was sent; so it is said again until it is heard. */
  async #acknowledge(): Promise<void> {
    const { client, cache } = this.#options;
    const state = cache.state();
    if (!this.#unacknowledged || state === undefined) return;
    const { revision, generation } = state;
    const answer = await client.acknowledgeState({ revision, generation, ...cache.counts() });
    if (answer.kind === 'answer') this.#unacknowledged = false;
  }

  #scheduleInterval(): void {
    const { cache, clock } = this.#options;
    this.#cancelInterval();
    const interval = cache.state()?.settings.intervalHours;
    if (interval === undefined) return;
    this.#cancelInterval = clock.after(hours(interval), () => this.request('interval'));
  }

  #isBehind(): boolean {
    const { cache, server } = this.#options;
    const wanted = this.#tidings;
    if (wanted === undefined) return false;
    const { revision, generation } = this.facts();
    return (
      cache.state() === undefined ||
      wanted.desiredRevision !== revision ||
      wanted.desiredGeneration !== generation ||
      wanted.denyListVersion > server.denyListVersion()
    );
  }
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
    // Before the state is acknowledged: the server counts on it when it shows another authority's certificate.
    if (!((await options.learnFleet?.(answer.fleet)) ?? true)) return failed(logger, { code: 'fleet-unfit' });
    const isCurrent = (): boolean => answer.tidings.denyListVersion >= server.denyListVersion();
    await cache.adopt(withinRights(answer), () => (isCurrent() ? new Set() : denyList.denied()));
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
  const { client, cache, server, deviceId, clock, logger } = options;
  const held = cache.state();
  const asked = clock.boot();
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
  if (!isFit) return failed(logger, { code: 'state-unfit' });
  // Before anything in it is taken: a step moves what was confirmed before it, not what it brings.
  options.stateTime(value.tidings.serverTime, elapsed(asked, clock.boot()));
  return { outcome: 'done', answer: value };
}

/**
 * A3, A1: whatever was sent, nobody is cached where the model or the setting forbids it. And nothing was confirmed after the state
 * that says so was computed: a server whose clock was ahead dated it (security.md, *Time*).
 */
function withinRights(snapshot: StateSnapshot): StateSnapshot {
  const { device, settings, computedAt } = snapshot;
  if (!device.offlineLogin || !settings.enabled) return { ...snapshot, users: [], credentials: [] };
  const credentials = snapshot.credentials.map((one) =>
    one.confirmedAt <= computedAt ? one : { ...one, confirmedAt: computedAt },
  );
  return { ...snapshot, credentials };
}

function failed(logger: Logger, why: Readonly<Record<string, unknown>>): { outcome: 'failed' } {
  logger.warn('Synchronization got no usable answer', why);
  return { outcome: 'failed' };
}
