import { usePanelApp } from '../../panel-app.ts';
import type { Reach } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import './away.css';

interface AwayProps {
  /** False in the first moments: whatever comes now comes by itself. */
  readonly shown: boolean;
  readonly since: Reach['is'];
}

/** The page without its terminal: nothing to touch, nothing of anybody left on the screen. */
export function Away({ shown, since }: AwayProps) {
  const { texts } = usePanelApp();
  const t = texts.value;
  return (
    <div class="away" role="status">
      {shown && since === 'starting' && <p class="away__starting">{t('panel.away.starting')}</p>}
      {shown && since !== 'starting' && (
        <>
          <div class="away__sign">
            <Icon name="cut" />
          </div>
          <h1>{t('panel.away.lostHeading')}</h1>
          <p>{t('panel.away.lostText')}</p>
        </>
      )}
    </div>
  );
}
