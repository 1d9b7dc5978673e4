import { usePanelApp } from '../panel-app.ts';
import { NOTE_TEXT } from '../texts.ts';
import { Icon } from './icon.tsx';

/** What somebody should look after, while the device goes on working. */
export function Notes() {
  const { panel, texts } = usePanelApp();
  const t = texts.value;
  const messages = panel.value.terminal?.state.messages ?? [];
  return (
    <div role="status">
      <ul class="notes">
        {messages.map(({ code }) => {
          const key = NOTE_TEXT[code];
          return key === undefined ? null : (
            <li key={code} class="notes__item">
              <Icon name="warning" />
              <span>{t(key)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
