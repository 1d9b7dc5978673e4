import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen, Refusal } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { useLoginRefusal } from './login-refusal.ts';

interface LoginPromptProps {
  readonly screen: LoginScreen;
  readonly pin: boolean;
  readonly card: boolean;
}

/** One line above the keypad: what to do next, what is going on, or why it did not work. */
export function LoginPrompt({ screen, pin, card }: LoginPromptProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { entry, refusal } = screen;
  return (
    <div class="prompt">
      <div role="alert" class="prompt__alert">
        {refusal !== null && <RefusalText key={refusal.at} refusal={refusal} />}
      </div>
      <div role="status" class="prompt__status">
        {refusal === null && entry.step === 'checking' && (
          <p class="checking">
            <span class="checking__wheel" aria-hidden="true" />
            {t('panel.idle.checking')}
          </p>
        )}
        {refusal === null && entry.step === 'card-held' && <p>{t('panel.idle.nowTypePin')}</p>}
        {refusal === null && screen.justLoggedOut && entry.step === 'typing' && <p>{t('panel.session.loggedOut')}</p>}
      </div>
      {pin && refusal === null && entry.step === 'typing' && !screen.justLoggedOut && (
        <p>{t(card ? 'panel.idle.orTypePin' : 'panel.idle.typePin')}</p>
      )}
    </div>
  );
}

function RefusalText({ refusal }: { readonly refusal: Refusal }) {
  const said = useLoginRefusal(refusal);
  return (
    <p class="refusal">
      <Icon name="warning" />
      <span>{said?.text}</span>
    </p>
  );
}
