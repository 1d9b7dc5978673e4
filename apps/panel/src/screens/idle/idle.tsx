import type { PanelState } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen } from '../../panel-state.ts';
import { Notes } from '../../parts/notes.tsx';
import { CardDrawing } from './card-drawing.tsx';
import { Clock } from './clock.tsx';
import { Keypad } from './keypad.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Locked } from './locked.tsx';
import { LoginPrompt } from './login-prompt.tsx';
import './idle.css';

interface IdleProps {
  readonly screen: LoginScreen;
  readonly state: PanelState;
}

/** The screen everybody meets: who we are, what time it is, and the ways in that this device has now. */
export function Idle({ screen, state }: IdleProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const has = (method: string): boolean => state.methods.some((entry) => entry.method === method && entry.available);
  const blocked = state.messages.some(({ code }) => code === 'journal-full');
  const card = !blocked && (has('card') || has('card+pin'));
  const entry = screen.entry;
  const cardHeld = entry.step === 'card-held' || (entry.step === 'checking' && entry.method === 'card+pin');
  const pin = !blocked && (has('pin') || cardHeld);
  const silent = !pin && screen.refusal === null && entry.step === 'typing' && !screen.justLoggedOut;
  const locked = pin && !cardHeld && screen.pinLockedUntil !== null;

  return (
    <div class="idle" data-ways={card && pin ? 'both' : card ? 'card' : pin ? 'pin' : 'none'}>
      <section class="scene" aria-label={state.device.name}>
        <header class="scene__head">
          <p class="scene__device">{state.device.name}</p>
          <Clock />
          {!card && !pin && <p class="scene__closed">{t('panel.idle.noMethod')}</p>}
        </header>
        {card && (
          <div class="scene__card">
            <CardDrawing />
            <p class="scene__invitation">{t(has('card') ? 'panel.idle.holdCard' : 'panel.idle.holdCardThenPin')}</p>
          </div>
        )}
        <footer class="scene__foot">
          <Notes />
          <LanguageChoice />
        </footer>
      </section>
      <section class={silent ? 'entry entry--silent' : 'entry'} aria-label={t('panel.idle.heading')}>
        <h1 class="sr-only">{t('panel.idle.heading')}</h1>
        {locked ? (
          <Locked until={screen.pinLockedUntil} card={card} />
        ) : (
          <LoginPrompt screen={screen} pin={pin} card={card} />
        )}
        {pin && !locked && <Keypad screen={screen} least={state.pinMinLength} />}
      </section>
    </div>
  );
}
