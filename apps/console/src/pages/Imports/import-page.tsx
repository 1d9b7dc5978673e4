import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { UserImport } from '@holdover/api';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { ImportResult } from './import-result.tsx';

const route = getRouteApi('/shell/imports/$id');

/** One import by its own address: while it runs, and for 90 days after. */
export function ImportPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.import(id));
  const back = { to: '/imports', label: t('console.imports.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.imports.one')} back={back} />}
      missing={<Missing kind="import" />}
    >
      {(current) => <ImportDetail key={id} current={current} />}
    </Loaded>
  );
}

function ImportDetail({ current }: { current: UserImport }) {
  const { t, format } = useTexts();
  const back = { to: '/imports', label: t('console.imports.title') } as const;
  return (
    <>
      <PageHeader
        title={t(current.dryRun ? 'console.imports.previewOf' : 'console.imports.importOf', {
          when: format.moment(current.startedAt),
        })}
        back={back}
        lead={current.sourceId === null ? t('console.imports.fromFile') : <FromDirectory id={current.sourceId} />}
      />
      <Stack gap="lg">
        <ImportResult current={current} />
      </Stack>
    </>
  );
}

function FromDirectory({ id }: { id: NonNullable<UserImport['sourceId']> }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const source = useQuery(resources.userSource(id));
  return (
    <p>
      {t('console.imports.fromDirectory')}{' '}
      <Link to="/user-sources/$id" params={{ id }} className={kit['link']}>
        {source.data?.name ?? t('console.imports.directory')}
      </Link>
    </p>
  );
}
