import type { LoginMethod, PanelLoginRequest, PanelState } from '@holdover/api';
import { seconds, type BootTime } from '@holdover/kernel';
import type { CheckingEntry, Effect, Input, LoginScreen, OpenEntry, Panel, Refusal, Step } from './panel-state.ts';
import {
  editPassword,
  editPin,
  editProof,
  emptied,
  emptiedPassword,
  emptyPassword,
  emptyPin,
  firstProof,
  isComplete,
  nextField,
  PIN_LEAST,
  proofRequest,
  typedLength,
  type EditInput,
} from './proof-steps.ts';
import { openServicePin } from './service-steps.ts';
import { after, go, stay, type InputOf } from './step-parts.ts';

/** Digits somebody left behind are not the next one's to send. */
const TYPED_KEPT = seconds(20);
const CARD_KEPT = seconds(30);
/** A password takes its time, on a screen's keyboard. */
const FORM_KEPT = seconds(60);
/** Long enough to read the longest refusal twice. */
const REFUSAL_SHOWN = seconds(12);
const GOODBYE_SHOWN = seconds(3);

export function onLoginInput(panel: Panel, screen: LoginScreen, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'digit':
    case 'text':
    case 'erase':
    case 'field-chosen':
      return stay({ ...panel, screen: edit(panel, screen, input, now) });
    case 'clear':
      return stay(screen.entry.step === 'checking' ? panel : { ...panel, screen: open(screen, NOTHING_TYPED, now) });
    case 'proof-chosen':
      return stay({ ...panel, screen: chooseProof(panel, screen, input.with, now) });
    case 'registration-asked':
      return stay({ ...panel, screen: askRegistration(panel, screen, now) });
    case 'submit':
      return submit(panel, screen, now);
    case 'card-read':
      return readCard(panel, screen, input.number, now);
    case 'login-answered':
      return refuse(panel, screen, input, now);
    case 'service-asked':
      return screen.entry.step === 'checking' ? stay(panel) : openServicePin(panel, now);
    case 'touched':
      return stay({ ...panel, screen: { ...screen, touchedAt: now } });
    default:
      return stay(panel);
  }
}

