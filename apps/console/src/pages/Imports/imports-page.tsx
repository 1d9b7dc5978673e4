import type { UserImport } from '@holdover/api';
import { Badge, Button, Select } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { optionalId } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { ExactTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { COUNTS } from './count-titles.ts';
import { ImportState } from './import-state.tsx';
import classes from './imports.module.css';

const route = getRouteApi('/shell/imports');

/** Users that came in together, from files and from directories. */
export function ImportsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const sources = useQuery(resources.userSources());
  const rows = useInfiniteQuery(resources.imports(filter));
  const columns = useColumns();
  const action = may('users:write') ? (
    <Button
      leftSection={<IconFileImport size={18} stroke={1.8} aria-hidden />}
      renderRoot={(props) => <Link to="/imports/new" {...props} />}
    >
      {t('console.imports.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('console.imports.title')} lead={t('console.imports.lead')} actions={action} />
      <FilteredTable
        name="imports"
        icon={IconFileImport}
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        filtered={filter.source !== undefined}
        first={action}
        onClear={() => void navigate({ search: {} })}
        toolbar={
          sources.data === undefined || sources.data.items.length === 0 ? null : (
            <Select
              aria-label={t('console.person.source')}
              placeholder={t('console.person.anySource')}
              clearable
              data={sources.data.items.map(({ id, name }) => ({ value: id, label: name }))}
              value={filter.source ?? null}
              onChange={(source) =>
                void navigate({ search: { source: optionalId('userSource', source) }, replace: true })
              }
            />
          )
        }
      />
    </>
  );
}

function useColumns(): Column<UserImport>[] {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const sources = useQuery(resources.userSources());
  return useMemo(() => {
    const count = (id: 'rows' | 'added' | 'changed' | 'deactivated' | 'failed'): Column<UserImport> => ({
      id,
      title: t(COUNTS[id]),
      numeric: true,
      optional: true,
      cell: (one) =>
        one.dryRun && id !== 'rows' && one[id] > 0 ? (
          <span className="nowrap">
            {t('console.imports.wouldBe', { count: one[id], number: format.number(one[id]) })}
          </span>
        ) : (
          format.number(one[id])
        ),
    });
    return [
      {
        id: 'startedAt',
        title: t('console.imports.started'),
        cell: ({ id, startedAt, dryRun }) => (
          <span className={classes['started']}>
            <Link to="/imports/$id" params={{ id }} className={kit['link']} data-row-link>
              <ExactTime at={startedAt} seconds />
            </Link>
            {dryRun ? (
              <Badge variant="light" color="gray">
                {t('console.imports.preview')}
              </Badge>
            ) : null}
          </span>
        ),
      },
      {
        id: 'source',
        title: t('console.person.source'),
        cell: ({ sourceId }) =>
          sourceId === null
            ? t('console.imports.file')
            : (sources.data?.items.find(({ id }) => id === sourceId)?.name ?? t('console.imports.directory')),
      },
      { id: 'state', title: t('console.users.state'), cell: (one) => <ImportState of={one} /> },
      count('rows'),
      count('added'),
      count('changed'),
      count('deactivated'),
      count('failed'),
    ];
  }, [t, format, sources.data]);
}
