import { seconds, type BootTime } from '@holdover/kernel';
import type { Input, Panel, Step } from './panel-state.ts';
import { editPin, PIN_LEAST, type EditInput } from './proof-steps.ts';
import { refusalOf } from './refusal.ts';
import type { OpenService, ServicePage, ServiceScreen } from './service-state.ts';
import { after, go, loginScreen, stay, type InputOf } from './step-parts.ts';

/** Nobody is at the keypad any more. */
const PIN_KEPT = seconds(45);
const STATUS_EVERY = seconds(5);
const DONE_SHOWN = seconds(8);
const REFUSAL_SHOWN = seconds(12);

export function openServicePin(panel: Panel, now: BootTime): Step {
  return go(panel, { at: 'service', page: { step: 'typing', pin: '' }, refusal: null, touchedAt: now });
}

export function onServiceInput(panel: Panel, screen: ServiceScreen, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'digit':
    case 'text':
    case 'erase':
    case 'field-chosen':
      return edit(panel, screen, input, now);
    case 'submit':
      return submit(panel, screen, now);
    case 'clear':
      return goBack(panel, screen, now);
    case 'service-left':
      return leavePage(panel, now);
    case 'touched':
      return go(panel, { ...screen, touchedAt: now });
    case 'leave-asked':
    case 'leave-dismissed':
      return withOpen(panel, screen, (open) => ({
        ...open,
        leaving: input.type === 'leave-asked' ? { step: 'typing', pin: '' } : null,
      }));
    case 'service-order-asked': {
      const { page } = screen;
      if (page.step !== 'open' || page.running !== null) return stay(panel);
      const next: OpenService = { ...page, running: input.order, done: null };
      const effect = { type: 'order-service', token: page.token, order: input.order } as const;
      return go(panel, { ...screen, page: next, refusal: null }, effect);
    }
    case 'service-opened':
      return hearOpened(panel, screen, input, now);
    case 'service-told':
      return hearStatus(panel, screen, input, now);
    case 'service-ordered':
      return hearOrdered(panel, screen, input, now);
    default:
      return stay(panel);
  }
}

export function passServiceTime(panel: Panel, screen: ServiceScreen, now: BootTime): Step {
  const { page } = screen;
  const refusal = screen.refusal !== null && now - screen.refusal.at >= REFUSAL_SHOWN ? null : screen.refusal;
  if (page.step !== 'open') {
    if (now - screen.touchedAt >= PIN_KEPT) return leavePage(panel, now);
    return refusal === screen.refusal ? stay(panel) : go(panel, { ...screen, refusal });
  }
  if (now >= page.endsAt) return leavePage(panel, now);
  const done = page.done !== null && now - page.done.at >= DONE_SHOWN ? null : page.done;
  const asks = now - page.heardAt >= STATUS_EVERY;
  if (!asks && done === page.done && refusal === screen.refusal) return stay(panel);
  const next: ServiceScreen = { ...screen, refusal, page: { ...page, done, heardAt: asks ? now : page.heardAt } };
  return go(panel, next, ...(asks ? [{ type: 'ask-service', token: page.token } as const] : []));
}

/** Everything of the page is gone with it, the token too. */
function leavePage(panel: Panel, now: BootTime): Step {
  return go({ ...panel, textSize: 100, chosenLanguage: null }, loginScreen(now));
}

function goBack(panel: Panel, screen: ServiceScreen, now: BootTime): Step {
  const { page } = screen;
  if (page.step === 'open' && page.leaving !== null) {
    return go(panel, { ...screen, page: { ...page, leaving: null }, refusal: null });
  }
  return page.step === 'typing' ? leavePage(panel, now) : stay(panel);
}

function withOpen(panel: Panel, screen: ServiceScreen, change: (open: OpenService) => OpenService): Step {
  if (screen.page.step !== 'open') return stay(panel);
  return go(panel, { ...screen, page: change(screen.page), refusal: null });
}

function edit(panel: Panel, screen: ServiceScreen, input: EditInput, now: BootTime): Step {
  const { page } = screen;
  const show = (next: ServicePage): Step => go(panel, { ...screen, page: next, refusal: null, touchedAt: now });
  if (page.step === 'typing') return show({ ...page, pin: editPin(page.pin, input) });
  if (page.step !== 'open' || page.leaving?.step !== 'typing') return stay(panel);
  return show({ ...page, leaving: { ...page.leaving, pin: editPin(page.leaving.pin, input) } });
}

function submit(panel: Panel, screen: ServiceScreen, now: BootTime): Step {
  const { page } = screen;
  const asked = page.step === 'open' ? page.leaving : page;
  if (asked?.step !== 'typing' || asked.pin.length < PIN_LEAST) return stay(panel);
  const ask = panel.lastAsk + 1;
  const checking = { step: 'checking', ask, dots: asked.pin.length } as const;
  const next: ServicePage = page.step === 'open' ? { ...page, leaving: checking } : checking;
  const screenThen: ServiceScreen = { ...screen, page: next, refusal: null, touchedAt: now };
  return go({ ...panel, lastAsk: ask }, screenThen, { type: 'open-service', ask, pin: asked.pin });
}

/** The page opens; or, where the PIN was asked again, the terminal leaves. */
function hearOpened(panel: Panel, screen: ServiceScreen, input: InputOf<'service-opened'>, now: BootTime): Step {
  const { page } = screen;
  const { answer } = input;
  const asked = page.step === 'open' ? page.leaving : page;
  if (asked?.step !== 'checking' || asked.ask !== input.ask) return stay(panel);
  if (answer.is !== 'done') {
    const typing = { step: 'typing', pin: '' } as const;
    const back: ServicePage = page.step === 'open' ? { ...page, leaving: typing } : typing;
    return go(panel, { ...screen, page: back, refusal: refusalOf(answer, now) });
  }
  const { token, expiresInSeconds } = answer.what;
  const endsAt = after(now, expiresInSeconds);
  if (page.step === 'open') {
    const leaving: OpenService = { ...page, token, endsAt, leaving: null, running: 'leave' };
    return go(panel, { ...screen, page: leaving }, { type: 'order-service', token, order: 'leave' });
  }
  const opened: OpenService = {
    step: 'open',
    token,
    endsAt,
    status: null,
    heardAt: now,
    running: null,
    done: null,
    leaving: null,
  };
  return go(panel, { ...screen, page: opened, refusal: null }, { type: 'ask-service', token });
}

function hearStatus(panel: Panel, screen: ServiceScreen, input: InputOf<'service-told'>, now: BootTime): Step {
  const { page } = screen;
  const { answer } = input;
  if (page.step !== 'open' || page.token !== input.token) return stay(panel);
  if (answer.is === 'done') return go(panel, { ...screen, page: { ...page, status: answer.what, heardAt: now } });
  // The token is good no more.
  if (answer.is === 'refused') return leavePage(panel, now);
  return go(panel, { ...screen, refusal: refusalOf(answer, now) });
}

function hearOrdered(panel: Panel, screen: ServiceScreen, input: InputOf<'service-ordered'>, now: BootTime): Step {
  const { page } = screen;
  const { answer, order } = input;
  if (page.step !== 'open' || page.token !== input.token) return stay(panel);
  const next: OpenService = { ...page, running: null };
  if (answer.is !== 'done') return go(panel, { ...screen, page: next, refusal: refusalOf(answer, now) });
  if (order === 'leave') return leavePage(panel, now);
  return go(
    panel,
    { ...screen, page: { ...next, done: { order, at: now } } },
    { type: 'ask-service', token: page.token },
  );
}
