import { synchronizeUserSource, type UserImport, type UserSource } from '@holdover/api';
import { Button, Group, Stack } from '@mantine/core';
import { IconEye, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { Card } from '../../kit/card.tsx';
import { useConfirm } from '../../kit/confirm.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime, RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { useToasts } from '../../kit/toasts.tsx';
import { ImportLog } from '../Imports/import-log.tsx';
import { ImportProgress } from '../Imports/import-progress.tsx';

/** *Synchronize now*, and how the one that runs, or ran last, goes: live. */
export function SynchronizeCard({ source, unsaved }: { source: UserSource; unsaved: boolean }) {
  const { t } = useTexts();
  const { resources } = useServices();
  // The directory says which import was its last; the import says at once how it goes.
  const live = useQuery(resources.lastImport(source.lastImport?.id));
  const last = live.data ?? source.lastImport;
  return (
    <>
      <Card
        title={t('console.sources.synchronization')}
        actions={<Orders source={source} unsaved={unsaved} last={last} />}
      >
        <Stack gap="md">
          {unsaved ? <p className={kit['hint']}>{t('console.sources.notSaved')}</p> : null}
          {last === null ? (
            <p className={kit['hint']}>{t('console.sources.neverRun')}</p>
          ) : (
            <>
              <p className={kit['hint']}>
                {t('console.sources.lastRun')}:{' '}
                <Link to="/imports/$id" params={{ id: last.id }} className={kit['link']}>
                  <ExactTime at={last.startedAt} />
                </Link>
              </p>
              <ImportProgress of={last} />
            </>
          )}
          <p className={kit['hint']}>
            {t('console.sources.next')}:{' '}
            {source.nextAt === null ? t('console.sources.nextNone') : <RelativeTime at={source.nextAt} />}
          </p>
        </Stack>
      </Card>
      {last === null ? null : <ImportLog key={last.id} of={last} />}
    </>
  );
}

interface OrdersProps {
  readonly source: UserSource;
  readonly unsaved: boolean;
  readonly last: UserImport | null;
}

function Orders({ source, unsaved, last }: OrdersProps) {
  const { t } = useTexts();
  const may = useMay();
  const { ask, dialog } = useConfirm();
  const start = useStart(source);
  if (!may('users:write')) return null;
  const busy = last?.state === 'running';
  const blocked = unsaved || busy || !source.enabled;
  const force = (): void =>
    ask({
      title: t('console.sources.synchronizeTitle', { name: source.name }),
      text: t('console.sources.forceText'),
      act: t('console.sources.force'),
      run: () => start.mutateAsync({ force: 'true' }),
    });
  return (
    <Group gap="xs">
      {last?.reason === 'too-many-gone' ? (
        <Button variant="default" size="xs" disabled={blocked} onClick={force}>
          {t('console.sources.force')}
        </Button>
      ) : null}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={17} aria-hidden />}
        disabled={blocked}
        loading={start.isPending && start.variables.dryRun === 'true'}
        onClick={() => start.mutate({ dryRun: 'true' })}
      >
        {t('console.sources.preview')}
      </Button>
      <Button
        size="xs"
        leftSection={<IconRefresh size={17} aria-hidden />}
        disabled={blocked}
        loading={start.isPending && start.variables.dryRun === undefined}
        onClick={() => start.mutate({})}
      >
        {t('console.sources.synchronize')}
      </Button>
      {dialog}
    </Group>
  );
}

function useStart({ id }: UserSource) {
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (query: { dryRun?: 'true'; force?: 'true' }) =>
      api.call(synchronizeUserSource, { params: { id }, query }),
    onSuccess: async (started) => {
      queries.setQueryData(keys.import(started.id), started);
      for (const queryKey of [keys.userSources, keys.imports]) void queries.invalidateQueries({ queryKey });
      if (started.dryRun) await navigate({ to: '/imports/$id', params: { id: started.id } });
    },
    onError: toasts.failed,
  });
}
