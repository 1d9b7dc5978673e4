import type { Activity, UserSession } from '@holdover/api';
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { KIND_ICONS, kindKey } from './kind-icons.ts';

/** What was printed, copied and scanned in one session. */
export function Activities({ session }: { session: UserSession }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const found = useQuery(resources.activities(session.id));
  return (
    <Loaded query={found} pending={<Loader size="sm" aria-label={t('console.common.loading')} />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className={kit['hint']}>{t('console.sessions.noActivity')}</p>
        ) : (
          <ul
            className={kit['inset']}
            aria-label={t('console.sessions.activitiesAt', { when: format.dateTime(session.startedAt) })}
          >
            {items.map((activity) => (
              <ActivityRow key={activity.id} activity={activity} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function ActivityRow({ activity }: { activity: Activity }) {
  const { t, format } = useTexts();
  const Glyph = KIND_ICONS[activity.kind];
  const pages = t(activity.kind === 'scan' ? 'console.sessions.scanned' : 'console.sessions.pages', {
    count: activity.impressions,
    number: format.number(activity.impressions),
  });
  const sheets = t('console.sessions.sheets', { count: activity.sheets, number: format.number(activity.sheets) });
  return (
    <li>
      <Glyph size={18} stroke={1.6} aria-hidden />
      <strong>{t(`console.sessions.kind.${kindKey(activity.kind)}`)}</strong>
      <span className="tabular">{format.time(activity.startedAt)}</span>
      <span className="tabular">{activity.kind === 'scan' ? pages : `${pages} · ${sheets}`}</span>
      <span>{t(activity.color ? 'console.sessions.color' : 'console.sessions.mono')}</span>
      <span>{activity.mode === 'offline' ? t('fixed.offlineMode') : t('console.sessions.online')}</span>
      <span>{t('fixed.noProject')}</span>
      <span>{t(`console.sessions.outcome.${activity.outcome}`)}</span>
    </li>
  );
}
