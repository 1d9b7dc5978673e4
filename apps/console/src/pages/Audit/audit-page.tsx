import type { AuditEntry } from '@holdover/api';
import { IconChevronDown, IconChevronRight, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { ExactTime } from '../../kit/times.tsx';

const route = getRouteApi('/shell/audit');

/** Every change: who, when, before and after. */
export function AuditPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useInfiniteQuery(resources.audit(filter));
  const columns = useColumns(opened, setOpened);
  const search = (q: string): void => void navigate({ search: { q: q === '' ? undefined : q }, replace: true });
  return (
    <>
      <PageHeader title={t('console.audit.title')} lead={t('console.audit.lead')} />
      <Card flush>
        <DataTable
          name="audit"
          label={t('console.audit.title')}
          columns={columns}
          rows={rows}
          rowId={(entry) => entry.id}
          detail={(entry) => (entry.id === opened ? <Change entry={entry} /> : null)}
          toolbar={<SearchField label={t('console.audit.search')} value={filter.q ?? ''} onChange={search} />}
          empty={<Empty icon={IconHistory} title={t('console.audit.none')} text={t('console.audit.noneText')} />}
        />
      </Card>
    </>
  );
}

function useColumns(opened: string | null, open: (id: string | null) => void): Column<AuditEntry>[] {
  const { t } = useTexts();
  return useMemo(
    () => [
      {
        id: 'at',
        title: t('console.audit.at'),
        cell: (entry) => {
          const isOpen = entry.id === opened;
          const Arrow = isOpen ? IconChevronDown : IconChevronRight;
          return (
            <button
              type="button"
              className={kit['opener']}
              aria-expanded={isOpen}
              data-row-link
              onClick={() => open(isOpen ? null : entry.id)}
            >
              <Arrow size={16} aria-hidden />
              <ExactTime at={entry.at} />
            </button>
          );
        },
      },
      {
        id: 'actor',
        title: t('console.audit.actor'),
        cell: (entry) => `${entry.actor.name} (${t(`console.audit.kind.${actorKey(entry)}`)})`,
      },
      {
        id: 'action',
        title: t('console.audit.action'),
        cell: (entry) => <code className="mono break">{entry.action}</code>,
      },
      {
        id: 'target',
        title: t('console.audit.target'),
        cell: (entry) => <span className="break">{entry.target.name ?? entry.target.id ?? entry.target.kind}</span>,
      },
    ],
    [t, opened, open],
  );
}

function actorKey({ actor }: AuditEntry) {
  return actor.kind === 'api-token' ? 'apiToken' : actor.kind;
}

function Change({ entry }: { entry: AuditEntry }) {
  const { t } = useTexts();
  const show = (value: unknown): string =>
    value === null || value === undefined ? '–' : JSON.stringify(value, null, 2);
  return (
    <div className={kit['diff']}>
      <div>
        <span className={kit['hint']}>{t('console.audit.before')}</span>
        <pre>{show(entry.before)}</pre>
      </div>
      <div>
        <span className={kit['hint']}>{t('console.audit.after')}</span>
        <pre>{show(entry.after)}</pre>
      </div>
    </div>
  );
}
