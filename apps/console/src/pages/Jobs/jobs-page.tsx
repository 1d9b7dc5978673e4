import { jobStateField } from '@holdover/api';
import { SegmentedControl, Select } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { optionalId, optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { JobFilter } from '../../client/resources.ts';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { DeviceSelect, UserSelect } from '../../kit/find-select.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { TimeRange } from '../../kit/time-range.tsx';
import { useJobColumns } from './job-columns.tsx';

const route = getRouteApi('/shell/jobs');
const NO_QUEUES: readonly never[] = [];

/** Jobs on the server and, as far as terminals told, in devices. Those not over unless the reader asks for others. */
export function JobsPage() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useInfiniteQuery(resources.jobs(filter, format.timeZone));
  const queues = useQuery(resources.allQueues());
  const columns = useJobColumns(queues.data?.items ?? NO_QUEUES);
  const change = (part: Partial<JobFilter>): void => void navigate({ search: { ...filter, ...part }, replace: true });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <PageHeader title={t('console.jobs.title')} lead={t('console.jobs.lead')} />
      <FilteredTable
        name="jobs"
        icon={IconStack2}
        columns={columns}
        rows={rows}
        rowId={(job) => job.id}
        toolbar={<JobFilters filter={filter} queues={queues.data?.items ?? NO_QUEUES} onChange={change} />}
        filtered={filtered}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

interface JobFiltersProps {
  filter: JobFilter;
  queues: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (part: Partial<JobFilter>) => void;
}

function JobFilters({ filter, queues, onChange }: JobFiltersProps) {
  const { t } = useTexts();
  return (
    <>
      <SearchField
        label={t('console.jobs.search')}
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
      />
      <SegmentedControl
        aria-label={t('console.jobs.filterOver')}
        data={(['false', 'true', 'any'] as const).map((value) => ({ value, label: t(`console.jobs.over.${value}`) }))}
        value={filter.over ?? 'false'}
        disabled={filter.state !== undefined}
        onChange={(over) => onChange({ over: optionalOneOf(['true', 'any'] as const, over) })}
      />
      <Select
        aria-label={t('console.jobs.filterState')}
        placeholder={t('console.jobs.anyState')}
        clearable
        data={jobStateField.options.map((state) => ({ value: state, label: t(`console.jobs.state.${state}`) }))}
        value={filter.state ?? null}
        onChange={(state) => onChange({ state: optionalOneOf(jobStateField.options, state) })}
      />
      <Select
        aria-label={t('console.jobs.filterQueue')}
        placeholder={t('console.jobs.anyQueue')}
        clearable
        searchable={queues.length > 10}
        data={queues.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.queueId ?? null}
        onChange={(id) => onChange({ queueId: optionalId('queue', id) })}
      />
      <TimeRange value={filter} onChange={onChange} />
      <UserSelect
        label={t('console.jobs.filterUser')}
        labelHidden
        placeholder={t('console.jobs.anyUser')}
        value={filter.userId ?? null}
        onChange={(userId) => onChange({ userId: userId ?? undefined })}
      />
      <DeviceSelect
        label={t('console.jobs.filterDevice')}
        labelHidden
        placeholder={t('console.jobs.anyDevice')}
        value={filter.deviceId ?? null}
        onChange={(deviceId) => onChange({ deviceId: deviceId ?? undefined })}
      />
    </>
  );
}
