import { API_ROOT, type AuditEntry } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { writeSearch } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { auditQuery, type AuditFilter } from '../../client/administration-resources.ts';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { Opener } from '../../kit/opener.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ExactTime } from '../../kit/times.tsx';
import { ActionName } from './action-name.tsx';
import { actorKind } from './actor-kind.ts';
import { AuditFilters } from './audit-filters.tsx';
import { ChangeView } from './change-view.tsx';
import { CheckResult, useChainCheck, VerifyButton } from './chain-check.tsx';
import { useActionWords } from './use-action-words.ts';

const route = getRouteApi('/shell/audit');

/** Every change: who, when, before and after. */
export function AuditPage() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useInfiniteQuery(resources.audit(filter, format.timeZone));
  const columns = useColumns(opened, setOpened);
  const check = useChainCheck();
  const change = (part: Partial<AuditFilter>): void => void navigate({ search: { ...filter, ...part }, replace: true });
  return (
    <>
      <PageHeader
        title={t('console.audit.title')}
        lead={t('console.audit.lead')}
        actions={
          <>
            <VerifyButton check={check} />
            <Button
              component="a"
              href={`${API_ROOT}/audit/export${writeSearch(auditQuery(filter, format.timeZone))}`}
              download="holdover-audit.csv"
              variant="default"
              leftSection={<IconDownload size={18} stroke={1.7} aria-hidden />}
            >
              {t('console.auditLog.export')}
            </Button>
          </>
        }
      />
      <CheckResult check={check} />
      <FilteredTable
        name="audit"
        icon={IconHistory}
        columns={columns}
        rows={rows}
        rowId={(entry) => entry.id}
        detail={(entry) => (entry.id === opened ? <ChangeView entry={entry} /> : null)}
        toolbar={<AuditFilters filter={filter} change={change} />}
        filtered={Object.values(filter).some((value) => value !== undefined)}
        onClear={() => void navigate({ search: {} })}
      />
    </>
  );
}

function useColumns(opened: string | null, open: (id: string | null) => void): Column<AuditEntry>[] {
  const { t, format } = useTexts();
  const wordsOf = useActionWords();
  return useMemo(
    () => [
      {
        id: 'at',
        title: t('console.audit.at'),
        cell: (entry) => (
          <Opener
            open={entry.id === opened}
            label={t('console.auditLog.open', {
              action: wordsOf(entry.action) ?? entry.action,
              when: format.dateTime(entry.at),
            })}
            onToggle={() => open(entry.id === opened ? null : entry.id)}
          >
            <ExactTime at={entry.at} />
          </Opener>
        ),
      },
      {
        id: 'actor',
        title: t('console.audit.actor'),
        cell: ({ actor }) => (
          <span className="break">{`${actor.name} (${t(`console.audit.kind.${actorKind(actor.kind)}`)})`}</span>
        ),
      },
      {
        id: 'action',
        title: t('console.audit.action'),
        cell: (entry) => <ActionName action={entry.action} />,
      },
      {
        id: 'target',
        title: t('console.audit.target'),
        cell: (entry) => <span className="break">{entry.target.name ?? entry.target.id ?? entry.target.kind}</span>,
      },
    ],
    [t, format, wordsOf, opened, open],
  );
}
