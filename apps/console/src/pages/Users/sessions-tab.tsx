import type { User } from '@holdover/api';
import { Badge, Button } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { PagePending } from '../../kit/page-states.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { ExactTime } from '../../kit/times.tsx';

const NEWEST = 10;

export function SessionsTab({ user }: { user: User }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const found = useInfiniteQuery(resources.sessions({ userId: user.id }));
  if (found.error !== null && found.data === undefined)
    return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <PagePending />;
  const sessions = found.data.pages.flatMap(({ items }) => items).slice(0, NEWEST);
  if (sessions.length === 0)
    return (
      <Empty icon={IconReceipt} title={t('console.person.noSessions')} text={t('console.person.noSessionsText')} />
    );
  return (
    <>
      <div className={kit['toolbar']}>
        <p>{t('console.person.lastSessions')}</p>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/sessions" search={{ userId: user.id }} {...props} />}
        >
          {t('console.person.allSessions')}
        </Button>
      </div>
      <ul className={kit['rows']} aria-label={t('console.person.tabSessions')}>
        {sessions.map((session) => (
          <li key={session.id}>
            <IconReceipt size={20} stroke={1.6} aria-hidden />
            <div className={kit['grow']}>
              <ExactTime at={session.startedAt} />
              <div className={kit['hint']}>
                {session.deviceName ?? t('console.sessions.deletedDevice')} ·{' '}
                {methodNames(t, [session.method]).join('')}
              </div>
            </div>
            <Badge variant="light" color={session.mode === 'offline' ? 'yellow' : 'gray'}>
              {t(session.mode === 'offline' ? 'fixed.offlineMode' : 'console.sessions.online')}
            </Badge>
          </li>
        ))}
      </ul>
    </>
  );
}
