import type { UserImport } from '@holdover/api';
import { IconAlertTriangle, IconCircleCheck, IconEye, IconLoader, IconPlayerStop } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status } from '../../kit/status.tsx';

export function ImportState({ of: { state, stage, dryRun } }: { of: Pick<UserImport, 'state' | 'stage' | 'dryRun'> }) {
  const { t } = useTexts();
  switch (state) {
    case 'running':
      return <Status tone="quiet" icon={IconLoader} word={t(`console.imports.stage.${stage ?? 'waiting'}`)} />;
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
