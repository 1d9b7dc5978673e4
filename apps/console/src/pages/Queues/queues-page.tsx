import type { Queue } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { toggled } from '../../kit/toggled.ts';
import { ConnectComputers } from './connect-computers.tsx';
import { useQueueColumns } from './queue-columns.tsx';
import { QueueDialog } from './queue-dialog.tsx';

const route = getRouteApi('/shell/queues');

/** Where computers print to (G1); each row opens how. */
export function QueuesPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState<Queue | 'new' | null>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const rows = useInfiniteQuery(resources.queues(filter));
  const columns = useQueueColumns({ opened, onToggle: (id) => setOpened(toggled(opened, id)), onEdit: setEditing });
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const action = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
      {t('console.queues.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('console.queues.title')} lead={t('console.queues.lead')} actions={action} />
      <Card flush>
        <DataTable
          name="queues"
          label={t('console.queues.title')}
          columns={columns}
          rows={rows}
          rowId={(queue) => queue.id}
          sort={filter.sort ?? 'name'}
          onSort={(sort) => change({ sort })}
          detail={(queue) => (opened.has(queue.id) ? <ConnectComputers queue={queue} /> : null)}
          toolbar={
            <SearchField
              label={t('console.queues.search')}
              value={filter.q ?? ''}
              onChange={(q) => change({ q: q === '' ? undefined : q })}
            />
          }
          empty={
            filter.q === undefined ? (
              <Empty icon={IconInbox} title={t('console.queues.none')} text={t('console.queues.noneText')}>
                {action}
              </Empty>
            ) : (
              <Empty icon={IconInbox} title={t('console.queues.noneFound')} text={t('console.queues.noneFoundText')}>
                <Button variant="light" onClick={() => void navigate({ search: {} })}>
                  {t('console.common.clearFilters')}
                </Button>
              </Empty>
            )
          }
        />
      </Card>
      {editing === null ? null : (
        <QueueDialog key={editing === 'new' ? 'new' : editing.id} editing={editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
