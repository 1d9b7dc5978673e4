import type { PanelSession, UnavailableReason } from '@holdover/api';
import type { PrinterState } from '@holdover/journal';
import { makeId, seconds, type Cancel, type Clock, type Entropy, type Logger, type SessionId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { codeOf } from '../device-adapter/adapter-fault.ts';
import type { DeviceAdapter, DeviceCounters } from '../device-adapter/device-adapter.ts';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import type { OfflinePages } from '../print/offline-pages.ts';
import type { OwnPrints } from './own-prints.ts';
import { walkUpsLeftOpen } from './left-open.ts';
import {
  stepUnlock,
  UNLOCK_BEGINNING,
  type Failure,
  type UnlockEffect,
  type UnlockInput,
  type UnlockState,
} from './unlock-machine.ts';
import { impressionsSoFar, UNKNOWN_END, type Asker, type Reading, type WalkUp } from './walk-up.ts';

export interface UnlockOptions {
  /** Undefined where the terminal has none: nothing can be unlocked. */
  readonly adapter: DeviceAdapter | undefined;
  /** Beginnings and ends that do not keep a session open: whoever does nothing at the device is logged out (D5). */
  readonly activities: Pick<ActivityJournal, 'recordBegin' | 'recordEnd'>;
  readonly store: Pick<JournalStore, 'open' | 'kept'>;
  readonly own: OwnPrints;
  /** Of what happens now (C4). */
  readonly mode: () => 'online' | 'offline';
  /** F5: what sessions print, copy and do at the device offline. */
  readonly offline: Pick<OfflinePages, 'left' | 'printed'>;
  /** Somebody works at the device. */
  readonly touch: (session: SessionId) => void;
  readonly onChanged: () => void;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** The device's own panel, as panel and sessions see it. */
export interface Unlock {
  /** Whose session is at the panel now; whoever unlocked the device and is not there any more has it locked. */
  attend(session: SessionId | undefined): void;
  /** @returns why it cannot be now; else it is on its way */
  unlock(asker: Asker): UnavailableReason | undefined;
  lock(session: SessionId): void;
  /** Why nobody can unlock it now. */
  trouble(): UnavailableReason | undefined;
  /** In whose session the device is free. */
  unlockedFor(session: SessionId): PanelSession['unlocked'];
  /** It is free, or may be, and nobody's session is why: somebody should see to it. */
  isFreeForAll(): boolean;
  /** The counter may move by what no record explains yet. */
  isOpen(): boolean;
  /** Walk-ups begun so far. */
  turns(): number;
  /** Locks it; what cannot be settled soon is settled at the next start. */
  close(): Promise<void>;
}

/** Long enough to lock, and for the counter to settle. */
const CLOSE_WAITS = seconds(6);

/** Locks the device, and settles what a power loss left open. */
export function openUnlock(options: UnlockOptions): Unlock {
  return options.adapter === undefined ? nothingToUnlock(options) : new DeviceUnlock(options, options.adapter);
}

/** Without an adapter nobody can tell what came out at a device that was unlocked before. */
function nothingToUnlock({ store, activities, logger }: UnlockOptions): Unlock {
  for (const walkUp of walkUpsLeftOpen(store)) endUnknown(activities, walkUp, logger);
  return {
    attend: () => undefined,
    unlock: () => 'device-not-lockable',
    lock: () => undefined,
    trouble: () => 'device-not-lockable',
    unlockedFor: () => null,
    isFreeForAll: () => false,
    isOpen: () => false,
    turns: () => 0,
    close: () => Promise.resolve(),
  };
}

/** Runs the effects of the unlock machine. Invariant: one call to the device at a time, in the order they were asked for. */
class DeviceUnlock implements Unlock {
  readonly #options: UnlockOptions;
  readonly #adapter: DeviceAdapter;
  readonly #inputs: UnlockInput[] = [];
  #state: UnlockState = UNLOCK_BEGINNING;
  #calls: Promise<void> = Promise.resolve();
  /** It can be locked, and counts. */
  #isKnown = false;
  #turns = 0;
  #present: SessionId | undefined;
  #cancelTimer: Cancel = () => undefined;
  #isClosing = false;
  #onSettled: () => void = () => undefined;

  constructor(options: UnlockOptions, adapter: DeviceAdapter) {
    this.#options = options;
    this.#adapter = adapter;
    const left = [...walkUpsLeftOpen(options.store)];
    const last = left.pop();
    // There is one at a time; more were left only by a disk that was put back.
    for (const walkUp of left) endUnknown(options.activities, walkUp, options.logger);
    this.#dispatch({ input: 'start', walkUp: last ?? null });
  }

  attend(session: SessionId | undefined): void {
    this.#present = session;
    this.#dispatch({ input: 'session', sessionId: session ?? null });
  }

  unlock(asker: Asker): UnavailableReason | undefined {
    const trouble = this.trouble();
    if (trouble === undefined) this.#dispatch({ input: 'asked', asker });
    return trouble;
  }

  lock(session: SessionId): void {
    this.#dispatch({ input: 'lock-asked', sessionId: session });
  }

  trouble(): UnavailableReason | undefined {
    const state = this.#state;
    if (state.at !== 'locking' && state.at !== 'locked') return undefined;
    if (state.why !== null) return REASONS[state.why];
    const { mode, offline } = this.#options;
    const left = this.#present === undefined || mode() === 'online' ? null : offline.left(this.#present);
    return left !== null && left <= 0 ? 'offline-page-limit' : undefined;
  }

  unlockedFor(session: SessionId): PanelSession['unlocked'] {
    const state = this.#state;
    if (state.at !== 'unlocked' || state.walkUp.asker?.sessionId !== session) return null;
    return { impressions: state.seen && impressionsSoFar(state.walkUp, state.seen.reading) };
  }

  isFreeForAll(): boolean {
    return this.#state.at === 'locking' && this.#state.tries > 0 && this.#state.seenFree;
  }

  isOpen(): boolean {
    const state = this.#state;
    return 'walkUp' in state && state.walkUp !== null;
  }

  turns(): number {
    return this.#turns;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const settled = new Promise<void>((resolve) => {
      this.#onSettled = resolve;
    });
    this.attend(undefined);
    const cancel = this.#options.clock.after(CLOSE_WAITS, () => this.#onSettled());
    await settled;
    cancel();
    this.#cancelTimer();
    this.#adapter.close();
  }

  #dispatch(input: UnlockInput): void {
    this.#inputs.push(input);
    if (this.#inputs.length > 1) return;
    const before = this.#shown();
    for (let next = this.#inputs[0]; next !== undefined; next = this.#inputs[0]) {
      const { state, effects } = stepUnlock(this.#state, next, this.#options.clock.boot());
      this.#state = state;
      for (const effect of effects) this.#run(effect);
      this.#inputs.shift();
    }
    if (this.#isClosing && !this.isOpen() && this.#state.at !== 'locking') this.#onSettled();
    if (this.#shown() !== before) this.#options.onChanged();
    this.#lockWhereSpent();
  }

  /** F5: a free device stops nobody at a limit: it is locked once that is reached. */
  #lockWhereSpent(): void {
    const state = this.#state;
    if (state.at !== 'unlocked' || state.seen === null || state.walkUp.asker?.mode !== 'offline') return;
    const { sessionId } = state.walkUp.asker;
    const left = this.#options.offline.left(sessionId);
    const impressions = impressionsSoFar(state.walkUp, state.seen.reading) ?? 0;
    if (left !== null && impressions >= left) this.lock(sessionId);
  }

  /** What anybody sees of it. */
  #shown(): string {
    const { at } = this.#state;
    const seen = this.#state.at === 'unlocked' ? this.#state.seen?.reading.counters.impressions : undefined;
    return `${at} ${this.trouble()} ${this.isFreeForAll()} ${seen}`;
  }

  #run(effect: UnlockEffect): void {
    switch (effect.effect) {
      case 'lock':
        return this.#call(effect.call, () => this.#lock(effect.call));
      case 'unlock':
        return this.#call(effect.call, async () => {
          await this.#adapter.unlock();
          return { input: 'done', call: effect.call };
        });
      case 'count':
        return this.#call(effect.call, async () => ({
          input: 'counted',
          call: effect.call,
          reading: await this.#read(),
        }));
      case 'watch':
        return this.#call(effect.call, async () => {
          const isLocked = await this.#adapter.isLocked();
          return { input: 'watched', call: effect.call, isLocked };
        });
      case 'record-begin':
        return this.#recordBegin(effect.asker, effect.reading);
      case 'record-end':
        return this.#recordEnd(effect);
      case 'touch':
        return this.#options.touch(effect.sessionId);
      case 'set-timer':
        this.#cancelTimer();
        this.#cancelTimer = this.#options.clock.after(effect.after, () => this.#dispatch({ input: 'timer' }));
    }
  }

  #call(call: number, work: () => Promise<UnlockInput>): void {
    this.#cancelTimer();
    this.#calls = this.#calls.then(work).then(
      (input) => this.#dispatch(input),
      (error: unknown) => {
        this.#options.logger.debug('The device was asked in vain', { error: describeError(error) });
        this.#dispatch({ input: 'failed', call, why: failureOf(error) });
      },
    );
  }

  /** A device whose counters nobody can read is locked all the same, and stays so. */
  async #lock(call: number): Promise<UnlockInput> {
    const adapter = this.#adapter;
    if (!this.#isKnown && !(await adapter.canLock())) return { input: 'failed', call, why: 'refused' };
    await adapter.lock();
    if (!this.#isKnown) await adapter.counters();
    this.#isKnown = true;
    return { input: 'done', call };
  }

  async #read(): Promise<Reading> {
    const { own } = this.#options;
    const counters = await this.#adapter.counters();
    return { counters, own: own.total(), doubts: own.doubts(), isOwnOpen: own.isOpen(), isQuiet: own.isQuiet() };
  }

  #recordBegin(asker: Asker, { counters, own: ownBefore, doubts: doubtsBefore, isOwnOpen }: Reading): void {
    const { activities, clock, entropy, logger } = this.#options;
    const activityId = makeId('activity', clock.wall(), entropy);
    this.#turns += 1;
    activities.recordBegin(activityId, { ...asker, ...BEGIN, printer: printerState(counters) }).then(
      () => {
        const { mode } = asker;
        const walkUp = {
          activityId,
          asker,
          mode,
          before: counters,
          ownBefore,
          doubtsBefore,
          isUnsure: isOwnOpen,
          isFailed: false,
        };
        this.#dispatch({ input: 'recorded', walkUp });
      },
      (error: unknown) => {
        logger.error('The journal could not be written: the device stays locked', { error: describeError(error) });
        this.#dispatch({ input: 'not-recorded' });
      },
    );
  }

  #recordEnd({ walkUp, end }: Extract<UnlockEffect, { readonly effect: 'record-end' }>): void {
    const { activities, offline, mode, logger } = this.#options;
    activities.recordEnd(walkUp.activityId, { ...end, mode: mode() }).then(
      () => {
        if (walkUp.asker?.mode === 'offline') offline.printed(walkUp.asker.sessionId, end.impressions);
        this.#dispatch({ input: 'recorded-end' });
      },
      (error: unknown) => {
        logger.error('The end of a walk-up could not be written', { error: describeError(error) });
        this.#dispatch({ input: 'not-recorded' });
      },
    );
  }
}

const REASONS = { unreachable: 'device-unreachable', refused: 'device-not-lockable' } as const satisfies Readonly<
  Record<Failure, UnavailableReason>
>;

/** Of what nobody knows beforehand. */
const BEGIN = { kind: 'walk-up', pages: null, copies: 1, color: false, sides: 'one-sided' } as const;

/** What a journal record can hold. */
const LARGEST = 1_000_000_000;

function printerState({ device, impressions }: DeviceCounters): PrinterState {
  const lifetimeImpressions = impressions <= LARGEST ? impressions : null;
  return { uuid: device.slice(0, 128), upTime: null, lifetimeImpressions };
}

function failureOf(error: unknown): Failure {
  return codeOf(error) === 'device-unreachable' ? 'unreachable' : 'refused';
}

function endUnknown(activities: UnlockOptions['activities'], walkUp: WalkUp, logger: Logger): void {
  const { activityId, mode } = walkUp;
  activities.recordEnd(activityId, { ...UNKNOWN_END, mode }).catch((error: unknown) => {
    logger.error('The end of a walk-up could not be written', { error: describeError(error) });
  });
}
