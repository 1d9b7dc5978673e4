import type { ReviewItem } from '@holdover/api';
import { Button, Group } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { ReviewFilter } from '../../client/review-resources.ts';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { toggled } from '../../kit/toggled.ts';
import { useMay } from '../../kit/use-may.ts';
import { DecideManyDialog } from './decide-many-dialog.tsx';
import { useReviewColumns } from './review-columns.tsx';
import { ReviewFilters } from './review-filters.tsx';

const route = getRouteApi('/shell/review');

/** What conflicts, until somebody decides (F3). */
export function ReviewPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useInfiniteQuery(resources.reviewItems(filter));
  const selection = useSelection(rows.data?.pages.flatMap(({ items }) => items));
  const columns = useReviewColumns(selection, filter.state !== undefined);
  const change = (part: Partial<ReviewFilter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  return (
    <>
      <PageHeader title={t('console.review.title')} lead={t('console.review.lead')} />
      <FilteredTable
        name="review"
        icon={IconChecklist}
        columns={columns}
        rows={rows}
        rowId={(item) => item.id}
        toolbar={
          <>
            <ReviewFilters filter={filter} onChange={change} />
            <SelectionBar selection={selection} />
          </>
        }
        filtered={Object.values(filter).some((value) => value !== undefined)}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

export interface Selection {
  /** Null without the right to decide. */
  readonly chosen: ReadonlySet<string> | null;
  /** Those chosen that still wait. */
  readonly items: readonly ReviewItem[];
  /** All that can be chosen here. */
  readonly open: readonly ReviewItem[];
  readonly choose: (ids: ReadonlySet<string>) => void;
  readonly toggle: (id: string) => void;
}

/** What somebody else decides meanwhile is chosen no more. */
function useSelection(items: readonly ReviewItem[] = []): Selection {
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const allowed = may('accounting:write');
  const open = useMemo(() => items.filter(({ decision }) => decision === null), [items]);
  return {
    chosen: allowed ? chosen : null,
    items: open.filter(({ id }) => chosen.has(id)),
    open,
    choose,
    toggle: (id) => choose(toggled(chosen, id)),
  };
}

function SelectionBar({ selection: { chosen, items, open, choose } }: { selection: Selection }) {
  const { t, format } = useTexts();
  const [deciding, setDeciding] = useState<readonly ReviewItem[] | null>(null);
  if (chosen === null || (open.length === 0 && deciding === null)) return null;
  const all = items.length === open.length;
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => choose(new Set(all ? [] : open.map(({ id }) => id)))}>
        {t(all ? 'console.review.selectNone' : 'console.review.selectAll')}
      </Button>
      {items.length === 0 ? null : (
        <Button onClick={() => setDeciding(items)}>
          {t('console.review.decideMany', { count: items.length, number: format.number(items.length) })}
        </Button>
      )}
      {deciding === null ? null : (
        <DecideManyDialog
          items={deciding}
          onClose={() => {
            setDeciding(null);
            choose(new Set());
          }}
        />
      )}
    </Group>
  );
}
