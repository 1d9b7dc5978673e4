import { Checkbox } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../app/texts.tsx';
import { FormDialog } from './form-dialog.tsx';

interface ApplyDialogProps {
  opened: boolean;
  busy: boolean;
  error: unknown;
  readonly onCancel: () => void;
  readonly onOk: (reset: boolean) => void;
}

/** *Apply new settings*, with *Reset all terminals* selected every time it opens (A4). */
export function ApplyDialog({ opened, busy, error, onCancel, onOk }: ApplyDialogProps) {
  const { t } = useTexts();
  const [reset, setReset] = useState(true);
  useEffect(() => {
    if (opened) setReset(true);
  }, [opened]);
  return (
    <FormDialog
      opened={opened}
      title={t('fixed.applyNewSettings')}
      submit={t('fixed.ok')}
      busy={busy}
      error={error}
      onClose={onCancel}
      onSubmit={() => onOk(reset)}
    >
      <p>{t('console.offlineLogin.applyText')}</p>
      <Checkbox
        label={t('fixed.resetAllTerminals')}
        description={t('console.offlineLogin.resetHint')}
        checked={reset}
        data-autofocus
        onChange={(event) => setReset(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
