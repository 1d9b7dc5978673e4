import { usePanelApp } from '../panel-app.ts';
import { PIN_LEAST } from '../proof-steps.ts';
import { Icon } from './icon.tsx';
import { keepFocus } from './own-keys.ts';
import './keypad.css';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface KeypadProps {
  readonly name: string;
  readonly typed: number;
  readonly busy: boolean;
  /** How many places are drawn before a digit is typed. */
  readonly least: number;
  /** Another value for each refusal: the dots are shaken once for it. */
  readonly refusedAt: number | null;
  /** What the key in the corner does while there is no digit to take back. */
  readonly cancels: boolean;
}

/** Invariant: a digit leaves through `dispatch` and comes back as a dot; it is in no text and no attribute. */
export function Keypad({ name, typed, busy, least, refusedAt, cancels }: KeypadProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const ready = !busy && typed >= PIN_LEAST;
  const cancel = cancels && !busy && typed === 0;
  const press = (digit: string) => (
    <button
      key={digit}
      type="button"
      class="key"
      onPointerDown={keepFocus}
      onClick={() => dispatch({ type: 'digit', digit })}
    >
      {digit}
    </button>
  );
  return (
    <div class="keypad" role="group" aria-label={name}>
      <Dots key={refusedAt} typed={typed} least={least} shaken={refusedAt !== null} busy={busy} />
      <div class="keypad__keys">
        {DIGITS.map(press)}
        <button
          type="button"
          class="key key--quiet"
          aria-label={t(cancel ? 'panel.keypad.cancel' : 'panel.keypad.erase')}
          onPointerDown={keepFocus}
          onClick={() => dispatch({ type: cancel ? 'clear' : 'erase' })}
        >
          <Icon name={cancel ? 'cross' : 'erase'} />
        </button>
        {press('0')}
        <button
          type="button"
          class="key key--go"
          aria-label={t('panel.keypad.submit')}
          aria-disabled={!ready}
          onPointerDown={keepFocus}
          onClick={() => dispatch({ type: 'submit' })}
        >
          {t('panel.keypad.submitShort')}
        </button>
      </div>
    </div>
  );
}

interface DotsProps {
  readonly typed: number;
  readonly least: number;
  readonly shaken: boolean;
  readonly busy: boolean;
}

function Dots({ typed, least, shaken, busy }: DotsProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const places = Array.from({ length: Math.max(least, typed) }, (_, place) => place < typed);
  return (
    <div class={`dots${shaken ? ' dots--shaken' : ''}${busy ? ' dots--busy' : ''}`}>
      {places.map((full, place) => (
        <span key={place} class={full ? 'dot dot--full' : 'dot'} />
      ))}
      <span role="status" class="sr-only">
        {typed === 0 ? t('panel.keypad.none') : t('panel.keypad.typed', { count: typed })}
      </span>
    </div>
  );
}
