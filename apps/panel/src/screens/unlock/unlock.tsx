import type { PanelSession } from '@holdover/api';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { StartButton } from '../../parts/start-button.tsx';
import { reasonText, type TextKey } from '../../texts.ts';
import './unlock.css';

/** The device's own panel: what freeing it means, and that it is free. */
export function Unlock({ visit }: { readonly visit: VisitScreen }) {
  const { unlocked } = visit.session;
  return unlocked === null ? <Locked visit={visit} /> : <Yours visit={visit} unlocked={unlocked} />;
}

const FACTS: readonly { readonly icon: IconName; readonly text: TextKey }[] = [
  { icon: 'device', text: 'panelTasks.unlock.own' },
  { icon: 'page', text: 'panelTasks.unlock.accounted' },
  { icon: 'lock', text: 'panelTasks.unlock.lockedAgain' },
];

function Locked({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const asked = visit.desk.order?.kind === 'unlock';
  return (
    <div class="unlock">
      <div class="unlock__words">
        <h2>{t('panelTasks.unlock.heading')}</h2>
        <ul class="unlock__facts">
          {FACTS.map(({ icon, text }) => (
            <li key={text}>
              <Icon name={icon} />
              <span>{t(text)}</span>
            </li>
          ))}
        </ul>
      </div>
      <Trouble visit={visit} />
      <StartButton
        icon="unlock"
        text={t(asked ? 'panelTasks.unlock.unlocking' : 'panelTasks.unlock.unlock')}
        disabled={asked}
        onStart={() => dispatch({ type: 'unlock-asked' })}
      />
    </div>
  );
}

interface YoursProps {
  readonly visit: VisitScreen;
  readonly unlocked: NonNullable<PanelSession['unlocked']>;
}

function Yours({ visit, unlocked }: YoursProps) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const asked = visit.desk.order?.kind === 'lock';
  const { impressions } = unlocked;
  return (
    <div class="unlock unlock--yours">
      <div class="unlock__words" role="status">
        <span class="unlock__sign">
          <Icon name="unlock" />
        </span>
        <h2>{t('panelTasks.unlock.yours')}</h2>
        <p>{t('panelTasks.unlock.yoursText')}</p>
        <p class="unlock__pages">
          {impressions === null
            ? t('panelTasks.unlock.pagesUnknown')
            : t('panelTasks.unlock.pages', { count: impressions })}
        </p>
      </div>
      <Trouble visit={visit} />
      <StartButton
        icon="lock"
        text={t(asked ? 'panelTasks.unlock.locking' : 'panelTasks.unlock.lock')}
        disabled={asked}
        onStart={() => dispatch({ type: 'lock-asked' })}
      />
    </div>
  );
}

/** An open panel that nobody can lock is known to who stands before it. */
function Trouble({ visit }: { readonly visit: VisitScreen }) {
  const { texts } = usePanelApp();
  const t = texts.value;
  const { lockTrouble } = visit.desk;
  return (
    <div role="alert">
      {lockTrouble !== null && (
        <p class="unlock__trouble">
          <Icon name="warning" />
          <span>
            {t(lockTrouble.wanted === 'lock' ? 'panelTasks.unlock.notLocked' : 'panelTasks.unlock.notUnlocked')}
          </span>
          {lockTrouble.reason !== null && <span class="unlock__why">{t(reasonText(lockTrouble.reason))}</span>}
        </p>
      )}
    </div>
  );
}
