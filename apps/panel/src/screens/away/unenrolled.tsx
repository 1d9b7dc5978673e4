import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';
import { LanguageChoice } from '../idle/language-choice.tsx';
import './away.css';

/** A terminal nobody enrolled yet: where to get its code, and where to type it. */
export function Unenrolled() {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="away">
      <div class="away__sign">
        <Icon name="device" />
      </div>
      <h1>{t('panel.away.unenrolledHeading')}</h1>
      <p>{t('panel.away.unenrolledText')}</p>
      <p>
        <code class="away__command">holdover terminal enrol</code>
      </p>
      <LanguageChoice />
    </div>
  );
}
