import type { PanelSession } from '@holdover/api';
import { milliseconds, seconds, type BootTime, type SessionId } from '@holdover/kernel';
import type { AccountAnswer } from './account-state.ts';
import { ACCOUNT_MENU, onAccountInput, passAccountTime } from './account-steps.ts';
import { openDesk } from './desk-parts.ts';
import { followLock, onDeskInput, openView, passDeskTime, saysSessionEnded } from './desk-steps.ts';
import { listJobs, onJobInput } from './job-steps.ts';
import type { CheckingEntry, Input, Notice, Panel, Step, VisitScreen } from './panel-state.ts';
import { after, go, loginScreen, stay, type InputOf } from './step-parts.ts';

/** Touches come many a second; the terminal needs to know only that somebody is there. */
const KEEP_ALIVE_EVERY = seconds(3);
/** After that a session the terminal still names goes on: the logout did not reach it. */
const LOGOUT_TAKES_AT_MOST = seconds(5);
const NOTICE_SHOWN = seconds(8);
const GOOD_NEWS_SHOWN = seconds(6);
/** How long another person's card waits for an answer on the screen. */
const OTHER_CARD_KEPT = seconds(10);
/** The last part of the countdown, in which the page asks (experience: 20 s; half of a shorter time-out). */
const ASKS_FOR_LAST = seconds(20);

/** The session begins, or goes on with what the terminal says about it. */
export function enterVisit(panel: Panel, session: PanelSession, now: BootTime): Step {
  const { screen } = panel;
  const idle = milliseconds(session.endsInSeconds * 1_000);
  const endsAt = after(now, session.endsInSeconds);
  if (screen.at === 'visit' && screen.session.id === session.id) {
    const longest = idle > screen.idle ? idle : screen.idle;
    return go(panel, followLock(screen, { ...screen, session, endsAt, idle: longest }));
  }
  const visit: VisitScreen = {
    at: 'visit',
    view: 'home',
    account: null,
    session,
    endsAt,
    idle,
    keptAliveAt: now,
    jobs: null,
    selected: [],
    underway: [],
    desk: openDesk(),
    dialog: null,
    notice: null,
    goodNews: registers(screen) ? { what: 'card-registered', at: now } : null,
  };
  return go(
    { ...panel, chosenLanguage: session.language === null ? panel.chosenLanguage : null },
    followLock(null, visit),
    {
      type: 'list-jobs',
      session: session.id,
    },
  );
}

/** A session that comes while a card is being registered comes with the card (`POST /register-card`). */
function registers(screen: Panel['screen']): boolean {
  return screen.at === 'login' && screen.entry.step === 'checking' && screen.entry.back.step === 'register';
}

/** A session that ended elsewhere leaves nothing of itself on this page, at once. */
export function hearSession(panel: Panel, session: PanelSession | null, now: BootTime): Step {
  const { ended } = panel;
  const old = session !== null && ended?.session === session.id && now - ended.at < LOGOUT_TAKES_AT_MOST;
  if (old) return stay(panel);
  if (session !== null) return enterVisit(panel, session, now);
  return panel.screen.at === 'visit' ? endVisit(panel, now) : stay(panel);
}

export function onVisitInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step {
  if (input.type === 'account-answered' && isEnd(input.session, visit, input.answer)) return endVisit(panel, now);
  if (saysSessionEnded(input, visit.session.id)) return endVisit(panel, now);
  return (
    onAccountInput(panel, visit, input, now) ??
    onDeskInput(panel, visit, input, now) ??
    onSessionInput(panel, visit, input, now)
  );
}

function onSessionInput(panel: Panel, visit: VisitScreen, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'logout-asked':
      return leave(panel, visit, now);
    case 'touched':
      return keepAlive(panel, visit, now);
    case 'view-opened':
      return openView(panel, { ...visit, account: input.view === 'account' ? ACCOUNT_MENU : null }, input.view, now);
    case 'card-read':
      return readOtherCard(panel, visit, input.number, now);
    case 'login-answered':
      return hearOtherCard(panel, visit, input, now);
    case 'switch-confirmed':
      return switchUser(panel, visit, now);
    case 'dialog-dismissed':
      return go(panel, { ...visit, dialog: null });
    case 'jobs-listed':
      if (input.session !== null && input.session !== visit.session.id) return stay(panel);
      return go(panel, listJobs(visit, input.items, now));
    case 'order-answered':
      if (input.session !== visit.session.id) return stay(panel);
      if (input.answer.is === 'refused' && input.answer.code === 'session-ended') return endVisit(panel, now);
      return onJobInput(panel, visit, input, now);
    default:
      return onJobInput(panel, visit, input, now);
  }
}

