import { PIN_LEAST } from '../../login-steps.ts';
import { usePanelApp } from '../../panel-app.ts';
import type { LoginScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface KeypadProps {
  readonly screen: LoginScreen;
  /** How many places are drawn before a digit is typed. */
  readonly least: number;
}

/** Invariant: a digit leaves through `dispatch` and comes back as a dot; it is in no text and no attribute. */
export function Keypad({ screen, least }: KeypadProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const { entry, refusal } = screen;
  const typed = entry.step === 'checking' ? entry.dots : entry.pin.length;
  const ready = entry.step !== 'checking' && typed >= PIN_LEAST;
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
    <div class="keypad" role="group" aria-label={t('panel.keypad.name')}>
      <Dots key={refusal?.at} typed={typed} least={least} shaken={refusal !== null} busy={entry.step === 'checking'} />
      <div class="keypad__keys">
        {DIGITS.map(press)}
        <button
          type="button"
          class="key key--quiet"
          aria-label={t(entry.step === 'card-held' && typed === 0 ? 'panel.keypad.cancel' : 'panel.keypad.erase')}
          onPointerDown={keepFocus}
          onClick={() => dispatch({ type: entry.step === 'card-held' && typed === 0 ? 'clear' : 'erase' })}
        >
          <Icon name={entry.step === 'card-held' && typed === 0 ? 'cross' : 'erase'} />
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

/** A touch does not move the focus, so that Enter of a reader never presses a key again. */
function keepFocus(event: PointerEvent): void {
  event.preventDefault();
}
