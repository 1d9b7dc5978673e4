import type { Alert } from '@holdover/api';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { ALERT_LOOK, PLACE_RIGHT } from './alert-kinds.ts';
import classes from './alerts.module.css';

/** What an alert means, what to do about it, and where. */
export function AlertDetail({ alert }: { alert: Alert }) {
  const { t } = useTexts();
  const { kind, detail, deviceId, clearedAt } = alert;
  return (
    <div className={classes['detail']}>
      <dl>
        <dt>{t('console.alerts.means')}</dt>
        <dd>{t(`console.alerts.kind.${kind}.means`)}</dd>
        {clearedAt === null ? (
          <>
            <dt>{t('console.alerts.doNow')}</dt>
            <dd>
              {t(`console.alerts.kind.${kind}.todo`)}{' '}
              {ALERT_LOOK[kind].endsByItself ? t('console.alerts.byItself') : null}
            </dd>
          </>
        ) : null}
      </dl>
      <div className={classes['links']}>
        {deviceId === null ? null : (
          <Link to="/devices/$id" params={{ id: deviceId }} className={kit['link']}>
            {t('console.alerts.to.device')}
          </Link>
        )}
        <PlaceLink alert={alert} />
      </div>
      {/* In the words of the logs, which are English. */}
      {detail === '' ? null : (
        <p className={kit['hint']} lang="en">
          {t('console.alerts.detail', { detail })}
        </p>
      )}
    </div>
  );
}

function PlaceLink({ alert: { kind, deviceId } }: { alert: Alert }) {
  const { t } = useTexts();
  const may = useMay();
  const { place } = ALERT_LOOK[kind];
  if (place === undefined || !may(PLACE_RIGHT[place])) return null;
  const text = t(`console.alerts.to.${place}`);
  switch (place) {
    case 'email':
      return (
        <Link to="/settings/email" className={kit['link']}>
          {text}
        </Link>
      );
    case 'pages':
      return (
        <Link
          to="/activities"
          search={{ unauthenticated: 'true', deviceId: deviceId ?? undefined }}
          className={kit['link']}
        >
          {text}
        </Link>
      );
    case 'review':
      return (
        <Link to="/review" className={kit['link']}>
          {text}
        </Link>
      );
  }
}
