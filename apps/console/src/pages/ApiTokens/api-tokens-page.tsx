import { deleteApiToken, type ApiToken } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconKey, IconPlus, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ShownOnce } from '../../kit/shown-once.tsx';
import { RelativeTime, useNow } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { TokenRights } from './token-rights.tsx';

interface Made {
  readonly name: string;
  readonly token: string;
}

/** Tokens of programs, without the tokens themselves. */
export function ApiTokensPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const mayWrite = useMay()('administrators:write');
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const rows = useInfiniteQuery(resources.apiTokens());
  const { dialog, remove } = useRemoval();
  const columns = useColumns(mayWrite ? remove : null);
  const action = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('console.tokens.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('console.tokens.title')} lead={t('console.tokens.lead')} actions={action} />
      <Card flush>
        <DataTable
          name="api-tokens"
          label={t('console.tokens.title')}
          columns={columns}
          rows={rows}
          rowId={({ id }) => id}
          empty={
            <Empty icon={IconKey} title={t('console.tokens.none')} text={t('console.tokens.noneText')}>
              {action}
            </Empty>
          }
        />
      </Card>
      {adding ? <NewTokenDialog onClose={() => setAdding(false)} onMade={setMade} /> : null}
      <ShownOnce
        title={t('console.tokens.made', { name: made?.name ?? '' })}
        text={t('console.tokens.madeText')}
        secret={made?.token ?? null}
        long
        onClose={() => setMade(null)}
      />
      {dialog}
    </>
  );
}

function useRemoval() {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const { ask, dialog } = useConfirm();
  const remove = ({ id, name }: ApiToken): void =>
    ask({
      title: t('console.tokens.deleteTitle', { name }),
      text: t('console.tokens.deleteText'),
      act: t('console.tokens.delete'),
      run: async () => {
        await api.call(deleteApiToken, { params: { id } });
        await queries.invalidateQueries({ queryKey: keys.apiTokens });
      },
    });
  return { dialog, remove };
}

function useColumns(remove: ((token: ApiToken) => void) | null): Column<ApiToken>[] {
  const { t } = useTexts();
  return [
    { id: 'name', title: t('console.tokens.name'), cell: ({ name }) => <strong>{name}</strong> },
    {
      id: 'rights',
      title: t('console.tokens.rights'),
      cell: ({ name, rights }) => <TokenRights name={name} rights={rights} />,
    },
    { id: 'ends', title: t('console.tokens.ends'), cell: ({ expiresAt }) => <End at={expiresAt} /> },
    {
      id: 'lastUsed',
      title: t('console.tokens.lastUsed'),
      optional: true,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? t('console.tokens.neverUsed') : <RelativeTime at={lastUsedAt} />,
    },
    {
      id: 'created',
      title: t('console.tokens.created'),
      optional: 'hidden',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { id: 'by', title: t('console.tokens.by'), optional: true, cell: ({ createdBy }) => createdBy },
    ...(remove === null
      ? []
      : [
          {
            id: 'actions',
            title: t('console.tokens.delete'),
            titleHidden: true,
            cell: (token: ApiToken) => (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconTrash size={15} aria-hidden />}
                aria-label={t('console.tokens.deleteTitle', { name: token.name })}
                data-row-link
                onClick={() => remove(token)}
              >
                {t('console.tokens.delete')}
              </Button>
            ),
          },
        ]),
  ];
}

function End({ at }: { at: string | null }) {
  const { t, format } = useTexts();
  const now = useNow();
  if (at === null) return t('console.tokens.endsNever');
  if (Date.parse(at) <= now) return t('console.tokens.ended', { date: format.dateTime(at) });
  return <RelativeTime at={at} />;
}
