import { useEffect, useRef } from 'preact/hooks';
import { usePanelApp } from '../../panel-app.ts';
import type { VisitScreen } from '../../panel-state.ts';
import { LanguageSwitch, TextSizeChoice } from '../../parts/knobs.tsx';
import { Icon } from '../../parts/icon.tsx';
import { CountdownRing } from './countdown-ring.tsx';
import { backFrom, viewTitle } from './view-title.ts';

/** Who is here, how long still, and the way out: always at the same place. */
export function VisitHeader({ visit }: { readonly visit: VisitScreen }) {
  const { texts, dispatch } = usePanelApp();
  const t = texts.value;
  const name = visit.session.fullName;
  const title = viewTitle(visit);
  const heading = useRef<HTMLHeadingElement>(null);

  // The button that led here is gone, and the focus with it: whoever listens hears where they are.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);

  return (
    <header class="visit-header">
      {title !== null ? (
        <>
          <button type="button" class="button button--plain" onClick={() => dispatch(backFrom(visit))}>
            <Icon name="back" />
            <span>{t('panel.jobs.back')}</span>
          </button>
          <div class="visit-header__title">
            <h1 ref={heading} tabIndex={-1}>
              {t(title)}
            </h1>
            <p>{name}</p>
          </div>
        </>
      ) : (
        <div class="visit-header__title">
          <h1 ref={heading} tabIndex={-1}>
            {t('panel.session.greeting', { name })}
          </h1>
          <p>{t('panel.home.heading')}</p>
        </div>
      )}
      {title === null && (
        <button
          type="button"
          class="knob knob--quiet"
          aria-label={t('panelAccess.account.open')}
          onClick={() => dispatch({ type: 'view-opened', view: 'account' })}
        >
          <Icon name="person" />
        </button>
      )}
      <TextSizeChoice />
      <LanguageSwitch />
      <CountdownRing visit={visit} />
      <button type="button" class="button button--logout" onClick={() => dispatch({ type: 'logout-asked' })}>
        <Icon name="logout" />
        <span>{t('panel.session.logOut')}</span>
      </button>
    </header>
  );
}
