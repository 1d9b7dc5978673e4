import type { PanelCopyRequest, PanelScanner, PanelScanRequest, UnavailableReason } from '@holdover/api';
import type { ScannerAbilities, ScanTicket } from '@holdover/escl';
import { makeId, type ActivityId, type Cancel, type SessionId, type UserId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import type { JobSession } from '../panel-api/jobs-port.ts';
import type { TaskOutcome, TaskRefusal, TasksPort } from '../panel-api/tasks-port.ts';
import type { PrinterTrouble } from '../print/printer-watch.ts';
import { formatFor } from '../print/waiting-job.ts';
import type { DeviceAbilities } from '../spool/device-queue.ts';
import { COPY_FORMAT, copyObstacle, scanObstacle, type ScanFacts } from './obstacles.ts';
import { choicesOf, COPY_RESOLUTION, scanTicket, type WantedScan } from './scan-ticket.ts';
import type { ScannerWatch } from './scanner-watch.ts';
import type { ScanTarget, TaskOrder } from './task-order.ts';
import { TaskRun, type TaskWorld } from './task-run.ts';
import { usesScanner } from './task.ts';

export interface TasksOptions extends Omit<TaskWorld, 'onChanged' | 'scanner'> {
  /** Undefined where the device has none. */
  readonly scanner: TaskWorld['scanner'] | undefined;
  readonly watch: Pick<ScannerWatch, 'abilities'>;
  readonly facts: () => ScanFacts;
  readonly printer: {
    abilities(): Pick<DeviceAbilities, 'color' | 'duplex'>;
    /** Asked now. */
    askFormats(): Promise<readonly string[] | PrinterTrouble>;
  };
}

/** The copies and scans of this terminal. */
export interface Tasks extends TasksPort {
  /** Why this person cannot do it now; null when they can. */
  obstacle(action: 'copy' | 'scan', user: Pick<HeldUser, 'scanToMe'>): UnavailableReason | null;
  /** Whose session is at the panel now; undefined when nobody's is. */
  attend(session: SessionId | undefined): void;
  /** B7. */
  stop(user: UserId): void;
  /** Something the obstacles hang on is not as it was. */
  changed(): void;
}

/** IPP has no limit of its own; a panel has three digits. */
const MOST_COPIES = 999;
/** What is over is listed until the session ends. */
const MOST_LISTED = 50;

export function createTasks(options: TasksOptions): Tasks {
  return new TerminalTasks(options);
}

/** Invariant: at most one task uses the scanner; what prints, or is on its way, keeps nobody from the next. */
class TerminalTasks implements Tasks {
  readonly #options: TasksOptions;
  readonly #listeners = new Set<() => void>();
  /** Oldest first. */
  #runs: readonly TaskRun[] = [];
  #present: SessionId | undefined;

  constructor(options: TasksOptions) {
    this.#options = options;
  }

  async scanner(session: JobSession): ReturnType<TasksPort['scanner']> {
    const { scanner, watch, delivery, printer } = this.#options;
    const able = watch.abilities();
    const trouble = this.#options.facts().scanner;
    if (scanner === undefined || able === undefined || trouble !== undefined) {
      return unavailable(trouble ?? 'scanner-unreachable');
    }
    const status = await scanner.status().catch(() => undefined);
    const { feeder, ...choices } = choicesOf(able, session.user.color);
    const { color, duplex } = printer.abilities();
    const copy = { color: color && choices.colors.includes('color'), duplex, mostCopies: MOST_COPIES };
    const told: PanelScanner = {
      ...choices,
      colors: [...choices.colors],
      resolutions: [...choices.resolutions],
      sizes: [...choices.sizes],
      feeder: feeder === undefined ? null : { ...feeder, loaded: status?.feeder === 'loaded' },
      copy,
      targets: [...delivery.targets(session.user)],
    };
    return { outcome: 'told', scanner: told };
  }

  async copy(session: JobSession, request: PanelCopyRequest): Promise<TaskOutcome> {
    const { printer } = this.#options;
    const { copies, twoSided, size } = request;
    const color = request.color && session.user.color;
    const scan = this.#ticket(session, {
      ...request,
      color: color ? 'color' : 'grayscale',
      resolution: COPY_RESOLUTION,
    });
    const obstacle = this.obstacle('copy', session.user) ?? (await this.#printerObstacle(session));
    if (obstacle !== null) return unavailable(obstacle);
    if (scan === undefined || (twoSided && !printer.abilities().duplex)) return { outcome: 'bad-request' };
    return this.#begin(session, scan, { kind: 'copy', ticket: { copies, color, twoSided, size } });
  }

  async scan(session: JobSession, request: PanelScanRequest): Promise<TaskOutcome> {
    const obstacle = this.obstacle('scan', session.user);
    if (obstacle !== null) return unavailable(obstacle);
    const target = this.#target(session.user, request.target);
    if ('outcome' in target) return target;
    const scan = this.#ticket(session, request);
    if (scan === undefined) return { outcome: 'bad-request' };
    return this.#begin(session, scan, { kind: 'scan', target, format: request.format });
  }

  list(session: Pick<JobSession, 'id'>) {
    return this.#of(session)
      .map((run) => run.shown())
      .toReversed()
      .slice(0, MOST_LISTED);
  }

  act(session: Pick<JobSession, 'id'>, id: ActivityId, what: 'more' | 'finish' | 'cancel'): TaskOutcome {
    const run = this.#find(session, id);
    if (run === undefined) return NOT_FOUND;
    run.dispatch({ input: what });
    return started(run);
  }

  retry(session: JobSession, id: ActivityId, to: PanelScanRequest['target'] | undefined): TaskOutcome {
    const run = this.#find(session, id);
    if (run === undefined) return NOT_FOUND;
    const target = to === undefined ? undefined : this.#target(session.user, to);
    if (target !== undefined && 'outcome' in target) return target;
    run.retry(target);
    return started(run);
  }

  preview(session: Pick<JobSession, 'id'>, id: ActivityId, page: number): AsyncIterable<Uint8Array> | undefined {
    return this.#find(session, id)?.preview(page);
  }

  obstacle(action: 'copy' | 'scan', user: Pick<HeldUser, 'scanToMe'>): UnavailableReason | null {
    const facts = this.#options.facts();
    return action === 'copy' ? copyObstacle(facts) : scanObstacle(facts, this.#options.delivery.targets(user));
  }

  attend(session: SessionId | undefined): void {
    if (session === this.#present) return;
    this.#present = session;
    for (const run of this.#runs) if (run.order.session.id !== session) run.dispatch({ input: 'session-ended' });
    this.#forget();
  }

  stop(user: UserId): void {
    for (const run of this.#runs) if (run.order.session.user.id === user) run.dispatch({ input: 'stop' });
  }

  subscribe(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.#forget();
    for (const listener of this.#listeners) listener();
  }

  #begin(session: JobSession, scan: ScanTicket, want: TaskOrder['want']): TaskOutcome {
    const { scanner, clock, entropy } = this.#options;
    if (scanner === undefined) return unavailable('no-scanner');
    // Whoever asked may have left while the printer was.
    if (session.id !== this.#present) return { outcome: 'session-ended' };
    if (this.#runs.some(({ state }) => usesScanner(state))) return { outcome: 'task-active' };
    const order: TaskOrder = { id: makeId('activity', clock.wall(), entropy), session, scan, want };
    const run = new TaskRun({ ...this.#options, scanner, onChanged: () => this.changed() }, order);
    this.#runs = [...this.#runs, run];
    this.changed();
    return started(run);
  }

  /** Before a sheet moves: what the printer says now, and what of its limit the session has left (F5). */
  async #printerObstacle(session: JobSession): Promise<UnavailableReason | null> {
    const formats = await this.#options.printer.askFormats();
    if (typeof formats === 'string') return formats;
    if (formatFor(COPY_FORMAT, formats) === undefined) return 'format-not-supported';
    return this.#options.copies.hasRoom(session) ? null : 'offline-page-limit';
  }

  #ticket(session: JobSession, wanted: WantedScan): ScanTicket | undefined {
    const able: ScannerAbilities | undefined = this.#options.watch.abilities();
    return able && scanTicket(wanted, able, session.user.color);
  }

  #target(user: Pick<HeldUser, 'scanToMe'>, id: PanelScanRequest['target']): ScanTarget | TaskRefusal {
    const target = this.#options.delivery.targets(user).find((one) => one.id === id);
    if (target === undefined) return NOT_FOUND;
    return target.available ? target : unavailable(target.reason ?? 'not-in-profile');
  }

  #of(session: Pick<JobSession, 'id'>): readonly TaskRun[] {
    return this.#runs.filter(({ order }) => order.session.id === session.id);
  }

  #find(session: Pick<JobSession, 'id'>, id: ActivityId): TaskRun | undefined {
    return this.#of(session).find(({ order }) => order.id === id);
  }

  /** What is over is shown to whoever asked for it, and to nobody else. */
  #forget(): void {
    this.#runs = this.#runs.filter(({ order, state }) => state.at !== 'over' || order.session.id === this.#present);
  }
}

const NOT_FOUND = { outcome: 'not-found' } as const;

function started(run: TaskRun): TaskOutcome {
  return { outcome: 'started', task: run.shown() };
}

function unavailable(reason: UnavailableReason): TaskRefusal {
  return { outcome: 'unavailable', reason };
}