export function passVisitTime(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  if (now >= visit.endsAt) return leave(panel, visit, now);
  const staleNotice = visit.notice !== null && now - visit.notice.at >= NOTICE_SHOWN;
  const staleCard = visit.dialog?.kind === 'other-card' && now - visit.dialog.at >= OTHER_CARD_KEPT;
  const staleNews = visit.goodNews !== null && now - visit.goodNews.at >= GOOD_NEWS_SHOWN;
  const account = passAccountTime(visit.account, now);
  if (!staleNotice && !staleCard && !staleNews && account === visit.account) return passDeskTime(panel, visit, now);
  return go(panel, {
    ...visit,
    account,
    goodNews: staleNews ? null : visit.goodNews,
    notice: staleNotice ? null : visit.notice,
    dialog: staleCard ? null : visit.dialog,
  });
}

/** Whether the countdown is in the part where the page asks *Are you still there?* */
export function asksToStay(visit: VisitScreen, now: BootTime): boolean {
  return visit.endsAt - now <= Math.min(ASKS_FOR_LAST, visit.idle / 2);
}

function endVisit(panel: Panel, now: BootTime): Step {
  return go({ ...panel, chosenLanguage: null, textSize: 100 }, { ...loginScreen(now), justLoggedOut: true });
}

function isEnd(session: SessionId, visit: VisitScreen, answer: AccountAnswer): boolean {
  return session === visit.session.id && answer.is === 'refused' && answer.code === 'session-ended';
}

function leave(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  const session = visit.session.id;
  const left: Panel = { ...endVisit(panel, now).panel, ended: { session, at: now } };
  return { panel: left, effects: [{ type: 'log-out', session }] };
}

function keepAlive(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  if (now - visit.keptAliveAt < KEEP_ALIVE_EVERY && !asksToStay(visit, now)) return stay(panel);
  const endsAt = after(now, visit.idle / 1_000);
  return go(panel, { ...visit, keptAliveAt: now, endsAt }, { type: 'keep-alive', session: visit.session.id });
}

/** D5: the terminal knows whose card it is. The same person's ends the session, another's is answered `session-active`. */
function readOtherCard(panel: Panel, visit: VisitScreen, card: string, now: BootTime): Step {
  const ask = panel.lastAsk + 1;
  const request = { method: 'card', card } as const;
  return go(
    { ...panel, lastAsk: ask },
    { ...visit, dialog: { kind: 'other-card', ask, card, at: now, offered: false } },
    { type: 'log-in', ask, request, instead: null },
  );
}

function hearOtherCard(panel: Panel, visit: VisitScreen, input: InputOf<'login-answered'>, now: BootTime): Step {
  const { answer } = input;
  const { dialog } = visit;
  if (dialog?.kind !== 'other-card' || answer.is === 'session') return stay(panel);
  if (answer.is === 'refused' && answer.code === 'session-active') {
    return go(panel, { ...visit, dialog: { ...dialog, at: now, offered: true } });
  }
  if (answer.is === 'refused' && answer.code === 'session-ended') return endVisit(panel, now);
  const notice: Notice = { code: answer.is === 'refused' ? answer.code : 'unreachable', reason: null, at: now };
  return go(panel, { ...visit, dialog: null, notice });
}

function switchUser(panel: Panel, visit: VisitScreen, now: BootTime): Step {
  if (visit.dialog?.kind !== 'other-card' || !visit.dialog.offered) return stay(panel);
  const ask = panel.lastAsk + 1;
  const back = { step: 'typing', pin: '' } as const;
  const entry: CheckingEntry = { step: 'checking', ask, method: 'card', dots: 0, back };
  const instead = visit.session.id;
  const left: Panel = {
    ...panel,
    lastAsk: ask,
    chosenLanguage: null,
    textSize: 100,
    ended: { session: instead, at: now },
  };
  const request = { method: 'card', card: visit.dialog.card } as const;
  return go(left, { ...loginScreen(now), entry }, { type: 'log-in', ask, request, instead });
}
