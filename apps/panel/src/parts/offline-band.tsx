import type { PanelMessage } from '@holdover/api';
import { usePanelApp } from '../panel-app.ts';
import type { Panel } from '../panel-state.ts';
import { BAND_TEXT, type TextKey } from '../texts.ts';
import { Icon } from './icon.tsx';
import './offline-band.css';

/** A quiet fact on top of every screen. The live region is always there: only its content comes and goes. */
export function OfflineBand() {
  const { panel, texts } = usePanelApp();
  const t = texts.value;
  const keys = bandTexts(panel.value);
  return (
    <div role="status" class="band-region">
      {keys.length > 0 && (
        <div class="band">
          <Icon name="cut" />
          <p>{keys.map((key) => t(key)).join(' ')}</p>
        </div>
      )}
    </div>
  );
}

/** C1: `offline` and `refused` serve from the cache; the other states are the server's. */
function bandTexts({ terminal, reach, screen }: Panel): readonly TextKey[] {
  if (terminal === null || reach.is !== 'reached') return [];
  const { link, messages, methods } = terminal.state;
  if (link !== 'offline' && link !== 'refused') return [];
  const codes = new Set(messages.map(({ code }) => code));
  // In no fleet there is no server to be away, and nobody to log in.
  if (codes.has('not-enrolled')) return [];
  if (screen.at === 'visit') return ['panel.message.bandInSession'];
  // A terminal unsure of the time lets nobody in, although all is set up for it.
  if (codes.has('offline-mode') && !methods.some(({ available }) => available)) return ['panel.message.serverAway'];
  const said = IMPORTANCE.find((code) => codes.has(code));
  return (said === undefined ? undefined : BAND_TEXT[said]) ?? ['fixed.offlineBand'];
}

/** What keeps people from logging in at all comes before how they can. */
const IMPORTANCE: readonly PanelMessage['code'][] = [
  'model-without-offline-login',
  'offline-login-off',
  'no-offline-method',
  'offline-mode',
];
