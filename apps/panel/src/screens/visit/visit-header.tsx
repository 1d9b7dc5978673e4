import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { Icon } from '../../parts/icon.tsx';
import { CountdownRing } from './countdown-ring.tsx';

/** Who is here, how long still, and the way out: always at the same place. */
export function VisitHeader({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const name = visit.session.fullName;
  return (
    <header class="visit-header">
      {visit.view === 'jobs' ? (
        <>
          <button
            type="button"
            class="button button--plain"
            onClick={() => dispatch({ type: 'view-opened', view: 'home' })}
          >
            <Icon name="back" />
            <span>{t('panel.jobs.back')}</span>
          </button>
          <div class="visit-header__title">
            <h1>{t('panel.jobs.heading')}</h1>
            <p>{name}</p>
          </div>
        </>
      ) : (
        <div class="visit-header__title">
          <h1>{t('panel.session.greeting', { name })}</h1>
          <p>{t('panel.home.heading')}</p>
        </div>
      )}
      <CountdownRing visit={visit} />
      <button type="button" class="button button--logout" onClick={() => dispatch({ type: 'logout-asked' })}>
        <Icon name="logout" />
        <span>{t('panel.session.logOut')}</span>
      </button>
    </header>
  );
}
