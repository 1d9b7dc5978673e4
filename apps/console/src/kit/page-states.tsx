import { Button, Skeleton, Stack } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTexts } from '../app/texts.tsx';
import { Empty } from './empty.tsx';
import { isAddressFault } from './is-address-fault.ts';
import { ProblemAlert } from './problem-alert.tsx';

export function PagePending() {
  const { t } = useTexts();
  return (
    <Stack aria-busy="true" aria-label={t('console.common.loading')}>
      <Skeleton height={32} width="min(18rem, 60%)" />
      <Skeleton height={220} radius="lg" />
    </Stack>
  );
}

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  if (isAddressFault(error)) return <NoSuchPage />;
  const again = (): void => {
    reset();
    void router.invalidate();
  };
  return <ProblemAlert error={error} onRetry={again} />;
}

export function PageMissing() {
  return (
    <main>
      <NoSuchPage />
    </main>
  );
}

function NoSuchPage() {
  const { t } = useTexts();
  return (
    <Empty
      whole
      icon={IconMapQuestion}
      title={t('console.common.noSuchPage')}
      text={t('console.common.noSuchPageDetail')}
    >
      <Button renderRoot={(props) => <Link to="/" {...props} />} variant="light">
        {t('console.common.toOverview')}
      </Button>
    </Empty>
  );
}
