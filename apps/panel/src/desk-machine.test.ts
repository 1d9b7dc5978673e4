import type { PanelScanner, PanelSession, PanelState, PanelTask } from '@holdover/api';
import { bootTime, type ActivityId, type ScanTargetId, type SessionId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { Desk, DeskEffect } from './desk-state.ts';
import { startPanel, step } from './panel-machine.ts';
import type { Effect, Input, Panel, VisitScreen } from './panel-state.ts';

type At = readonly [number, Input];

/** Plays inputs, each at its second; answers the panel and every effect on the way. */
function play(panel: Panel, ...inputs: readonly At[]): { panel: Panel; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = panel;
  for (const [second, input] of inputs) {
    const done = step(next, input, bootTime(second * 1_000));
    next = done.panel;
    effects.push(...done.effects);
  }
  return { panel: next, effects };
}

const session = sessionOf({});
const ME = session.id;
const FOLDER = 'stg_0198c1d2-0000-7000-8000-000000000001' as ScanTargetId;
const says = (more: Partial<PanelSession> = {}): Input => ({ type: 'terminal-said', state: stateOf(sessionOf(more)) });
const nobody: Input = { type: 'terminal-said', state: stateOf(null) };
const lists = (...items: readonly PanelTask[]): Input => ({ type: 'tasks-listed', items });
const opens = (view: VisitScreen['view']): Input => ({ type: 'view-opened', view });
const inSession = (): Panel => play(startPanel(bootTime(0)), [0, says()]).panel;

function visitOf({ screen }: Panel): VisitScreen {
  if (screen.at !== 'visit') throw new TypeError('nobody is logged in');
  return screen;
}
const deskOf = (panel: Panel): Desk => visitOf(panel).desk;

/** A set-up screen whose scanner has answered. */
function setUp(view: 'copy' | 'scan', more: Partial<PanelScanner> = {}): Panel {
  const asked = play(inSession(), [1, opens(view)]).panel;
  return play(asked, [1.1, scannerSays(deskOf(asked).scanner.ask, more)]).panel;
}

function scannerSays(ask: number, more: Partial<PanelScanner> = {}, of: SessionId = ME): Input {
  return { type: 'scanner-answered', session: of, ask, answer: { is: 'scanner', scanner: scannerOf(more) } };
}

const answers = (panel: Panel, answer: Extract<Input, { type: 'desk-answered' }>['answer']): Input => ({
  type: 'desk-answered',
  session: ME,
  ask: deskOf(panel).lastAsk,
  answer,
});

describe('the scanner', () => {
  test('is asked when a set-up screen opens, and again while it is open', () => {
    const opened = play(inSession(), [1, opens('copy')]);
    expect(opened.effects).toEqual([{ type: 'ask-scanner', session: ME, ask: 1 }]);
    const later: At[] = [
      [1.1, scannerSays(1)],
      [2, { type: 'tick' }],
      [4.5, { type: 'tick' }],
      [5, { type: 'tick' }],
    ];
    expect(play(opened.panel, ...later).effects).toEqual([{ type: 'ask-scanner', session: ME, ask: 2 }]);
  });

  test('is not asked from other screens', () => {
    expect(play(inSession(), [5, { type: 'tick' }], [10, { type: 'tick' }]).effects).toEqual([]);
  });

  test('an answer to an older question, or in a session of before, changes nothing', () => {
    const panel = play(setUp('copy'), [5, { type: 'tick' }]).panel;
    expect(play(panel, [6, scannerSays(1, { platen: false })]).panel).toBe(panel);
    const other = 'ses_0198c1d2-0000-7000-8000-000000000009' as SessionId;
    expect(play(panel, [6, scannerSays(2, { platen: false }, other)]).panel).toBe(panel);
  });

  test('stays known while it is asked again, and away once it does not answer', () => {
    const asked = play(setUp('copy'), [5, { type: 'tick' }]).panel;
    expect(deskOf(asked).scanner.answer).toMatchObject({ is: 'scanner' });
    const away: Input = { type: 'scanner-answered', session: ME, ask: 2, answer: { is: 'unreachable' } };
    expect(deskOf(play(asked, [6, away]).panel).scanner.answer).toEqual({ is: 'unreachable' });
  });
});

describe('a copy', () => {
  const begins: Input = { type: 'copy-started' };

  test('starts once, with what was chosen, and its progress is shown', () => {
    const chosen = play(setUp('copy'), [2, { type: 'copy-chosen', choice: { copies: 2, color: true } }]).panel;
    const started = play(chosen, [2, begins], [2, begins]);
    expect(started.effects).toMatchObject([{ type: 'start-copy', request: { copies: 2, color: true } }]);
    const task = taskOf({ kind: 'copy' });
    const { panel } = play(started.panel, [3, answers(started.panel, { is: 'task', task })]);
    expect(visitOf(panel)).toMatchObject({
      view: 'task',
      desk: { shown: { id: task.id }, order: null, tasks: [task] },
    });
  });

  test('the list that came before the answer knows more', () => {
    const { panel } = play(setUp('copy'), [2, begins]);
    const known = play(panel, [2.5, lists(taskOf({ pages: 2 }))]).panel;
    expect(deskOf(play(known, [3, answers(known, { is: 'task', task: taskOf({}) })]).panel).tasks).toMatchObject([
      { pages: 2 },
    ]);
  });

  test('that began although its answer was lost is shown', () => {
    const { panel } = play(setUp('copy'), [2, begins]);
    const lost = play(panel, [2.5, answers(panel, { is: 'unreachable' })], [3, lists(taskOf({ kind: 'copy' }))]).panel;
    expect(visitOf(lost)).toMatchObject({ view: 'task', desk: { shown: { id: taskOf({}).id } } });
  });

  test('does not start from an empty feeder', () => {
    const empty = setUp('copy', { platen: false, feeder: { duplex: true, loaded: false } });
    expect(play(empty, [2, begins]).effects).toEqual([]);
  });

  test('a refusal is said, and the choices stay', () => {
    const started = play(setUp('copy'), [2, { type: 'copy-chosen', choice: { copies: 7 } }], [2, begins]).panel;
    const refused = answers(started, { is: 'refused', code: 'task-active', reason: null });
    expect(visitOf(play(started, [3, refused]).panel)).toMatchObject({
      view: 'copy',
      notice: { code: 'task-active' },
      desk: { order: null, copy: { copies: 7 } },
    });
  });

  test('copies are typed, no more than the device makes', () => {
    const typed = Array.from('1234').map((digit): At => [2, { type: 'digit', digit }]);
    const { panel } = play(setUp('copy'), ...typed, [3, { type: 'erase' }], [3, { type: 'digit', digit: '5' }]);
    expect(visitOf(panel).dialog).toEqual({ kind: 'copies', typed: '15' });
    const done = play(panel, [4, { type: 'submit' }]).panel;
    expect(visitOf(done)).toMatchObject({ dialog: null, desk: { copy: { copies: 15 } } });
  });

  test('no copies at all cannot be typed, and nothing typed leaves the number', () => {
    const zero = play(setUp('copy'), [2, { type: 'copies-dialog-opened' }], [2, { type: 'digit', digit: '0' }]).panel;
    expect(deskOf(play(zero, [3, { type: 'copies-confirmed' }]).panel).copy).toEqual({});
  });
});

describe('a scan', () => {
  test('wants its target first', () => {
    const open = setUp('scan');
    expect(play(open, [2, { type: 'scan-started' }]).effects).toEqual([]);
    const { effects } = play(
      open,
      [2, { type: 'target-chosen', target: 'usb' }],
      [2, { type: 'scan-chosen', choice: { format: 'jpeg' } }],
      [3, { type: 'scan-started' }],
    );
    expect(effects).toMatchObject([
      { type: 'start-scan', request: { target: 'usb', format: 'jpeg', resolution: 300 } },
    ]);
  });

  test('its target is chosen anew each time, the rest is as before', () => {
    const { panel } = play(
      setUp('scan'),
      [2, { type: 'target-chosen', target: 'usb' }],
      [2, { type: 'scan-chosen', choice: { resolution: 600 } }],
      [3, opens('home')],
      [4, opens('scan')],
    );
    expect(deskOf(panel)).toMatchObject({ target: null, scan: { resolution: 600 } });
  });

  test('pages that did not arrive go to another target, without a sheet moving again', () => {
    const failed = taskOf({ state: 'failed', reason: 'target-unreachable', canRetry: true, pages: 3 });
    const chosen = play(inSession(), [1, lists(failed)], [2, { type: 'other-target-asked' }]);
    expect(visitOf(chosen.panel)).toMatchObject({ view: 'scan', desk: { redirects: true } });
    const { panel, effects } = play(chosen.panel, [3, { type: 'target-chosen', target: FOLDER }]);
    expect(effects).toMatchObject([{ type: 'order-task', id: failed.id, order: 'retry', target: FOLDER }]);
    expect(visitOf(panel)).toMatchObject({ view: 'task', desk: { redirects: false } });
  });

  test('who thinks better of it comes back to what failed', () => {
    const failed = taskOf({ state: 'failed', reason: 'target-full', canRetry: true, pages: 3 });
    const inputs: At[] = [
      [1, lists(failed)],
      [2, { type: 'other-target-asked' }],
      [3, { type: 'target-chosen', target: null }],
    ];
    const { panel, effects } = play(inSession(), ...inputs);
    expect(visitOf(panel)).toMatchObject({ view: 'task', desk: { redirects: false, order: null } });
    expect(effects.filter(({ type }) => type === 'order-task')).toEqual([]);
  });
});

describe('a task', () => {
  const shown = (more: Partial<PanelTask>): Panel => play(inSession(), [1, lists(taskOf(more))]).panel;

  test('of a page that was loaded anew is found and shown', () => {
    expect(visitOf(shown({ state: 'more', pages: 2 }))).toMatchObject({
      view: 'task',
      desk: { shown: { id: taskOf({}).id } },
    });
  });

  test('that begins while the person is elsewhere takes no screen from them', () => {
    const { panel } = play(inSession(), [1, lists()], [2, lists(taskOf({}))]);
    expect(visitOf(panel).view).toBe('home');
  });

  test('one order at a time, free again when the terminal says more', () => {
    const once = play(shown({ state: 'more' }), [2, { type: 'task-ordered', order: 'more' }]);
    expect(once.effects).toMatchObject([{ type: 'order-task', order: 'more', target: null }]);
    const taken = play(
      once.panel,
      [2, { type: 'task-ordered', order: 'finish' }],
      [3, answers(once.panel, { is: 'done' })],
    );
    expect(taken.effects).toEqual([]);
    expect(deskOf(taken.panel).order).not.toBeNull();
    expect(deskOf(play(taken.panel, [4, lists(taskOf({ state: 'scanning' }))]).panel).order).toBeNull();
  });

  test('an order nobody answers is free again in the end', () => {
    const { panel } = play(shown({}), [2, { type: 'task-ordered', order: 'cancel' }], [12, { type: 'tick' }]);
    expect(deskOf(panel).order).toBeNull();
  });

  test('the terminal out of reach in the middle: said, and the task is where it was', () => {
    const ordered = play(shown({}), [2, { type: 'task-ordered', order: 'cancel' }]).panel;
    const lost: At[] = [
      [3, answers(ordered, { is: 'unreachable' })],
      [3, { type: 'terminal-lost' }],
      [6, says()],
      [6, lists(taskOf({ pages: 4 }))],
    ];
    const { panel } = play(ordered, ...lost);
    expect(visitOf(panel)).toMatchObject({
      view: 'task',
      notice: { code: 'unreachable' },
      desk: { tasks: [{ pages: 4 }] },
    });
  });

  test('that is over leads home by itself, unless somebody looks at its pages', () => {
    const done = play(shown({ previews: 2 }), [5, lists(taskOf({ state: 'done', previews: 2 }))]).panel;
    expect(visitOf(play(done, [16, { type: 'tick' }]).panel).view).toBe('task');
    expect(visitOf(play(done, [17, { type: 'tick' }]).panel).view).toBe('home');
    const looked = play(done, [14, { type: 'page-chosen', page: 1 }], [17, { type: 'tick' }]).panel;
    expect(visitOf(looked).view).toBe('task');
  });

  test('that failed stays until somebody has read it', () => {
    const failed = play(shown({}), [5, lists(taskOf({ state: 'failed', reason: 'disk-full' }))]).panel;
    expect(visitOf(play(failed, [50, { type: 'tick' }]).panel).view).toBe('task');
  });

  test('that failed and is left is given up, so that its pages do not lie about', () => {
    const { effects } = play(shown({ state: 'failed', reason: 'target-full', canRetry: true }), [
      2,
      { type: 'task-left' },
    ]);
    expect(effects).toMatchObject([{ type: 'order-task', order: 'cancel' }]);
  });

  test('whose sheets are in the scanner comes before new ones; one that prints does not', () => {
    const scanning = play(inSession(), [1, lists()], [2, lists(taskOf({}))], [3, opens('copy')]);
    expect(visitOf(scanning.panel).view).toBe('task');
    const printing = lists(taskOf({ kind: 'copy', state: 'printing' }));
    expect(visitOf(play(inSession(), [1, lists()], [2, printing], [3, opens('scan')]).panel).view).toBe('scan');
  });
});

describe('the session', () => {
  const ended = (ask: number): Input => ({
    type: 'desk-answered',
    session: ME,
    ask,
    answer: { is: 'refused', code: 'session-ended', reason: null },
  });

  test.each(['copy', 'scan'] as const)('that ended is known by any answer: %s', (view) => {
    expect(play(setUp(view), [2, ended(1)]).panel.screen.at).toBe('login');
  });

  test('of before cannot end this one', () => {
    const late = { ...ended(1), session: 'ses_0198c1d2-0000-7000-8000-000000000009' as SessionId } as Input;
    expect(play(setUp('copy'), [2, late]).panel.screen.at).toBe('visit');
  });

  test('that ended elsewhere in the middle of a task leaves nothing of it', () => {
    const { panel } = play(inSession(), [1, lists(taskOf({ pages: 2, target: folder }))], [2, nobody]);
    expect(panel.screen.at).toBe('login');
    expect(JSON.stringify(panel.screen)).not.toContain('Accounts');
  });
});

describe("the device's own panel", () => {
  const asked = (): Panel => play(inSession(), [1, opens('unlock')], [2, { type: 'unlock-asked' }]).panel;
  const free = { unlocked: { impressions: 0 } } as const;

  test('is asked for once, and is free when the terminal says so', () => {
    const once = play(inSession(), [1, opens('unlock')], [2, { type: 'unlock-asked' }], [2, { type: 'unlock-asked' }]);
    expect(once.effects).toEqual([{ type: 'unlock-panel', session: ME, ask: 1 }] satisfies DeskEffect[]);
    const freed = play(once.panel, [3, answers(once.panel, { is: 'done' })], [4, says(free)]).panel;
    expect(visitOf(freed)).toMatchObject({ view: 'unlock', desk: { order: null } });
  });

  test('locked again it leads home', () => {
    const freed = play(asked(), [3, says(free)], [4, { type: 'lock-asked' }]);
    expect(freed.effects).toMatchObject([{ type: 'lock-panel' }]);
    expect(visitOf(play(freed.panel, [5, says()]).panel)).toMatchObject({ view: 'home', desk: { lockTrouble: null } });
  });

  test('that cannot be locked is said, and stays on the screen', () => {
    const locking = play(asked(), [3, says(free)], [4, { type: 'lock-asked' }]).panel;
    const refused = answers(locking, { is: 'refused', code: 'not-available', reason: 'device-unreachable' });
    expect(visitOf(play(locking, [5, refused]).panel)).toMatchObject({
      view: 'unlock',
      desk: { order: null, lockTrouble: { wanted: 'lock', reason: 'device-unreachable' } },
    });
    expect(deskOf(play(locking, [14, { type: 'tick' }]).panel).lockTrouble).toEqual({ wanted: 'lock', reason: null });
  });

  test('that cannot be unlocked after all is said with its reason', () => {
    const gone = says({ actions: [{ name: 'unlock-panel', available: false, reason: 'device-unreachable' }] });
    expect(deskOf(play(asked(), [3, gone]).panel)).toMatchObject({
      order: null,
      lockTrouble: { wanted: 'unlock', reason: 'device-unreachable' },
    });
  });

  test('free from before, a page that was loaded anew shows it', () => {
    const { panel } = play(startPanel(bootTime(0)), [0, says(free)]);
    expect(visitOf(panel).view).toBe('unlock');
  });
});

const folder = { id: FOLDER, kind: 'smb', name: 'Accounts payable' } as const;

function taskOf(more: Partial<PanelTask>): PanelTask {
  return {
    id: 'act_0198c1d2-0000-7000-8000-000000000001' as ActivityId,
    kind: 'scan',
    state: 'scanning',
    pages: 0,
    impressions: 0,
    impressionsExpected: null,
    reason: null,
    canRetry: false,
    previews: 0,
    target: null,
    ...more,
  };
}

function scannerOf(more: Partial<PanelScanner>): PanelScanner {
  return {
    platen: true,
    feeder: { duplex: true, loaded: true },
    colors: ['black-and-white', 'grayscale', 'color'],
    resolutions: [150, 300, 600],
    sizes: ['a4', 'a3'],
    copy: { color: true, duplex: true, mostCopies: 99 },
    targets: [
      { id: 'usb', kind: 'usb', name: '', available: true, held: false },
      { ...folder, available: true, held: false },
    ],
    ...more,
  };
}

function stateOf(of: PanelSession | null): PanelState {
  return {
    link: 'online',
    device: { name: 'Kyocera, 2nd floor', model: 'kyocera', language: 'en', offlineLogin: true },
    methods: [{ method: 'pin', available: true }],
    pinMinLength: 6,
    cardRegistration: false,
    session: of,
    messages: [],
    journalBacklog: 0,
  };
}

function sessionOf(more: Partial<PanelSession>): PanelSession {
  return {
    id: 'ses_0198c1d2-0000-7000-8000-000000000001' as SessionId,
    userName: 'anna',
    fullName: 'Anna Keller',
    language: null,
    mode: 'online',
    endsAt: '2026-11-22T12:00:00.000Z',
    endsInSeconds: 60,
    actions: [{ name: 'unlock-panel', available: true }],
    unlocked: null,
    ...more,
  };
}
