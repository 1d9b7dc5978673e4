import { useState } from 'preact/hooks';
import { ALWAYS, keyRows, type KeyLayer } from '../keyboard-layouts.ts';
import { usePanelApp } from '../panel-app.ts';
import type { TextKey } from '../texts.ts';
import { Icon, type IconName } from './icon.tsx';
import { keepFocus } from './own-keys.ts';
import './on-screen-keyboard.css';

interface OnScreenKeyboardProps {
  /** What the key in the corner says: it goes on, or sends. */
  readonly enter: string;
  readonly ready: boolean;
}

/** Letters for people without a keyboard: where each language expects them, every character of ASCII, umlauts and accents. */
export function OnScreenKeyboard({ enter, ready }: OnScreenKeyboardProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const [layer, setLayer] = useState<KeyLayer>('letters');
  const rows = keyRows(layer, t.language);
  const isLetters = layer === 'letters' || layer === 'capitals';

  const type = (text: string): void => {
    dispatch(/\d/.test(text) ? { type: 'digit', digit: text } : { type: 'text', text });
    // One capital, as on every telephone.
    if (layer === 'capitals') setLayer('letters');
  };
  const character = (text: string) => (
    <button key={text} type="button" class="kb__key" onPointerDown={keepFocus} onClick={() => type(text)}>
      {text}
    </button>
  );
  const shift = SHIFTS[layer];
  return (
    <div class="kb" role="group" aria-label={t('panelAccess.keys.name')}>
      <div class="kb__row">{rows[0].map(character)}</div>
      <div class="kb__row">{rows[1].map(character)}</div>
      <div class="kb__row">
        <button
          type="button"
          class={`kb__key kb__key--quiet kb__key--wide${layer === 'capitals' ? ' kb__key--on' : ''}`}
          aria-label={t(shift.name)}
          aria-pressed={isLetters ? layer === 'capitals' : undefined}
          onPointerDown={keepFocus}
          onClick={() => setLayer(shift.to)}
        >
          {shift.icon === null ? shift.face : <Icon name={shift.icon} />}
        </button>
        {rows[2].map(character)}
        <button
          type="button"
          class="kb__key kb__key--quiet kb__key--wide"
          aria-label={t('panelAccess.keys.erase')}
          onPointerDown={keepFocus}
          onClick={() => dispatch({ type: 'erase' })}
        >
          <Icon name="erase" />
        </button>
      </div>
      <div class="kb__row">
        <button
          type="button"
          class="kb__key kb__key--quiet kb__key--wide"
          aria-label={t(isLetters ? 'panelAccess.keys.signs' : 'panelAccess.keys.letters')}
          onPointerDown={keepFocus}
          onClick={() => setLayer(isLetters ? 'signs' : 'letters')}
        >
          {isLetters ? '123' : 'ABC'}
        </button>
        {ALWAYS.before.map(character)}
        <button
          type="button"
          class="kb__key kb__key--space"
          aria-label={t('panelAccess.keys.space')}
          onPointerDown={keepFocus}
          onClick={() => type(' ')}
        />
        {ALWAYS.after.map(character)}
        <button
          type="button"
          class="kb__key kb__key--enter"
          aria-disabled={!ready}
          onPointerDown={keepFocus}
          onClick={() => dispatch({ type: 'submit' })}
        >
          {enter}
        </button>
      </div>
    </div>
  );
}

interface Shift {
  readonly to: KeyLayer;
  readonly name: TextKey;
  readonly face: string;
  readonly icon: IconName | null;
}

/** What the key left of the third row leads to. */
const SHIFTS: Readonly<Record<KeyLayer, Shift>> = {
  letters: { to: 'capitals', name: 'panelAccess.keys.capitals', face: '', icon: 'shift' },
  capitals: { to: 'letters', name: 'panelAccess.keys.capitals', face: '', icon: 'shift' },
  signs: { to: 'more-signs', name: 'panelAccess.keys.moreSigns', face: '{ä}', icon: null },
  'more-signs': { to: 'signs', name: 'panelAccess.keys.signs', face: '123', icon: null },
};
