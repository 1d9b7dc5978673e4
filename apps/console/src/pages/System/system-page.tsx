import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { AuthorityCard } from './authority-card.tsx';
import { CertificatesCard } from './certificates-card.tsx';
import { LoggingCard } from './logging-card.tsx';
import { ServerCard } from './server-card.tsx';

/** The print server itself. */
export function SystemPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const system = useQuery(resources.system());
  return (
    <>
      <PageHeader title={t('console.system.title')} lead={t('console.system.lead')} />
      <div className={kit['columns']}>
        <Loaded query={system}>
          {(shown) => (
            <Stack gap="lg">
              <ServerCard system={shown} />
              <CertificatesCard certificates={shown.certificates} />
            </Stack>
          )}
        </Loaded>
        <Stack gap="lg">
          <LoggingCard now={system.data?.logLevel} />
          <AuthorityCard />
        </Stack>
      </div>
    </>
  );
}
