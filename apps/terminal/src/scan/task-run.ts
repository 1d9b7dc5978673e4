import type { PanelTask } from '@holdover/api';
import type { ScannerClient } from '@holdover/escl';
import {
  makeId,
  seconds,
  unreachable,
  type ActivityId,
  type Cancel,
  type Clock,
  type Entropy,
  type Instant,
  type Logger,
  type SessionId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { CopyPrinter, RunningCopy } from '../copy/copy-printer.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { askToScan, fetchPage } from './ask-scanner.ts';
import type { PageStore, ScannedPage } from './page-store.ts';
import { panelTaskOf } from './panel-task.ts';
import { pdfOfPages } from './pdf-of-pages.ts';
import type { ScanRecords } from './record-scan.ts';
import { scannedDocuments, type ScannedDocuments } from './scanned-documents.ts';
import type { ScanTarget, TaskOrder } from './task-order.ts';
import { stepTask } from './step-task.ts';
import {
  beginTask,
  movesSheets,
  type AfterFailure,
  type TaskEffect,
  type TaskInput,
  type TaskPolicy,
  type TaskState,
  type TaskStep,
} from './task.ts';

export interface TaskWorld {
  readonly scanner: ScannerClient;
  readonly pages: PageStore;
  readonly records: Pick<ScanRecords, 'begin' | 'end'>;
  readonly copies: CopyPrinter;
  readonly delivery: Delivery;
  /** D5: a session stays open while sheets move. */
  readonly session: {
    keepOpen(task: ActivityId, session: SessionId): void;
    letGo(task: ActivityId): void;
  };
  readonly now: () => Instant;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly onChanged: () => void;
}

/** What stops a scan is seen to quickly, and asking costs the scanner little. */
const LOOK_EVERY = seconds(1);

/** One copy or scan: runs the effects of its machine. */
export class TaskRun {
  readonly order: TaskOrder;
  readonly #world: TaskWorld;
  readonly #policy: TaskPolicy;
  readonly #sizes: ScannedPage[] = [];
  readonly #inputs: TaskInput[] = [];
  #state: TaskState;
  #target: ScanTarget | null;
  #copy: RunningCopy | undefined;
  #prints = 0;
  #documents: Promise<ScannedDocuments> | undefined;
  #delivering = new AbortController();
  #cancelLook: Cancel = () => undefined;
  #keepsOpen = false;

  constructor(world: TaskWorld, order: TaskOrder) {
    const { kind } = order.want;
    this.order = order;
    this.#world = world;
    this.#policy = { kind, source: order.scan.source, lookEvery: LOOK_EVERY };
    this.#target = order.want.kind === 'scan' ? order.want.target : null;
    const first = beginTask(this.#policy);
    this.#state = first.state;
    this.#take(first);
  }

  get state(): TaskState {
    return this.#state;
  }

  dispatch(input: TaskInput): void {
    this.#inputs.push(input);
    if (this.#inputs.length > 1) return;
    for (let next = this.#inputs[0]; next !== undefined; next = this.#inputs[0]) {
      this.#take(stepTask(this.#state, next, this.#policy));
      this.#inputs.shift();
    }
    this.#world.onChanged();
  }

  /** Another try, of a scan to another target perhaps. */
  retry(target: ScanTarget | undefined): void {
    if (target !== undefined && this.#target !== null) this.#target = target;
    this.dispatch({ input: 'retry' });
  }

  shown(): PanelTask {
    const progress = this.#copy?.progress();
    const previews = this.#sizes.length;
    return panelTaskOf({ order: this.order, state: this.#state, progress, previews, target: this.#target });
  }

  /** Undefined where it is not here. */
  preview(page: number): AsyncIterable<Uint8Array> | undefined {
    return this.#sizes[page - 1] === undefined ? undefined : this.#page(page);
  }

  #take({ state, effects }: TaskStep): void {
    this.#state = state;
    this.#keepSession(movesSheets(state));
    for (const effect of effects) this.#run(effect);
  }

  #keepSession(moves: boolean): void {
    if (moves === this.#keepsOpen) return;
    this.#keepsOpen = moves;
    const { id, session } = this.order;
    if (moves) this.#world.session.keepOpen(id, session.id);
    else this.#world.session.letGo(id);
  }

  #run(effect: TaskEffect): void {
    const { scanner, clock, logger } = this.#world;
    switch (effect.effect) {
      case 'record-begin':
        return this.#answer(this.#world.records.begin(this.order));
      case 'record-end':
        return this.#answer(this.#world.records.end(this.order, effect));
      case 'ask':
        return this.#answer(askToScan(scanner, this.order.scan, { turn: effect.turn, logger }));
      case 'fetch':
        return this.#answer(this.#fetch(effect));
      case 'look':
        this.#cancelLook();
        this.#cancelLook = clock.after(effect.after, () => this.#answer(this.#look(effect.turn)));
        return;
      case 'leave':
        scanner
          .cancel(effect.job)
          .catch((error: unknown) =>
            logger.debug('The scanner could not be told to stop', { error: describeError(error) }),
          );
        return;
      case 'print':
        return this.#print();
      case 'cancel-print':
        return this.#copy?.cancel();
      case 'deliver':
        return this.#answer(this.#deliver());
      case 'abort-delivery':
        return this.#delivering.abort();
      case 'drop-pages':
        return this.#dropPages();
      default:
        return unreachable(effect);
    }
  }

  /** @param coming never rejects */
  #answer(coming: Promise<TaskInput>): void {
    coming
      .then((input) => this.dispatch(input))
      .catch((error: unknown) =>
        this.#world.logger.error('A copy or scan went wrong', {
          activity: this.order.id,
          error: describeError(error),
        }),
      );
  }

  async #fetch({ turn, job, page }: Extract<TaskEffect, { effect: 'fetch' }>): Promise<TaskInput> {
    const { scanner, pages, logger } = this.#world;
    const { id } = this.order;
    const keep = async (data: AsyncIterable<Uint8Array>): Promise<void> => {
      const size = await pages.add(id, page, data);
      if (this.#state.at === 'fetching' && this.#state.turn === turn) this.#sizes.push(size);
      else await pages.remove(id, page);
    };
    return fetchPage(scanner, job, keep, { turn, logger });
  }

  async #look(turn: number): Promise<TaskInput> {
    const status = await this.#world.scanner.status().catch(() => undefined);
    return { input: 'seen', turn, status };
  }

  #print(): void {
    const { copies, clock, entropy, now } = this.#world;
    const { want, session, id } = this.order;
    if (want.kind !== 'copy') return;
    const createdAt = new Date(now());
    this.#prints += 1;
    this.#copy = copies.print({
      // An activity that has its end has no second one.
      activityId: this.#prints === 1 ? id : makeId('activity', clock.wall(), entropy),
      session,
      ticket: want.ticket,
      pages: this.#sizes.length,
      document: () => pdfOfPages({ ...this.#document(), createdAt }),
      onEnd: (as) => this.dispatch({ input: 'printed', as }),
    });
    if (this.#copy === undefined) this.dispatch({ input: 'printed', as: 'offline-page-limit' });
  }

  #document() {
    return {
      sizes: [...this.#sizes],
      page: (number: number) => this.#page(number),
      resolution: this.order.scan.resolution,
    };
  }

  async #deliver(): Promise<TaskInput> {
    const { delivery, logger } = this.#world;
    const target = this.#target;
    this.#delivering = new AbortController();
    try {
      this.#documents ??= this.#makeDocuments();
      const documents = await this.#documents;
      if (target === null) return delivered('target-refused');
      const end = await documents.deliver(delivery, target.id, this.#delivering.signal);
      if (end.delivered === 'failed') return delivered(end.reason);
      return delivered(end.delivered === 'held' ? 'held' : 'done');
    } catch (error) {
      this.#documents = undefined;
      logger.error('The pages of a scan cannot be read', { activity: this.order.id, error: describeError(error) });
      return delivered('scanner-refused');
    }
  }

  #makeDocuments(): Promise<ScannedDocuments> {
    const { id, session, want } = this.order;
    const { sizes, ...document } = this.#document();
    const scannedAt = this.#world.now();
    const format = want.kind === 'scan' ? want.format : 'pdf';
    const scan = { ...document, pages: sizes, activityId: id, user: session.user, format, scannedAt };
    return scannedDocuments(scan, this.#world);
  }

  #page(number: number): AsyncIterable<Uint8Array> {
    return this.#world.pages.read(this.order.id, number);
  }

  #dropPages(): void {
    this.#cancelLook();
    this.#world.pages.drop(this.order.id, this.#sizes.splice(0).length);
  }
}

function delivered(as: 'done' | 'held' | AfterFailure): TaskInput {
  return { input: 'delivered', as };
}
