import type { Activity, Device, UserSession } from '@holdover/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { ExactTime } from '../../kit/times.tsx';
import { KIND_ICONS, kindKey } from '../Sessions/kind-icons.ts';
import { SessionMode } from '../Sessions/session-mode.tsx';
import { NewestRows } from './newest-rows.tsx';

/** The newest that its journal told: who was there, and what was printed, copied and scanned. */
export function RecordsTab({ device }: { device: Device }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const sessions = useInfiniteQuery(resources.sessions({ deviceId: device.id }));
  const activities = useInfiniteQuery(resources.allActivities({ deviceId: device.id }));
  return (
    <>
      <Card
        title={t('console.device.lastSessions')}
        actions={
          <Link to="/sessions" search={{ deviceId: device.id }} className={kit['link']}>
            {t('console.device.allSessions')}
          </Link>
        }
      >
        <NewestRows label={t('console.device.lastSessions')} rows={sessions} empty={t('console.device.noSessions')}>
          {(session) => <SessionRow session={session} />}
        </NewestRows>
      </Card>
      <Card
        title={t('console.device.lastActivities')}
        actions={
          <Link to="/activities" search={{ deviceId: device.id }} className={kit['link']}>
            {t('console.device.allActivities')}
          </Link>
        }
      >
        <NewestRows
          label={t('console.device.lastActivities')}
          rows={activities}
          empty={t('console.device.noActivities')}
        >
          {(activity) => <ActivityRow activity={activity} />}
        </NewestRows>
      </Card>
      <p>
        <Link to="/review" search={{ deviceId: device.id }} className={kit['link']}>
          {t('console.device.review')}
        </Link>
      </p>
    </>
  );
}

function SessionRow({ session }: { session: UserSession }) {
  const { t, format } = useTexts();
  const { userName, userId } = session;
  return (
    <>
      <div className={kit['grow']}>
        {userName === null ? (
          t('console.sessions.deletedUser')
        ) : (
          <Link to="/users/$id" params={{ id: userId }} className={`${kit['link']} break`}>
            {userName}
          </Link>
        )}
        <div className={kit['hint']}>
          <ExactTime at={session.startedAt} /> · {methodNames(t, [session.method]).join('')} ·{' '}
          {t('console.sessions.pages', { count: session.impressions, number: format.number(session.impressions) })}
        </div>
      </div>
      <SessionMode mode={session.mode} />
    </>
  );
}

function ActivityRow({ activity }: { activity: Activity }) {
  const { t, format } = useTexts();
  const Glyph = KIND_ICONS[activity.kind];
  const who = activity.unauthenticated
    ? t('console.activities.unauthenticated')
    : (activity.userName ?? t('console.sessions.deletedUser'));
  return (
    <>
      <Glyph size={20} stroke={1.6} aria-hidden />
      <div className={kit['grow']}>
        <span className="break">{`${t(`console.sessions.kind.${kindKey(activity.kind)}`)} · ${who}`}</span>
        <div className={kit['hint']}>
          <ExactTime at={activity.startedAt} /> ·{' '}
          {t(activity.kind === 'scan' ? 'console.sessions.scanned' : 'console.sessions.pages', {
            count: activity.impressions,
            number: format.number(activity.impressions),
          })}
        </div>
      </div>
      <SessionMode mode={activity.mode} />
    </>
  );
}
