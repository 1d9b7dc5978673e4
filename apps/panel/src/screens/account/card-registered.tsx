import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';

export function CardRegistered() {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <div class="account account--center">
      <div class="account__sign account__sign--good">
        <Icon name="check" />
      </div>
      <div role="status" class="account__words">
        <h2>{t('panelAccess.account.registeredHeading')}</h2>
        <p>{t('panelAccess.account.registeredText')}</p>
      </div>
      <button
        type="button"
        class="button button--primary"
        onClick={() => dispatch({ type: 'view-opened', view: 'home' })}
      >
        {t('panelAccess.account.finish')}
      </button>
    </div>
  );
}
