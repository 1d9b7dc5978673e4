import type { Activity } from '@holdover/api';
import { Button, Select, Switch } from '@mantine/core';
import { IconListDetails, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { ActivityFilter } from '../../client/resources.ts';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { DeviceSelect, UserSelect } from '../../kit/find-select.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { TimeRange } from '../../kit/time-range.tsx';
import { ExactTime } from '../../kit/times.tsx';
import { ActivityOwner } from './activity-owner.tsx';
import { Discarded } from './discarded.tsx';
import { KIND_ICONS, kindKey } from './kind-icons.ts';
import { SessionMode } from './session-mode.tsx';

const route = getRouteApi('/shell/activities');
const MODES = ['online', 'offline'] as const;

/** Every print, copy and scan, also those of no session: direct prints, and pages that nothing explains (F7). */
export function ActivitiesPage() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useInfiniteQuery(resources.allActivities(filter, format.timeZone));
  const columns = useColumns();
  const change = (part: Partial<ActivityFilter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t('console.activities.title')} lead={t('console.activities.lead')} />
      <FilteredTable
        name="activities"
        icon={IconListDetails}
        columns={columns}
        rows={rows}
        rowId={(activity) => activity.id}
        toolbar={<ActivityFilters filter={filter} onChange={change} />}
        filtered={filtered}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

function ActivityFilters({
  filter,
  onChange,
}: {
  filter: ActivityFilter;
  onChange: (part: Partial<ActivityFilter>) => void;
}) {
  const { t } = useTexts();
  return (
    <>
      <TimeRange value={filter} onChange={onChange} />
      <Select
        aria-label={t('console.sessions.mode')}
        placeholder={t('console.activities.anyMode')}
        clearable
        data={[
          { value: 'online', label: t('console.sessions.online') },
          { value: 'offline', label: t('fixed.offlineMode') },
        ]}
        value={filter.mode ?? null}
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
      <Switch
        my="xs"
        label={t('console.activities.unauthenticated')}
        checked={filter.unauthenticated === 'true'}
        onChange={(event) => onChange({ unauthenticated: event.currentTarget.checked ? 'true' : undefined })}
      />
      {filter.sessionId === undefined && filter.activityId === undefined ? null : (
        <Button
          variant="light"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => onChange({ sessionId: undefined, activityId: undefined })}
        >
          {t('console.sessions.showAll')}
        </Button>
      )}
    </>
  );
}

function useColumns(): Column<Activity>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'startedAt',
        title: t('console.sessions.started'),
        cell: (activity) => <ExactTime at={activity.startedAt} />,
      },
      { id: 'what', title: t('console.activities.what'), cell: (activity) => <What activity={activity} /> },
      { id: 'user', title: t('console.sessions.user'), cell: (activity) => <ActivityOwner activity={activity} /> },
      {
        id: 'device',
        title: t('console.sessions.device'),
        cell: ({ deviceId, deviceName }) =>
          deviceName === null ? (
            t('console.sessions.deletedDevice')
          ) : (
            <Link to="/devices/$id" params={{ id: deviceId }} className={kit['link']}>
              {deviceName}
            </Link>
          ),
      },
      {
        id: 'mode',
        title: t('console.sessions.mode'),
        optional: true,
        cell: ({ mode }) => <SessionMode mode={mode} />,
      },
      {
        id: 'impressions',
        title: t('console.activities.pages'),
        numeric: true,
        // What was scanned is on no paper.
        cell: ({ kind, impressions }) =>
          kind === 'scan'
            ? t('console.sessions.scanned', { count: impressions, number: format.number(impressions) })
            : format.number(impressions),
      },
      {
        id: 'sheets',
        title: t('console.activities.sheets'),
        numeric: true,
        optional: 'hidden',
        cell: ({ kind, sheets }) => (kind === 'scan' ? '–' : format.number(sheets)),
      },
      {
        id: 'color',
        title: t('console.sessions.color'),
        optional: 'hidden',
        cell: ({ color }) => t(color ? 'console.sessions.color' : 'console.sessions.mono'),
      },
      { id: 'project', title: t('console.activities.project'), optional: 'hidden', cell: () => t('fixed.noProject') },
      {
        id: 'outcome',
        title: t('console.activities.outcome'),
        optional: true,
        cell: ({ outcome }) => t(`console.sessions.outcome.${outcome}`),
      },
    ],
    [t, format],
  );
}

function What({ activity: { kind, sessionId, unauthenticated, discarded } }: { activity: Activity }) {
  const { t } = useTexts();
  const Glyph = KIND_ICONS[kind];
  return (
    <>
      <span className={kit['withIcon']}>
        <Glyph size={17} stroke={1.6} aria-hidden />
        {t(`console.sessions.kind.${kindKey(kind)}`)}
      </span>
      {sessionId !== null || unauthenticated ? null : (
        <div className={kit['hint']}>{t('console.activities.direct')}</div>
      )}
      {discarded ? <Discarded /> : null}
    </>
  );
}
