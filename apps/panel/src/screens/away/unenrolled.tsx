import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import { LanguageChoice } from '../idle/language-choice.tsx';
import './away.css';

/** A terminal nobody enrolled yet: where to get its code, where to type it, and that nothing is left to do then. */
export function Unenrolled() {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="away">
      <div class="away__sign">
        <Icon name="device" />
      </div>
      <h1>{t('panel.away.unenrolledHeading')}</h1>
      <ol class="away__steps">
        <li>{t('panel.away.unenrolledCode')}</li>
        <li>
          {t('panel.away.unenrolledType')} <code class="away__command">holdover terminal enrol</code>
        </li>
        <li>{t('panel.away.unenrolledAlive')}</li>
      </ol>
      <LanguageChoice />
    </div>
  );
}
