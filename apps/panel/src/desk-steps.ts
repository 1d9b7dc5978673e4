import type { PanelTask } from '@holdover/api';
import { seconds, type BootTime, type SessionId } from '@holdover/kernel';
import { onCopiesInput } from './copies-steps.ts';
import { canStart, copyOf, scannerOf, scanOf } from './desk-choices.ts';
import { askScanner, isSetUp, send, withDesk } from './desk-parts.ts';
import type { DeskOrder, LockTrouble } from './desk-state.ts';
import type { Input, Panel, Step, VisitScreen } from './panel-state.ts';
import { go, stay, type InputOf } from './step-parts.ts';
import { onTaskInput, passTaskTime, redirect, scannerTask, showTask } from './task-steps.ts';

/** A person who lays sheets into the feeder sees it soon after; the set-up screens alone ask. */
const SCANNER_ASKED_EVERY = seconds(3);
/** After that a touch counts again: the terminal took the order, and nothing came of it. */
const ORDER_TAKES_AT_MOST = seconds(10);

/** @returns null for an input that is no business of copying, scanning and unlocking */
export function onDeskInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step | null {
  const { desk } = visit;
  switch (input.type) {
    case 'scanner-answered':
      return isFor(visit, input, desk.scanner.ask) ? go(panel, hearScanner(visit, input)) : stay(panel);
    case 'desk-answered':
      return desk.order !== null && isFor(visit, input, desk.order.ask)
        ? go(panel, hearAnswer(visit, desk.order, input, now))
        : stay(panel);
    case 'copy-chosen':
      return go(panel, { ...withDesk(visit, { copy: { ...desk.copy, ...input.choice } }), dialog: null });
    case 'scan-chosen':
      return go(panel, { ...withDesk(visit, { scan: { ...desk.scan, ...input.choice } }), dialog: null });
    case 'target-chosen':
      if (desk.redirects) return redirect(panel, visit, input.target, now);
      return go(panel, withDesk(visit, { target: input.target }));
    case 'choice-opened':
      return go(panel, { ...visit, dialog: { kind: 'choice', of: input.of } });
    case 'copy-started':
    case 'scan-started':
      return start(panel, visit, now);
    case 'unlock-asked':
    case 'lock-asked':
      return setLock(panel, visit, input.type === 'unlock-asked' ? 'unlock' : 'lock', now);
    default:
      return onCopiesInput(panel, visit, input) ?? onTaskInput(panel, visit, input, now);
  }
}

/** Opens a view; what it needs of the scanner is asked at once. Somebody whose sheets are under way sees those. */
export function openView(panel: Panel, visit: VisitScreen, view: VisitScreen['view'], now: BootTime): Step {
  const closed = withDesk(visit, { lockTrouble: null });
  const next: VisitScreen = { ...closed, view, selected: [], notice: null, dialog: null };
  if (!isSetUp(next)) return go(panel, next);
  const taken = scannerTask(visit);
  if (taken !== null) return go(panel, showTask(next, taken, now));
  const anew = view === 'scan' ? withDesk(next, { target: null, redirects: false }) : next;
  return askScanner(panel, anew, now);
}

/** A freed panel is seen, whoever's word it was; a locked one leads back. */
export function followLock(before: VisitScreen | null, after: VisitScreen): VisitScreen {
  const was = before !== null && before.session.unlocked !== null;
  const is = after.session.unlocked !== null;
  if (was === is) return is ? after : withRefusedUnlock(after);
  const next = isLockOrder(after.desk.order) ? withDesk(after, { order: null, lockTrouble: null }) : after;
  if (is) return { ...next, view: 'unlock' };
  return next.view === 'unlock' ? { ...next, view: 'home' } : next;
}

/** The device was asked after the terminal had taken the order, and cannot be unlocked after all. */
function withRefusedUnlock(visit: VisitScreen): VisitScreen {
  const action = visit.session.actions.find(({ name }) => name === 'unlock-panel');
  if (visit.desk.order?.kind !== 'unlock' || action === undefined || action.available) return visit;
  return withDesk(visit, { order: null, lockTrouble: { wanted: 'unlock', reason: action.reason ?? null } });
}

