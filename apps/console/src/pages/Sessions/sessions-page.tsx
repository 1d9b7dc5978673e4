import type { UserSession } from '@holdover/api';
import { Button, SegmentedControl } from '@mantine/core';
import { IconReceipt, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { SessionFilter } from '../../client/resources.ts';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { DeviceSelect, UserSelect } from '../../kit/find-select.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { Opener } from '../../kit/opener.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { TimeRange } from '../../kit/time-range.tsx';
import { ExactTime } from '../../kit/times.tsx';
import { toggled } from '../../kit/toggled.ts';
import { Activities } from './activities.tsx';
import { Discarded } from './discarded.tsx';
import { SessionMode } from './session-mode.tsx';

const route = getRouteApi('/shell/sessions');
const MODES = ['online', 'offline'] as const;

/** From login to logout, with the times as they were at the device (F5). */
export function SessionsPage() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useInfiniteQuery(resources.sessions(filter, format.timeZone));
  const columns = useColumns(opened, (id) => setOpened(toggled(opened, id)));
  const change = (part: Partial<SessionFilter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const filtered = Object.values(filter).some((value) => value !== undefined);
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
        toolbar={<SessionFilters filter={filter} onChange={change} />}
        filtered={filtered}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

interface SessionFiltersProps {
  readonly filter: SessionFilter;
  readonly onChange: (part: Partial<SessionFilter>) => void;
}

function SessionFilters({ filter, onChange }: SessionFiltersProps) {
  const { t } = useTexts();
  return (
    <>
      <TimeRange value={filter} onChange={onChange} />
      <SegmentedControl
        aria-label={t('console.sessions.mode')}
        data={[
          { value: 'any', label: t('console.sessions.anyMode') },
          { value: 'online', label: t('console.sessions.online') },
          { value: 'offline', label: t('fixed.offlineMode') },
        ]}
        value={filter.mode ?? 'any'}
        onChange={(mode) => onChange({ mode: optionalOneOf(MODES, mode) })}
      />
      <UserSelect
        label={t('console.sessions.user')}
        labelHidden
        placeholder={t('console.jobs.anyUser')}
        value={filter.userId ?? null}
        onChange={(userId) => onChange({ userId: userId ?? undefined })}
      />
      <DeviceSelect
        label={t('console.sessions.device')}
        labelHidden
        placeholder={t('console.jobs.anyDevice')}
        value={filter.deviceId ?? null}
        onChange={(deviceId) => onChange({ deviceId: deviceId ?? undefined })}
      />
      {filter.sessionId === undefined ? null : (
        <Button
          variant="light"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onChange({ sessionId: undefined })}
        >
          {t('console.sessions.showAll')}
        </Button>
      )}
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
      {
        id: 'mode',
        title: t('console.sessions.mode'),
        cell: ({ mode, discarded }) => (
          <>
            <SessionMode mode={mode} />
            {discarded ? <Discarded /> : null}
          </>
        ),
      },
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
