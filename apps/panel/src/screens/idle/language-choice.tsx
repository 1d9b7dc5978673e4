import { LANGUAGES } from '@holdover/phrases';
import { languageOf } from '../../language.ts';
import { usePanelApp } from '../../panel-app.ts';

export function LanguageChoice() {
  const { panel, texts, dispatch } = usePanelApp();
  const t = texts.value;
  const spoken = languageOf(panel.value);
  return (
    <div class="languages" role="group" aria-label={t('panel.language.choose')}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          class="languages__one"
          lang={language}
          aria-pressed={language === spoken}
          onClick={() => dispatch({ type: 'language-chosen', language })}
        >
          {t(`panel.language.${language}`)}
        </button>
      ))}
    </div>
  );
}
