import type { UserSource } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { Uri } from '../../kit/uri.tsx';
import { useMay } from '../../kit/use-may.ts';
import { wholeRows } from '../../kit/whole-rows.ts';
import { LastRun } from './last-run.tsx';

/** Directories that users come from. */
export function SourcesPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const may = useMay();
  const found = useQuery(resources.userSources());
  const columns = useColumns();
  const action = may('settings:write') ? (
    <Button
      leftSection={<IconPlus size={18} aria-hidden />}
      renderRoot={(props) => <Link to="/user-sources/new" {...props} />}
    >
      {t('console.sources.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('console.sources.title')}
        lead={t('console.sources.lead')}
        actions={found.data?.items.length === 0 ? null : action}
      />
      <Card flush>
        <DataTable
          name="user-sources"
          label={t('console.sources.title')}
          columns={columns}
          rows={wholeRows(found)}
          rowId={({ id }) => id}
          empty={
            <Empty icon={IconServer2} title={t('console.sources.none')} text={t('console.sources.noneText')}>
              {action}
            </Empty>
          }
        />
      </Card>
    </>
  );
}

function useColumns(): Column<UserSource>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('console.sources.name'),
        cell: ({ id, name }) => (
          <Link to="/user-sources/$id" params={{ id }} className={kit['link']} data-row-link>
            {name}
          </Link>
        ),
      },
      { id: 'url', title: t('console.sources.url'), optional: true, cell: ({ url }) => <Uri uri={url} /> },
      {
        id: 'users',
        title: t('console.sources.usersTitle'),
        numeric: true,
        optional: true,
        cell: ({ id, users }) => (
          <Link to="/users" search={{ source: id }} className={kit['link']}>
            {format.number(users)}
          </Link>
        ),
      },
      { id: 'last', title: t('console.sources.lastRun'), cell: (source) => <LastRun source={source} /> },
      {
        id: 'next',
        title: t('console.sources.next'),
        optional: true,
        cell: ({ nextAt, enabled }) =>
          !enabled ? (
            t('console.sources.off')
          ) : nextAt === null ? (
            t('console.sources.nextNone')
          ) : (
            <RelativeTime at={nextAt} />
          ),
      },
    ],
    [t, format],
  );
}
