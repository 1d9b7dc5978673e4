import { alertKindField, type Alert } from '@holdover/api';
import { SegmentedControl, Select } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { AlertFilter } from '../../client/overview-resources.ts';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { DeviceSelect } from '../../kit/find-select.tsx';
import kit from '../../kit/kit.module.css';
import { Opener } from '../../kit/opener.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Status } from '../../kit/status.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { toggled } from '../../kit/toggled.ts';
import { AlertDetail } from './alert-detail.tsx';
import { ALERT_LOOK } from './alert-kinds.ts';
import { DismissAlert } from './dismiss-alert.tsx';

const route = getRouteApi('/shell/alerts');
const KINDS = alertKindField.options;

/** What somebody should see to: what stands, unless the reader asks for what is over. */
export function AlertsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useInfiniteQuery(resources.alerts(filter));
  const columns = useColumns(opened, (id) => setOpened(toggled(opened, id)));
  const change = (part: Partial<AlertFilter>): void => void navigate({ search: { ...filter, ...part }, replace: true });
  return (
    <>
      <PageHeader title={t('console.alerts.title')} lead={t('console.alerts.lead')} />
      <FilteredTable
        name="alerts"
        icon={IconShieldCheck}
        columns={columns}
        rows={rows}
        rowId={(alert) => alert.id}
        detail={(alert) => (opened.has(alert.id) ? <AlertDetail alert={alert} /> : null)}
        toolbar={<AlertFilters filter={filter} onChange={change} />}
        filtered={Object.values(filter).some((value) => value !== undefined)}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

interface AlertFiltersProps {
  filter: AlertFilter;
  readonly onChange: (part: Partial<AlertFilter>) => void;
}

function AlertFilters({ filter, onChange }: AlertFiltersProps) {
  const { t } = useTexts();
  return (
    <>
      <SegmentedControl
        aria-label={t('console.alerts.filterState')}
        data={(['standing', 'cleared', 'all'] as const).map((value) => ({
          value,
          label: t(`console.alerts.states.${value}`),
        }))}
        value={filter.state ?? 'standing'}
        onChange={(state) => onChange({ state: optionalOneOf(['cleared', 'all'] as const, state) })}
      />
      <Select
        aria-label={t('console.alerts.filterKind')}
        placeholder={t('console.alerts.anyKind')}
        clearable
        miw="min(18rem, 100%)"
        data={KINDS.map((kind) => ({ value: kind, label: t(`console.alerts.kind.${kind}.title`) }))}
        value={filter.kind ?? null}
        onChange={(kind) => onChange({ kind: optionalOneOf(KINDS, kind) })}
      />
      <DeviceSelect
        label={t('console.alerts.filterDevice')}
        labelHidden
        placeholder={t('console.alerts.anyDevice')}
        value={filter.deviceId ?? null}
        onChange={(deviceId) => onChange({ deviceId: deviceId ?? undefined })}
      />
    </>
  );
}

function useColumns(opened: ReadonlySet<string>, toggle: (id: string) => void): Column<Alert>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'what',
        title: t('console.alerts.what'),
        cell: ({ id, kind, raisedAt }) => {
          const what = t(`console.alerts.kind.${kind}.title`);
          const Glyph = ALERT_LOOK[kind].icon;
          return (
            <Opener
              open={opened.has(id)}
              label={t('console.alerts.open', { what, when: format.dateTime(raisedAt) })}
              onToggle={() => toggle(id)}
            >
              <Glyph size={18} stroke={1.7} aria-hidden />
              {what}
            </Opener>
          );
        },
      },
      {
        id: 'device',
        title: t('console.alerts.device'),
        cell: ({ deviceId, deviceName }) =>
          deviceId === null ? (
            t('console.alerts.server')
          ) : (
            <Link to="/devices/$id" params={{ id: deviceId }} className={`${kit['link']} break`}>
              {deviceName ?? deviceId}
            </Link>
          ),
      },
      { id: 'raised', title: t('console.alerts.raised'), cell: ({ raisedAt }) => <RelativeTime at={raisedAt} /> },
      {
        id: 'state',
        title: t('console.alerts.state'),
        optional: true,
        cell: ({ clearedAt }) =>
          clearedAt === null ? (
            <Status tone="warn" icon={IconAlertTriangle} word={t('console.alerts.stands')} />
          ) : (
            <Status
              tone="quiet"
              icon={IconCircleCheck}
              word={t('console.alerts.cleared', { when: format.dateTime(clearedAt) })}
            />
          ),
      },
      {
        id: 'actions',
        title: t('console.devices.actions'),
        titleHidden: true,
        cell: (alert) => <DismissAlert alert={alert} />,
      },
    ],
    [t, format, opened, toggle],
  );
}
