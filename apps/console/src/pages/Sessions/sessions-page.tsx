import type { UserSession } from '@holdover/api';
import { Button, SegmentedControl } from '@mantine/core';
import { IconReceipt, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { Opener } from '../../kit/opener.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ExactTime } from '../../kit/times.tsx';
import { toggled } from '../../kit/toggled.ts';
import { Activities } from './activities.tsx';
import { SessionMode } from './session-mode.tsx';

const route = getRouteApi('/shell/sessions');
const MODES = ['online', 'offline'] as const;

/** From login to logout, with the times as they were at the device (F5). */
export function SessionsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useInfiniteQuery(resources.sessions(filter));
  const columns = useColumns(opened, (id) => setOpened(toggled(opened, id)));
  const filtered = filter.mode !== undefined || filter.userId !== undefined || filter.deviceId !== undefined;
  return (
    <>
      <PageHeader title={t('console.sessions.title')} lead={t('console.sessions.lead')} />
      <FilteredTable
        name="sessions"
        icon={IconReceipt}
        columns={columns}
        rows={rows}
        rowId={(session) => session.id}
        detail={(session) => (opened.has(session.id) ? <Activities session={session} /> : null)}
        toolbar={
          <>
            <SegmentedControl
              aria-label={t('console.sessions.mode')}
              data={[
                { value: 'any', label: t('console.sessions.anyMode') },
                { value: 'online', label: t('console.sessions.online') },
                { value: 'offline', label: t('fixed.offlineMode') },
              ]}
              value={filter.mode ?? 'any'}
              onChange={(mode) =>
                void navigate({ search: { ...filter, mode: optionalOneOf(MODES, mode) }, replace: true })
              }
            />
            {filter.userId === undefined && filter.deviceId === undefined ? null : (
              <Button
                variant="light"
                leftSection={<IconX size={16} aria-hidden />}
                onClick={() => void navigate({ search: { mode: filter.mode } })}
              >
                {t(filter.userId === undefined ? 'console.sessions.allDevices' : 'console.sessions.allUsers')}
              </Button>
            )}
          </>
        }
        filtered={filtered}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

function useColumns(opened: ReadonlySet<string>, toggle: (id: string) => void): Column<UserSession>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'startedAt',
        title: t('console.sessions.started'),
        cell: (session) => (
          <Opener
            open={opened.has(session.id)}
            label={t('console.sessions.showActivities', { when: format.dateTime(session.startedAt) })}
            onToggle={() => toggle(session.id)}
          >
            <ExactTime at={session.startedAt} />
          </Opener>
        ),
      },
      {
        id: 'user',
        title: t('console.sessions.user'),
        cell: (session) =>
          session.userName === null ? (
            t('console.sessions.deletedUser')
          ) : (
            <Link to="/users/$id" params={{ id: session.userId }} className={kit['link']}>
              {session.userName}
            </Link>
          ),
      },
      {
        id: 'device',
        title: t('console.sessions.device'),
        cell: (session) =>
          session.deviceName === null ? (
            t('console.sessions.deletedDevice')
          ) : (
            <Link to="/devices/$id" params={{ id: session.deviceId }} className={kit['link']}>
              {session.deviceName}
            </Link>
          ),
      },
      { id: 'mode', title: t('console.sessions.mode'), cell: (session) => <SessionMode mode={session.mode} /> },
      {
        id: 'method',
        title: t('console.sessions.method'),
        optional: 'hidden',
        cell: (session) => methodNames(t, [session.method]).join(''),
      },
      {
        id: 'endedAt',
        title: t('console.sessions.ended'),
        optional: true,
        cell: (session) =>
          session.endedAt === null ? t('console.sessions.running') : <ExactTime at={session.endedAt} />,
      },
      {
        id: 'activities',
        title: t('console.sessions.activities'),
        numeric: true,
        optional: 'hidden',
        cell: (session) => format.number(session.activities),
      },
      {
        id: 'impressions',
        title: t('console.sessions.impressions'),
        numeric: true,
        cell: (session) => format.number(session.impressions),
      },
    ],
    [t, format, opened, toggle],
  );
}