export function passLoginTime(panel: Panel, screen: LoginScreen, now: BootTime): Step {
  const entry = isStale(screen, now) ? NOTHING_TYPED : screen.entry;
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

/** D1, A2: the profile has the method and the terminal can check it now. */
export function offers(state: PanelState | undefined, method: LoginMethod): boolean {
  return state?.methods.some((entry) => entry.method === method && entry.available) ?? false;
}

const NOTHING_TYPED: OpenEntry = { step: 'typing', pin: '' };

function open(screen: LoginScreen, entry: OpenEntry, now: BootTime): LoginScreen {
  return { ...screen, entry, refusal: null, touchedAt: now, justLoggedOut: false };
}

function edit(panel: Panel, screen: LoginScreen, input: EditInput, now: BootTime): LoginScreen {
  const { entry } = screen;
  switch (entry.step) {
    case 'checking':
      return screen;
    case 'password':
      return open(screen, { ...entry, proof: editPassword(entry.proof, input) }, now);
    case 'register':
      return open(screen, { ...entry, proof: editProof(entry.proof, input) }, now);
    case 'card-held':
      return open(screen, { ...entry, pin: editPin(entry.pin, input) }, now);
    case 'typing': {
      const takesPin = offers(panel.terminal?.state, 'pin') && screen.pinLockedUntil === null;
      return open(screen, takesPin ? { ...entry, pin: editPin(entry.pin, input) } : entry, now);
    }
    default:
      return open(screen, entry, now);
  }
}

function chooseProof(panel: Panel, screen: LoginScreen, wanted: 'pin' | 'password', now: BootTime): LoginScreen {
  const { entry } = screen;
  if (entry.step === 'checking') return screen;
  if (entry.step === 'register') {
    return open(screen, { ...entry, proof: wanted === 'pin' ? emptyPin : emptyPassword }, now);
  }
  if (wanted === 'pin') return open(screen, NOTHING_TYPED, now);
  return offers(panel.terminal?.state, 'password')
    ? open(screen, { step: 'password', proof: emptyPassword }, now)
    : screen;
}

function askRegistration(panel: Panel, screen: LoginScreen, now: BootTime): LoginScreen {
  const { entry } = screen;
  if (entry.step !== 'unknown-card') return screen;
  return open(screen, { step: 'register', card: entry.card, proof: firstProof(panel.terminal?.state) }, now);
}

function submit(panel: Panel, screen: LoginScreen, now: BootTime): Step {
  const { entry } = screen;
  switch (entry.step) {
    case 'typing':
      if (entry.pin.length < PIN_LEAST) return stay(panel);
      return logIn(panel, screen, { request: { method: 'pin', pin: entry.pin }, back: NOTHING_TYPED }, now);
    case 'card-held': {
      if (entry.pin.length < PIN_LEAST) return stay(panel);
      const { card, pin } = entry;
      const request = { method: 'card+pin', card, pin } as const;
      return logIn(panel, screen, { request, back: ifUnknown(panel, card) }, now);
    }
    case 'password': {
      const { proof } = entry;
      const next = nextField(proof);
      if (next !== null) return go(panel, open(screen, { ...entry, proof: next }, now));
      const back = { step: 'password', proof: emptiedPassword(proof) } as const;
      return logIn(panel, screen, { request: proofRequest(proof), back }, now);
    }
    case 'register':
      return register(panel, screen, entry, now);
    case 'unknown-card':
    case 'checking':
      return stay(panel);
    default:
      return entry;
  }
}

/** A card alone logs in where the profile allows it; where only *ID card and PIN* is allowed, the PIN comes next. */
function readCard(panel: Panel, screen: LoginScreen, card: string, now: BootTime): Step {
  if (screen.entry.step === 'checking') return stay(panel);
  const state = panel.terminal?.state;
  if (!offers(state, 'card') && offers(state, 'card+pin')) {
    return go(panel, open(screen, { step: 'card-held', card, pin: '' }, now));
  }
  return logIn(panel, screen, { request: { method: 'card', card }, back: ifUnknown(panel, card) }, now);
}

/** The card stays in mind only where its holder may make it theirs. */
function ifUnknown(panel: Panel, card: string): OpenEntry {
  return panel.terminal?.state.cardRegistration === true ? { step: 'unknown-card', card } : NOTHING_TYPED;
}

interface Try {
  readonly request: PanelLoginRequest;
  readonly back: OpenEntry;
}

function logIn(panel: Panel, screen: LoginScreen, { request, back }: Try, now: BootTime): Step {
  const ask = panel.lastAsk + 1;
  const dots = 'pin' in request ? request.pin.length : 'password' in request ? Array.from(request.password).length : 0;
  const effect: Effect = { type: 'log-in', ask, request, instead: null };
  return check(panel, screen, { ask, method: request.method, dots, back, effect }, now);
}

function register(
  panel: Panel,
  screen: LoginScreen,
  entry: Extract<OpenEntry, { readonly step: 'register' }>,
  now: BootTime,
): Step {
  const { card, proof } = entry;
  const next = proof.with === 'password' ? nextField(proof) : null;
  if (next !== null) return go(panel, open(screen, { ...entry, proof: next }, now));
  if (!isComplete(proof)) return stay(panel);
  const ask = panel.lastAsk + 1;
  const back: OpenEntry = { ...entry, proof: emptied(proof) };
  const effect: Effect = { type: 'register-first', ask, request: { card, proof: proofRequest(proof) } };
  return check(panel, screen, { ask, method: proof.with, dots: typedLength(proof), back, effect }, now);
}

interface Asked extends Omit<CheckingEntry, 'step'> {
  readonly effect: Effect;
}

function check(panel: Panel, screen: LoginScreen, { effect, ...asked }: Asked, now: BootTime): Step {
  const entry: CheckingEntry = { step: 'checking', ...asked };
  const next: LoginScreen = { ...screen, entry, refusal: null, touchedAt: now, justLoggedOut: false };
  return go({ ...panel, lastAsk: asked.ask }, next, effect);
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
  const { back } = entry;
  const hidden = (back.step === 'unknown-card' && refusal.code !== 'unknown-credential') || isFinal(back, refusal.code);
  return go(panel, {
    ...screen,
    entry: hidden ? NOTHING_TYPED : back,
    refusal: locked && back.step === 'typing' ? null : refusal,
    pinLockedUntil: locked ? refusal.retryAt : screen.pinLockedUntil,
    touchedAt: now,
  });
}

/** No other PIN or password would make the registration go through. */
function isFinal(back: OpenEntry, code: Refusal['code']): boolean {
  const open: readonly Refusal['code'][] = ['unknown-credential', 'locked', 'unreachable', 'terminal-fault'];
  return back.step === 'register' && !open.includes(code);
}

function isStale({ entry, touchedAt }: LoginScreen, now: BootTime): boolean {
  const left = now - touchedAt;
  switch (entry.step) {
    case 'typing':
      return entry.pin !== '' && left >= TYPED_KEPT;
    case 'card-held':
    case 'unknown-card':
      return left >= CARD_KEPT;
    case 'password':
    case 'register':
      return left >= FORM_KEPT;
    case 'checking':
      return false;
    default:
      return entry;
  }
}