const isLockOrder = (order: DeskOrder | null): order is DeskOrder & { readonly kind: 'unlock' | 'lock' } =>
  order?.kind === 'unlock' || order?.kind === 'lock';

export function passDeskTime(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const { scanner, order } = visit.desk;
  const due = !scanner.waits && (scanner.at === null || now - scanner.at >= SCANNER_ASKED_EVERY);
  if (isSetUp(visit) && due) return askScanner(panel, visit, now);
  if (order !== null && now - order.at >= ORDER_TAKES_AT_MOST) return go(panel, fail(visit, order, null));
  const passed = passTaskTime(visit, now);
  return passed === visit ? stay(panel) : go(panel, passed);
}

/** An answer that belongs to this session and says that it is over. */
export function saysSessionEnded(input: Input, session: SessionId): boolean {
  if (input.type !== 'scanner-answered' && input.type !== 'desk-answered') return false;
  return input.session === session && input.answer.is === 'refused' && input.answer.code === 'session-ended';
}

/** An answer to an older question, or to another person's, is not for us. */
function isFor(
  { session }: VisitScreen,
  input: { readonly session: SessionId; readonly ask: number },
  ask: number,
): boolean {
  return input.session === session.id && input.ask === ask;
}

function start(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const { desk, view } = visit;
  const scanner = scannerOf(desk);
  if (scanner === null) return stay(panel);
  if (view === 'copy') {
    const request = copyOf(scanner, desk.copy);
    if (!canStart(scanner, request.source)) return stay(panel);
    return send(
      panel,
      visit,
      { kind: 'copy', task: null, effect: (of) => ({ type: 'start-copy', ...of, request }) },
      now,
    );
  }
  const request = view === 'scan' ? scanOf(scanner, desk) : null;
  if (request === null || !canStart(scanner, request.source)) return stay(panel);
  return send(
    panel,
    visit,
    { kind: 'scan', task: null, effect: (of) => ({ type: 'start-scan', ...of, request }) },
    now,
  );
}

function setLock(panel: Panel, visit: VisitScreen, kind: 'unlock' | 'lock', now: BootTime): Step {
  const isLocked = visit.session.unlocked === null;
  if (isLocked !== (kind === 'unlock')) return stay(panel);
  const type = kind === 'unlock' ? 'unlock-panel' : 'lock-panel';
  return send(panel, visit, { kind, task: null, effect: (of) => ({ type, ...of }) }, now);
}

function hearScanner(visit: VisitScreen, { answer }: InputOf<'scanner-answered'>): VisitScreen {
  return withDesk(visit, { scanner: { ...visit.desk.scanner, waits: false, answer } });
}

/** What was taken shows by the terminal's next word; what was not says why. */
function hearAnswer(visit: VisitScreen, order: DeskOrder, input: InputOf<'desk-answered'>, now: BootTime): VisitScreen {
  const { answer } = input;
  switch (answer.is) {
    case 'task':
      return begin(visit, answer.task, now);
    case 'done':
      return order.kind === 'cancel' && visit.view !== 'task' ? withDesk(visit, { order: null }) : visit;
    case 'refused':
    case 'unreachable': {
      const code = answer.is === 'refused' ? answer.code : 'unreachable';
      const reason = answer.is === 'refused' ? answer.reason : null;
      if (isLockOrder(order)) return fail(visit, order, reason);
      return { ...withDesk(visit, { order: null }), notice: { code, reason, at: now } };
    }
  }
}

function fail(visit: VisitScreen, order: DeskOrder, reason: LockTrouble['reason']): VisitScreen {
  return withDesk(visit, { order: null, lockTrouble: isLockOrder(order) ? { wanted: order.kind, reason } : null });
}

/** The list may have come before the answer, and know more. */
function begin(visit: VisitScreen, task: PanelTask, now: BootTime): VisitScreen {
  const tasks = visit.desk.tasks ?? [];
  const known = tasks.find(({ id }) => id === task.id);
  const listed = known === undefined ? withDesk(visit, { tasks: [task, ...tasks] }) : visit;
  const started = withDesk(listed, { order: null });
  return isSetUp(visit) ? showTask(started, known ?? task, now) : started;
}
