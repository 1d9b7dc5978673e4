import type { PanelTask } from '@holdover/api';
import { seconds, type ActivityId, type BootTime } from '@holdover/kernel';
import { askScanner, isSetUp, send, withDesk } from './desk-parts.ts';
import type { DeskOrder, ShownTask, TargetId, TaskOrder } from './desk-state.ts';
import type { Input, Panel, Step, VisitScreen } from './panel-state.ts';
import { go, stay } from './step-parts.ts';

/** Long enough to read one sentence and to take the sheets. */
const HOME_AFTER = seconds(12);
const SCANNER_ASKED_AGAIN = seconds(1);

export function onTaskInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step | null {
  switch (input.type) {
    case 'tasks-listed':
      return hearTasks(panel, visit, input.items, now);
    case 'task-opened':
      return go(panel, { ...showTask(visit, taskOf(visit, input.id), now), notice: null });
    case 'page-chosen':
      return go(panel, lookThrough(visit, input.page, now));
    case 'task-ordered':
      return orderTask(panel, visit, { order: input.order, target: null }, now);
    case 'task-left':
      return leaveTask(panel, visit, now);
    case 'other-target-asked':
      return askOtherTarget(panel, visit, now);
    case 'task-begun-anew':
      return beginAnew(panel, visit, now);
    default:
      return null;
  }
}

/** The task on the screen, as the terminal said last. */
export function shownTask({ desk }: VisitScreen): PanelTask | null {
  const id = desk.shown?.id;
  return desk.tasks?.find((task) => task.id === id) ?? null;
}

/** What is under way, or waits for a word of the person: the newest there is. */
export function activeTask({ desk }: VisitScreen): PanelTask | null {
  return desk.tasks?.find((task) => isActive(task) || (task.state === 'failed' && task.canRetry)) ?? null;
}

/** Whose sheets are in the scanner, or whose pages wait for a decision: one after the other. */
export function scannerTask({ desk }: VisitScreen): PanelTask | null {
  const holds = ({ state, canRetry }: PanelTask): boolean =>
    state === 'scanning' || state === 'more' || (state === 'failed' && canRetry);
  return desk.tasks?.find(holds) ?? null;
}

export function isActive({ state }: PanelTask): boolean {
  return state === 'scanning' || state === 'more' || state === 'printing' || state === 'delivering';
}

/** Came to its end as people wanted it, or as they said: there is nothing left to decide. */
export function isOver({ state }: PanelTask): boolean {
  return state === 'done' || state === 'held' || state === 'cancelled';
}

/** A task that began just now, or one that is looked at again. */
export function showTask(visit: VisitScreen, task: PanelTask | null, now: BootTime): VisitScreen {
  if (task === null) return visit;
  const shown: ShownTask = { id: task.id, settledAt: isOver(task) ? now : null, page: null };
  return { ...withDesk(visit, { shown }), view: 'task' };
}

/** Back home by itself: who is done has gone. */
export function passTaskTime(visit: VisitScreen, now: BootTime): VisitScreen {
  const settledAt = visit.desk.shown?.settledAt ?? null;
  if (visit.view !== 'task' || settledAt === null || now - settledAt < HOME_AFTER) return visit;
  return { ...withDesk(visit, { shown: null }), view: 'home' };
}

/** The terminal's list is the truth. A page loaded anew finds what its session began. */
function hearTasks(panel: Panel, visit: VisitScreen, items: readonly PanelTask[], now: BootTime): Step {
  const { shown, order, tasks: before } = visit.desk;
  const tasks = [...items];
  const told = order !== null && isTold(order, tasks);
  const next = withDesk(visit, { tasks, order: told ? null : order, shown: settled(shown, tasks, now) });
  const found = before === null && visit.view === 'home' ? activeTask(next) : startedUnheard(next);
  if (found !== null) return go(panel, showTask(next, found, now));
  return isSetUp(next) && isScannerStale(next, now) ? askScanner(panel, next, now) : go(panel, next);
}

/** It began, and the answer that said so was lost: nobody sets up a second one beside it. */
function startedUnheard(visit: VisitScreen): PanelTask | null {
  const { order, redirects } = visit.desk;
  return isSetUp(visit) && order === null && !redirects ? scannerTask(visit) : null;
}

/** Its tasks changed, so what it can do may have; pages that come out by the second are no reason to ask each time. */
function isScannerStale({ desk: { scanner } }: VisitScreen, now: BootTime): boolean {
  return !scanner.waits && (scanner.at === null || now - scanner.at >= SCANNER_ASKED_AGAIN);
}

function settled(shown: ShownTask | null, tasks: readonly PanelTask[], now: BootTime): ShownTask | null {
  const task = tasks.find(({ id }) => id === shown?.id);
  if (shown === null || task === undefined) return shown;
  return { ...shown, settledAt: isOver(task) ? (shown.settledAt ?? now) : null };
}

function isTold({ task }: DeskOrder, tasks: readonly PanelTask[]): boolean {
  if (task === null) return false;
  const now = tasks.find(({ id }) => id === task.id);
  return now?.state !== task.state || now.reason !== task.reason;
}

interface Wanted {
  readonly order: TaskOrder;
  readonly target: TargetId | null;
}

function orderTask(panel: Panel, visit: VisitScreen, { order, target }: Wanted, now: BootTime): Step {
  const task = shownTask(visit);
  if (task === null || isOver(task)) return stay(panel);
  const { id } = task;
  return send(
    panel,
    visit,
    { kind: order, task, effect: (of) => ({ type: 'order-task', ...of, id, order, target }) },
    now,
  );
}

/** What failed and is left is given up, so that its pages do not lie about; what runs goes on. */
function leaveTask(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const task = shownTask(visit);
  const home: VisitScreen = { ...visit, view: 'home', notice: null };
  if (task?.state !== 'failed' || !task.canRetry) return go(panel, home);
  return giveUp(panel, home, task, now);
}

/** The same choices again, the target apart: for the next of many. */
function beginAnew(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const task = shownTask(visit);
  if (task === null || scannerTask(visit) !== null) return stay(panel);
  const anew = withDesk({ ...visit, notice: null }, { target: null, redirects: false, shown: null });
  return askScanner(panel, { ...anew, view: task.kind }, now);
}

function askOtherTarget(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const task = shownTask(visit);
  if (task?.kind !== 'scan' || task.state !== 'failed' || !task.canRetry) return stay(panel);
  return askScanner(panel, { ...withDesk(visit, { target: null, redirects: true }), view: 'scan', notice: null }, now);
}

/** Pages that did not reach their target go to another one. @param target null: to none, after all */
export function redirect(panel: Panel, visit: VisitScreen, target: TargetId | null, now: BootTime): Step {
  const back: VisitScreen = { ...withDesk(visit, { redirects: false }), view: 'task' };
  return target === null ? go(panel, back) : orderTask(panel, back, { order: 'retry', target }, now);
}

function giveUp(panel: Panel, visit: VisitScreen, task: PanelTask, now: BootTime): Step {
  return send(
    panel,
    visit,
    {
      kind: 'cancel',
      task,
      effect: (of) => ({ type: 'order-task', ...of, id: task.id, order: 'cancel', target: null }),
    },
    now,
  );
}

function lookThrough(visit: VisitScreen, page: number, now: BootTime): VisitScreen {
  const { shown } = visit.desk;
  if (shown === null) return visit;
  return withDesk(visit, { shown: { ...shown, page, settledAt: shown.settledAt === null ? null : now } });
}

function taskOf({ desk }: VisitScreen, id: ActivityId): PanelTask | null {
  return desk.tasks?.find((task) => task.id === id) ?? null;
}
