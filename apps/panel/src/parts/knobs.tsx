import { LANGUAGES } from '@holdover/phrases';
import { languageOf } from '../language.ts';
import { usePanelApp } from '../panel-app.ts';
import type { TextSize } from '../panel-state.ts';
import { Icon } from './icon.tsx';
import './knobs.css';

const SIZES: readonly TextSize[] = [100, 125, 150];

/** How large all texts are: one touch makes them larger, the last one small again. */
export function TextSizeChoice() {
  const { panel, texts, dispatch } = usePanelApp();
  const t = texts.value;
  const { textSize } = panel.value;
  const next = SIZES[SIZES.indexOf(textSize) + 1] ?? 100;
  const percent = new Intl.NumberFormat(t.language, { style: 'percent' }).format(textSize / 100);
  return (
    <button
      type="button"
      class="knob knob--text-size"
      aria-label={t('panelAccess.textSize.name', { percent })}
      onClick={() => dispatch({ type: 'text-size-chosen', size: next })}
    >
      <Icon name="letters" />
      <span class="knob__marks" aria-hidden="true">
        {SIZES.map((size) => (
          <span key={size} class={size <= textSize ? 'knob__mark knob__mark--on' : 'knob__mark'} />
        ))}
      </span>
    </button>
  );
}

/** Where there is little room: the other language, by its short name. */
export function LanguageSwitch() {
  const { panel, texts, dispatch } = usePanelApp();
  const spoken = languageOf(panel.value);
  const others = LANGUAGES.filter((language) => language !== spoken);
  return (
    <>
      {others.map((language) => (
        <button
          key={language}
          type="button"
          class="knob"
          lang={language}
          aria-label={texts.value(`panel.language.${language}`)}
          onClick={() => dispatch({ type: 'language-chosen', language })}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </>
  );
}
