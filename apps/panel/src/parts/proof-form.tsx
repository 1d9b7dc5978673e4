import type { ComponentChildren } from 'preact';
import { usePanelApp } from '../panel-app.ts';
import type { Proof } from '../proof-state.ts';
import { isComplete, typedLength } from '../proof-steps.ts';
import { Icon } from './icon.tsx';
import { Keypad } from './keypad.tsx';
import { OnScreenKeyboard } from './on-screen-keyboard.tsx';
import { PasswordFields } from './password-fields.tsx';
import './proof-form.css';

interface ProofFormProps {
  readonly proof: Proof;
  /** How much was sent and is being checked; null while it is typed. */
  readonly checking: number | null;
  /** What this is for; nothing where the heading has said it. */
  readonly text: string | null;
  readonly refusal: { readonly text: string; readonly at: number } | null;
  /** What else people may show who they are with. */
  readonly other: Proof['with'] | null;
  readonly send: string;
  readonly pinName: string;
  readonly pinLeast: number;
}

/** Where people show who they are: a PIN on the keypad, or user name and password on the keyboard. */
export function ProofForm(props: ProofFormProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const { proof, checking, text, refusal, other, send, pinName, pinLeast } = props;
  const says = (
    <ProofSays busy={checking !== null} text={text} refusal={refusal}>
      {other !== null && (
        <button
          type="button"
          class="button button--small"
          onClick={() => dispatch({ type: 'proof-chosen', with: other })}
        >
          <Icon name={other === 'pin' ? 'pin' : 'keys'} />
          <span>{t(other === 'pin' ? 'panelAccess.prove.withPin' : 'panelAccess.prove.withPassword')}</span>
        </button>
      )}
    </ProofSays>
  );
  if (proof.with === 'pin') {
    return (
      <div class="proof proof--pin">
        {says}
        <Keypad
          name={pinName}
          typed={checking ?? typedLength(proof)}
          busy={checking !== null}
          least={pinLeast}
          refusedAt={refusal?.at ?? null}
          cancels={false}
        />
      </div>
    );
  }
  const first = proof.field === 'userName' && proof.password === '';
  return (
    <div class="proof proof--password">
      {says}
      <PasswordFields proof={proof} checking={checking} />
      <OnScreenKeyboard
        enter={first ? t('panelAccess.keys.next') : send}
        ready={checking === null && (first ? proof.userName !== '' : isComplete(proof))}
      />
    </div>
  );
}

interface ProofSaysProps {
  readonly busy: boolean;
  readonly text: string | null;
  readonly refusal: ProofFormProps['refusal'];
  readonly children: ComponentChildren;
}

function ProofSays({ busy, text, refusal, children }: ProofSaysProps) {
  const { texts } = usePanelApp();
  return (
    <div class="proof__says">
      <div class="proof__words">
        <div role="alert">
          {refusal !== null && (
            <p class="refusal" key={refusal.at}>
              <Icon name="warning" />
              <span>{refusal.text}</span>
            </p>
          )}
        </div>
        <div role="status">
          {refusal === null && busy && (
            <p class="checking">
              <span class="checking__wheel" aria-hidden="true" />
              {texts.value('panel.idle.checking')}
            </p>
          )}
        </div>
        {refusal === null && !busy && text !== null && <p class="proof__text">{text}</p>}
      </div>
      {children}
    </div>
  );
}
