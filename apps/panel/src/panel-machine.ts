import type { PanelState } from '@holdover/api';
import { seconds, unreachable, type BootTime } from '@holdover/kernel';
import { onLoginInput, passLoginTime } from './login-steps.ts';
import type { Input, LoginScreen, Panel, Step } from './panel-state.ts';
import { onServiceInput, passServiceTime } from './service-steps.ts';
import { after, loginScreen, stay } from './step-parts.ts';
import { enterVisit, hearSession, onVisitInput, passVisitTime } from './visit-steps.ts';

/** A choice of language or text size outlives nobody: who walks away leaves the device's own. */
const CHOICE_KEPT = seconds(60);

export function startPanel(now: BootTime, pageLanguage: Panel['pageLanguage'] = null): Panel {
  return {
    reach: { is: 'starting', since: now },
    terminal: null,
    pageLanguage,
    chosenLanguage: null,
    textSize: 100,
    screen: loginScreen(now),
    lastAsk: 0,
    ended: null,
  };
}

/** The page's whole behaviour. Nothing here waits, draws or calls: the caller runs the effects. */
export function step(panel: Panel, input: Input, now: BootTime): Step {
  switch (input.type) {
    case 'terminal-said':
      return hear(panel, input.state, now);
    case 'terminal-lost':
      return stay(panel.reach.is === 'reached' ? { ...panel, reach: { is: 'lost', since: now } } : panel);
    case 'language-chosen':
      return stay(touch({ ...panel, chosenLanguage: input.language }, now));
    case 'text-size-chosen':
      return stay(touch({ ...panel, textSize: input.size }, now));
    case 'login-answered':
      if (input.ask !== panel.lastAsk) return stay(panel);
      if (input.answer.is === 'session') return enterVisit(panel, input.answer.session, now);
      return onScreen(panel, input, now);
    case 'tick':
      return passTime(panel, now);
    default:
      return onScreen(panel, input, now);
  }
}

function onScreen(panel: Panel, input: Input, now: BootTime): Step {
  const { screen } = panel;
  switch (screen.at) {
    case 'login':
      return onLoginInput(panel, screen, input, now);
    case 'visit':
      return onVisitInput(panel, screen, input, now);
    case 'service':
      return onServiceInput(panel, screen, input, now);
    default:
      return unreachable(screen);
  }
}

function hear(panel: Panel, state: PanelState, now: BootTime): Step {
  const heard: Panel = { ...panel, reach: { is: 'reached' }, terminal: { state, at: now } };
  return hearSession(withLock(heard, state, now), state.session, now);
}

/** D3: how long PIN alone waits is the terminal's word, also when it shortens the wait (*Unlock PIN login*). */
function withLock(panel: Panel, state: PanelState, now: BootTime): Panel {
  if (panel.screen.at !== 'login') return panel;
  const lock = state.messages.find(({ code }) => code === 'pin-locked');
  const pinLockedUntil = lock === undefined ? null : after(now, lock.retryAfterSeconds ?? 0);
  const screen: LoginScreen = { ...panel.screen, pinLockedUntil };
  return { ...panel, screen };
}

function passTime(panel: Panel, now: BootTime): Step {
  const { screen } = panel;
  if (screen.at === 'visit') return passVisitTime(panel, screen, now);
  if (screen.at === 'service') return passServiceTime(panel, screen, now);
  const chosen = panel.chosenLanguage !== null || panel.textSize !== 100;
  const forgotten = chosen && now - screen.touchedAt >= CHOICE_KEPT;
  return passLoginTime(forgotten ? { ...panel, chosenLanguage: null, textSize: 100 } : panel, screen, now);
}

function touch(panel: Panel, now: BootTime): Panel {
  return panel.screen.at === 'login' ? { ...panel, screen: { ...panel.screen, touchedAt: now } } : panel;
}
