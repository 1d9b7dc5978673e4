import type { UserImport } from '@holdover/api';
import { IconAlertTriangle, IconCircleCheck, IconEye, IconLoader, IconPlayerStop } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status } from '../../kit/status.tsx';

export function ImportState({ of: { state, stage, dryRun } }: { of: Pick<UserImport, 'state' | 'stage' | 'dryRun'> }) {
  const { t } = useTexts();
  switch (state) {
    case 'running':
      return (
        <Status tone="quiet" icon={IconLoader} word={t(`console.imports.stage.${shownStage({ stage, dryRun })}`)} />
      );
    case 'done':
      return dryRun ? (
        <Status tone="quiet" icon={IconEye} word={t('console.imports.previewed')} />
      ) : (
        <Status tone="ok" icon={IconCircleCheck} word={t('console.imports.done')} />
      );
    case 'failed':
      return <Status tone="bad" icon={IconAlertTriangle} word={t('console.imports.failed')} />;
    case 'cancelled':
      return <Status tone="warn" icon={IconPlayerStop} word={t('console.imports.cancelled')} />;
  }
}

/** A preview applies nothing, though it goes through the same stages. */
export function shownStage({ stage, dryRun }: Pick<UserImport, 'stage' | 'dryRun'>): NonNullable<UserImport['stage']> {
  return dryRun && stage === 'applying' ? 'comparing' : (stage ?? 'waiting');
}
