import { useEffect, useRef, useState } from 'preact/hooks';
import { usePanelApp } from '../panel-app.ts';
import type { PasswordField, PasswordProof } from '../proof-state.ts';
import { Icon } from './icon.tsx';
import './password-fields.css';

interface PasswordFieldsProps {
  readonly proof: PasswordProof;
  /** How long the password was that is being checked; null while it is typed. */
  readonly checking: number | null;
}

/** Invariant: the password is on the page only while the eye is held; otherwise its length is. */
export function PasswordFields({ proof, checking }: PasswordFieldsProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const [shown, setShown] = useState(false);
  const length = checking ?? Array.from(proof.password).length;
  return (
    <div class="fields">
      <Field field="userName" proof={proof} value={proof.userName} busy={checking !== null} />
      <Field
        field="password"
        proof={proof}
        value={shown && checking === null ? proof.password : '•'.repeat(length)}
        busy={checking !== null}
      />
      <button
        type="button"
        class="fields__eye"
        aria-label={t('panelAccess.password.show')}
        aria-pressed={shown}
        onPointerDown={(event) => {
          event.preventDefault();
          setShown(true);
        }}
        onPointerUp={() => setShown(false)}
        onPointerLeave={() => setShown(false)}
        onPointerCancel={() => setShown(false)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => setShown(event.key === ' ' || event.key === 'Enter')}
        onKeyUp={() => setShown(false)}
        onBlur={() => setShown(false)}
      >
        <Icon name="eye" />
      </button>
      <span role="status" class="sr-only">
        {length === 0 ? t('panelAccess.password.none') : t('panelAccess.password.typed', { count: length })}
      </span>
    </div>
  );
}

interface FieldProps {
  readonly field: PasswordField;
  readonly proof: PasswordProof;
  readonly value: string;
  readonly busy: boolean;
}

/** Takes no characters itself: they come from our keyboard, or from `keyboard.ts`, which knows cards from people. */
function Field({ field, proof, value, busy }: FieldProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const input = useRef<HTMLInputElement>(null);
  const active = proof.field === field && !busy;

  useEffect(() => {
    if (active) input.current?.focus();
  }, [active]);
  // The end of what is typed stays in sight.
  useEffect(() => {
    if (input.current !== null) input.current.scrollLeft = input.current.scrollWidth;
  }, [value]);

  return (
    <label class={active ? 'field field--active' : 'field'}>
      <span class="field__name">{t(`panelAccess.password.${field}`)}</span>
      <input
        ref={input}
        class="field__value"
        type="text"
        inputMode="none"
        readOnly
        autoComplete="off"
        value={value}
        onFocus={() => dispatch({ type: 'field-chosen', field })}
      />
    </label>
  );
}
