import type { Queue } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { toggled } from '../../kit/toggled.ts';
import { useMay } from '../../kit/use-may.ts';
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
  const action = useMay()('devices:write') ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
      {t('console.queues.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('console.queues.title')} lead={t('console.queues.lead')} actions={action} />
      <FilteredTable
        name="queues"
        icon={IconInbox}
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
        filtered={filter.q !== undefined}
        first={action}
        onClear={() => void navigate({ search: {} })}
      />
      {editing === null ? null : (
        <QueueDialog key={editing === 'new' ? 'new' : editing.id} editing={editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
