import { usePanelApp } from '../../panel-app.ts';
import { Icon } from '../../parts/icon.tsx';

/** Nobody's card yet; and here it can become somebody's. */
export function UnknownCard() {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  return (
    <div class="unknown-card">
      <div class="unknown-card__sign">
        <Icon name="card" />
      </div>
      <div role="alert" class="unknown-card__words">
        <h2>{t('panelAccess.unknownCard.heading')}</h2>
        <p>{t('panelAccess.unknownCard.text')}</p>
      </div>
      <button type="button" class="button button--primary" onClick={() => dispatch({ type: 'registration-asked' })}>
        {t('panelAccess.unknownCard.register')}
      </button>
      <button type="button" class="button" onClick={() => dispatch({ type: 'clear' })}>
        {t('panelAccess.unknownCard.decline')}
      </button>
    </div>
  );
}
