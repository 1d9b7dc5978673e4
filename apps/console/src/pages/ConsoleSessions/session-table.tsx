import { revokeConsoleSession, type ConsoleSession } from '@holdover/api';
import type { AdministratorId } from '@holdover/kernel';
import { Badge, Button } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { browserName } from './browser-name.ts';

interface SessionTableProps {
  readonly administrator?: AdministratorId | undefined;
  readonly onClear: () => void;
}

/** Open sessions of the console, of everybody or of one. */
export function SessionTable({ administrator, onClear }: SessionTableProps) {
  const { resources } = useServices();
  const rows = useInfiniteQuery(resources.consoleSessions({ administrator }));
  return (
    <FilteredTable
      name="consoleSessions"
      icon={IconDeviceDesktop}
      columns={useColumns()}
      rows={rows}
      rowId={({ id }) => id}
      filtered={administrator !== undefined}
      onClear={onClear}
    />
  );
}

function useColumns(): Column<ConsoleSession>[] {
  const { t } = useTexts();
  const { resources } = useServices();
  const me = useQuery(resources.me());
  const mayWrite = useMay()('administrators:write');
  return [
    {
      id: 'userName',
      title: t('console.administrators.userName'),
      cell: ({ userName, own }) => (
        <span className={kit['withIcon']}>
          <strong className="break">{userName}</strong>
          {own ? <Badge variant="light">{t('console.consoleSessions.own')}</Badge> : null}
        </span>
      ),
    },
    { id: 'address', title: t('console.consoleSessions.address'), cell: ({ address }) => address },
    {
      id: 'browser',
      title: t('console.consoleSessions.browser'),
      optional: true,
      cell: ({ userAgent }) => <span className="break">{browserName(userAgent)}</span>,
    },
    {
      id: 'since',
      title: t('console.consoleSessions.since'),
      optional: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { id: 'seen', title: t('console.consoleSessions.seen'), cell: ({ seenAt }) => <RelativeTime at={seenAt} /> },
    {
      id: 'actions',
      title: t('console.consoleSessions.revoke'),
      titleHidden: true,
      cell: (session) =>
        // Ending the one that asks is what *Sign out* is for.
        !session.own && (mayWrite || session.administratorId === me.data?.id) ? <Revoke session={session} /> : null,
    },
  ];
}

function Revoke({ session: { id, userName: name, address } }: { session: ConsoleSession }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const revoke = useMutation({
    mutationFn: () => api.call(revokeConsoleSession, { params: { id } }),
    onSuccess: async () => {
      toasts.done(t('console.consoleSessions.revoked', { name }));
      await Promise.all(
        [keys.consoleSessions, keys.administrators].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
    onError: toasts.failed,
  });
  return (
    <Button
      variant="default"
      size="xs"
      loading={revoke.isPending}
      aria-label={t('console.consoleSessions.revokeLabel', { name, address })}
      data-row-link
      onClick={() => revoke.mutate()}
    >
      {t('console.consoleSessions.revoke')}
    </Button>
  );
}
