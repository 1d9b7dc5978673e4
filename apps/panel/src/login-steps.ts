import type { LoginMethod, PanelLoginRequest, PanelState } from '@holdover/api';
import { seconds, type BootTime } from '@holdover/kernel';
import type { Entry, Input, LoginScreen, Panel, Refusal, Step } from './panel-state.ts';
import { after, go, stay, type InputOf } from './step-parts.ts';

/** B9: PINs are 4 to 16 digits. */
export const PIN_LEAST = 4;
const PIN_MOST = 16;
/** Digits somebody left behind are not the next one's to send. */
const TYPED_KEPT = seconds(20);
const CARD_KEPT = seconds(30);
/** Long enough to read the longest refusal twice. */
const REFUSAL_SHOWN = seconds(12);
const GOODBYE_SHOWN = seconds(3);

export function onLoginInput(panel: Panel, screen: LoginScreen, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'digit':
    case 'erase':
    case 'clear':
      return stay({ ...panel, screen: edit(panel, screen, input, now) });
    case 'submit':
      return submit(panel, screen, now);
    case 'card-read':
      return readCard(panel, screen, input.number, now);
    case 'login-answered':
      return refuse(panel, screen, input, now);
    case 'touched':
      return stay({ ...panel, screen: { ...screen, touchedAt: now } });
    default:
      return stay(panel);
  }
}

export function passLoginTime(panel: Panel, screen: LoginScreen, now: BootTime): Step {
  const entry = forgetEntry(screen, now);
  const refusal = screen.refusal !== null && now - screen.refusal.at >= REFUSAL_SHOWN ? null : screen.refusal;
  const pinLockedUntil = screen.pinLockedUntil !== null && now >= screen.pinLockedUntil ? null : screen.pinLockedUntil;
  const justLoggedOut = screen.justLoggedOut && now - screen.touchedAt < GOODBYE_SHOWN;
  const changed =
    entry !== screen.entry ||
    refusal !== screen.refusal ||
    pinLockedUntil !== screen.pinLockedUntil ||
    justLoggedOut !== screen.justLoggedOut;
  return stay(changed ? { ...panel, screen: { ...screen, entry, refusal, pinLockedUntil, justLoggedOut } } : panel);
}

/** Whether digits may be typed now: PIN alone where the profile has it, or the PIN that belongs to a card read. */
function takesPin(state: PanelState | undefined, screen: LoginScreen): boolean {
  if (screen.entry.step === 'card-held') return true;
  return screen.entry.step === 'typing' && offers(state, 'pin') && screen.pinLockedUntil === null;
}

/** D1, A2: the profile has the method and the terminal can check it now. */
function offers(state: PanelState | undefined, method: LoginMethod): boolean {
  return state?.methods.some((entry) => entry.method === method && entry.available) ?? false;
}

function edit(
  panel: Panel,
  screen: LoginScreen,
  input: InputOf<'digit' | 'erase' | 'clear'>,
  now: BootTime,
): LoginScreen {
  const touched: LoginScreen = { ...screen, refusal: null, touchedAt: now, justLoggedOut: false };
  const { entry } = screen;
  if (entry.step === 'checking') return screen;
  if (input.type === 'clear') return { ...touched, entry: { step: 'typing', pin: '' } };
  if (!takesPin(panel.terminal?.state, screen)) return touched;
  const pin = input.type === 'erase' ? entry.pin.slice(0, -1) : (entry.pin + input.digit).slice(0, PIN_MOST);
  return { ...touched, entry: { ...entry, pin } };
}

function submit(panel: Panel, screen: LoginScreen, now: BootTime): Step {
  const { entry } = screen;
  if (entry.step === 'checking' || entry.pin.length < PIN_LEAST) return stay(panel);
  const request: PanelLoginRequest =
    entry.step === 'card-held'
      ? { method: 'card+pin', card: entry.card, pin: entry.pin }
      : { method: 'pin', pin: entry.pin };
  return ask(panel, screen, request, now);
}

/** A card alone logs in where the profile allows it; where only *ID card and PIN* is allowed, the PIN comes next. */
function readCard(panel: Panel, screen: LoginScreen, card: string, now: BootTime): Step {
  if (screen.entry.step === 'checking') return stay(panel);
  const state = panel.terminal?.state;
  if (!offers(state, 'card') && offers(state, 'card+pin')) {
    const entry: Entry = { step: 'card-held', card, pin: '' };
    return go(panel, { ...screen, entry, refusal: null, touchedAt: now, justLoggedOut: false });
  }
  return ask(panel, screen, { method: 'card', card }, now);
}

function ask(panel: Panel, screen: LoginScreen, request: PanelLoginRequest, now: BootTime): Step {
  const number = panel.lastAsk + 1;
  const dots = 'pin' in request ? request.pin.length : 0;
  const entry: Entry = { step: 'checking', ask: number, method: request.method, dots };
  const next: LoginScreen = { ...screen, entry, refusal: null, touchedAt: now, justLoggedOut: false };
  return go({ ...panel, lastAsk: number }, next, { type: 'log-in', ask: number, request, instead: null });
}

function refuse(panel: Panel, screen: LoginScreen, input: InputOf<'login-answered'>, now: BootTime): Step {
  const { answer } = input;
  const { entry } = screen;
  if (entry.step !== 'checking' || entry.ask !== input.ask || answer.is === 'session') return stay(panel);
  const wait = answer.is === 'refused' ? answer.retryAfterSeconds : null;
  const refusal: Refusal = {
    code: answer.is === 'refused' ? answer.code : 'unreachable',
    method: entry.method,
    at: now,
    retryAt: wait === null ? null : after(now, wait),
  };
  const locked = refusal.code === 'locked' && entry.method === 'pin';
  return go(panel, {
    ...screen,
    entry: { step: 'typing', pin: '' },
    refusal: locked ? null : refusal,
    pinLockedUntil: locked ? refusal.retryAt : screen.pinLockedUntil,
    touchedAt: now,
  });
}

function forgetEntry(screen: LoginScreen, now: BootTime): Entry {
  const { entry } = screen;
  const left = now - screen.touchedAt;
  const stale =
    (entry.step === 'typing' && entry.pin !== '' && left >= TYPED_KEPT) ||
    (entry.step === 'card-held' && left >= CARD_KEPT);
  return stale ? { step: 'typing', pin: '' } : entry;
}
