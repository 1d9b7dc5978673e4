import type { ImportEffect, UserImport } from '@holdover/api';
import { SegmentedControl } from '@mantine/core';
import { IconPencil, IconUserOff, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { Status } from '../../kit/status.tsx';

const ACTIONS = ['all', 'add', 'change', 'deactivate'] as const;
type Shown = (typeof ACTIONS)[number];

/** Whom it adds, changes and deactivates, by the names of fields: never a PIN or a card number. */
export function ImportEffects({ of: { id, dryRun } }: { of: UserImport }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const [shown, setShown] = useState<Shown>('all');
  const [q, setQ] = useState('');
  const action = shown === 'all' ? undefined : shown;
  const rows = useInfiniteQuery(resources.importEffects(id, { q, action }));
  const columns = useColumns();
  return (
    <Card title={t(dryRun ? 'console.imports.wouldDo' : 'console.imports.did')} flush>
      <DataTable
        name="import-effects"
        label={t(dryRun ? 'console.imports.wouldDo' : 'console.imports.did')}
        columns={columns}
        rows={rows}
        rowId={({ userName, action: done }) => `${done} ${userName}`}
        toolbar={
          <>
            <SearchField label={t('console.users.search')} value={q} onChange={setQ} />
            <SegmentedControl
              aria-label={t('console.imports.show')}
              data={ACTIONS.map((value) => ({ value, label: t(`console.imports.effects.${value}`) }))}
              value={shown}
              onChange={(value) => setShown(ACTIONS.find((one) => one === value) ?? 'all')}
            />
          </>
        }
        empty={<Empty icon={IconUsers} title={t('console.imports.nothing')} text={t('console.imports.nothingText')} />}
      />
    </Card>
  );
}

const LOOK = {
  add: { tone: 'ok', icon: IconUserPlus },
  change: { tone: 'quiet', icon: IconPencil },
  deactivate: { tone: 'warn', icon: IconUserOff },
} as const;

function useColumns(): Column<ImportEffect>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'userName',
        title: t('console.users.userName'),
        cell: ({ userName }) => <span className="break">{userName}</span>,
      },
      {
        id: 'action',
        title: t('console.imports.what'),
        cell: ({ action }) => <Status {...LOOK[action]} word={t(`console.imports.effect.${action}`)} />,
      },
      {
        id: 'fields',
        title: t('console.imports.fields'),
        cell: ({ fields }) =>
          fields.length === 0 ? '–' : format.list(fields.map((field) => t(`console.imports.field.${field}`))),
      },
      {
        id: 'line',
        title: t('console.import.line'),
        numeric: true,
        cell: ({ line }) => (line === null ? '–' : format.number(line)),
      },
    ],
    [t, format],
  );
}
