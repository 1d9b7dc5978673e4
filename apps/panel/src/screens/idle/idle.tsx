import type { PanelState } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen } from '../../panel-state.ts';
import { TextSizeChoice } from '../../parts/knobs.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Keypad } from '../../parts/keypad.tsx';
import { Notes } from '../../parts/notes.tsx';
import { CardDrawing } from './card-drawing.tsx';
import { CardRegistration } from './card-registration.tsx';
import { Clock } from './clock.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Locked } from './locked.tsx';
import { LoginPrompt } from './login-prompt.tsx';
import { PasswordLogin } from './password-login.tsx';
import { PasswordWay } from './password-way.tsx';
import { UnknownCard } from './unknown-card.tsx';
import { shownEntry, waysIn, type Ways } from './ways.ts';
import './idle.css';

interface IdleProps {
  readonly screen: LoginScreen;
  readonly state: PanelState;
}

/** The screen everybody meets: who we are, what time it is, and the ways in that this device has now. */
export function Idle({ screen, state }: IdleProps) {
  const entry = shownEntry(screen);
  switch (entry.step) {
    case 'password':
      return <PasswordLogin screen={screen} proof={entry.proof} />;
    case 'register':
      return <CardRegistration screen={screen} proof={entry.proof} state={state} />;
    default:
      return <Welcome screen={screen} state={state} />;
  }
}

function Welcome({ screen, state }: IdleProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const ways = waysIn(state, screen);
  const { card, pin } = ways;
  const silent = !pin && screen.refusal === null && screen.entry.step === 'typing' && !screen.justLoggedOut;
  return (
    <div class="idle" data-ways={card && pin ? 'both' : card ? 'card' : pin ? 'pin' : 'none'}>
      <section class="scene" aria-label={state.device.name}>
        <header class="scene__head">
          <p class="scene__device">{state.device.name}</p>
          <Clock />
          {!card && !pin && ways.password === null && <p class="scene__closed">{t('panel.idle.noMethod')}</p>}
        </header>
        {card && (
          <div class="scene__card">
            <CardDrawing />
            <p class="scene__invitation">{t(ways.cardAlone ? 'panel.idle.holdCard' : 'panel.idle.holdCardThenPin')}</p>
          </div>
        )}
        <SceneFoot password={ways.password} />
      </section>
      <section class={silent ? 'entry entry--silent' : 'entry'} aria-label={t('panel.idle.heading')}>
        <h1 class="sr-only">{t('panel.idle.heading')}</h1>
        <Entry screen={screen} state={state} ways={ways} />
      </section>
    </div>
  );
}

function SceneFoot({ password }: Pick<Ways, 'password'>) {
  const { texts, dispatch } = usePanelApp();
  return (
    <footer class="scene__foot">
      <Notes />
      {password !== null && <PasswordWay against={password.against} />}
      <div class="scene__choices">
        <LanguageChoice />
        <TextSizeChoice />
        <button
          type="button"
          class="knob knob--quiet"
          aria-label={texts.value('panelService.open')}
          onClick={() => dispatch({ type: 'service-asked' })}
        >
          <Icon name="wrench" />
        </button>
      </div>
    </footer>
  );
}

function Entry({ screen, state, ways }: IdleProps & { readonly ways: Ways }) {
  const { texts } = usePanelApp();
  const { entry, refusal } = screen;
  const { card, pin } = ways;
  if (entry.step === 'unknown-card') return <UnknownCard />;
  const cardHeld = entry.step === 'card-held' || (entry.step === 'checking' && entry.method === 'card+pin');
  if (pin && !cardHeld && screen.pinLockedUntil !== null) return <Locked until={screen.pinLockedUntil} card={card} />;
  const typed = entry.step === 'checking' ? entry.dots : 'pin' in entry ? entry.pin.length : 0;
  return (
    <>
      <LoginPrompt screen={screen} pin={pin} card={card} />
      {pin && (
        <Keypad
          name={texts.value('panel.keypad.name')}
          typed={typed}
          busy={entry.step === 'checking'}
          least={state.pinMinLength}
          refusedAt={refusal?.at ?? null}
          cancels={entry.step === 'card-held'}
        />
      )}
    </>
  );
}
