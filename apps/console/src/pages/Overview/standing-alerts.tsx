import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime } from '../../kit/times.tsx';
import { ALERT_LOOK } from '../Alerts/alert-kinds.ts';
import { DismissAlert } from '../Alerts/dismiss-alert.tsx';
import classes from './overview.module.css';

const FIRST = 5;

/** What nobody should have to look for (F3, F5, F6): the newest few, and the way to all. */
export function StandingAlerts({ count }: { count: number }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const alerts = useInfiniteQuery(resources.alerts({}));
  const items = alerts.data?.pages[0]?.items.slice(0, FIRST) ?? [];
  const more = count - items.length;
  return (
    <Card
      title={t('console.alerts.title')}
      flush
      actions={
        <Link to="/alerts" className={kit['link']}>
          {t('console.overview.allAlerts')}
        </Link>
      }
    >
      <ul className={classes['lines']}>
        {items.map((alert) => {
          const Glyph = ALERT_LOOK[alert.kind].icon;
          return (
            <li key={alert.id}>
              <Glyph size={20} stroke={1.7} aria-hidden />
              <div>
                <Link to="/alerts" search={{ kind: alert.kind }} className={kit['link']}>
                  {t(`console.alerts.kind.${alert.kind}.title`)}
                </Link>
                <div className={kit['hint']}>
                  {alert.deviceId === null ? (
                    t('console.alerts.server')
                  ) : (
                    <Link to="/devices/$id" params={{ id: alert.deviceId }} className={`${kit['link']} break`}>
                      {alert.deviceName ?? alert.deviceId}
                    </Link>
                  )}
                  {' · '}
                  <RelativeTime at={alert.raisedAt} />
                </div>
              </div>
              <DismissAlert alert={alert} />
            </li>
          );
        })}
      </ul>
      {more <= 0 || items.length === 0 ? null : (
        <p className={`${classes['foot']} ${kit['hint']}`}>
          {t('console.overview.alertsMore', { count: more, number: format.number(more) })}
        </p>
      )}
    </Card>
  );
}
