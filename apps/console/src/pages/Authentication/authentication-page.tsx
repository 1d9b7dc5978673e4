import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { AuthenticationForm } from './authentication-form.tsx';

/** Settings › Authentication: D3, B9, H5. */
export function AuthenticationPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const settings = useQuery(resources.authentication());
  return (
    <>
      <PageHeader title={t('console.authentication.path')} lead={t('console.authentication.lead')} />
      <Stack gap="lg">
        <Loaded query={settings}>{(saved) => <AuthenticationForm saved={saved} />}</Loaded>
      </Stack>
    </>
  );
}
