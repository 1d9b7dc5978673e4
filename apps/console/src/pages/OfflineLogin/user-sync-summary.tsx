import { Button, Input } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../app/texts.tsx';
import type { UserSyncDraft } from './offline-login-draft.ts';
import classes from './offline-login.module.css';
import { UserSyncDialog } from './user-sync-dialog.tsx';

interface UserSyncSummaryProps {
  draft: UserSyncDraft;
  cacheHours: string;
  readOnly: boolean;
  error: string | undefined;
  readonly onChange: (draft: UserSyncDraft) => void;
}

/** The button that opens the dialog, and in a sentence what it says now. */
export function UserSyncSummary({ draft, cacheHours, readOnly, error, onChange }: UserSyncSummaryProps) {
  const { t } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <div className={classes['field']}>
      <Button
        variant="default"
        leftSection={<IconUsers size={18} stroke={1.7} aria-hidden />}
        aria-haspopup="dialog"
        aria-invalid={error !== undefined}
        onClick={() => setOpened(true)}
      >
        {t('fixed.userSynchronization')}…
      </Button>
      {error === undefined ? null : (
        <Input.Error mt={6} role="alert">
          {error}
        </Input.Error>
      )}
      <p className={classes['hint']}>
        {draft.enabled
          ? t('console.offlineLogin.syncOn', { hours: draft.intervalHours, count: draft.assignments.length })
          : t('console.offlineLogin.syncOff')}
      </p>
      <UserSyncDialog
        opened={opened}
        draft={draft}
        cacheHours={cacheHours}
        readOnly={readOnly}
        onCancel={() => setOpened(false)}
        onOk={(next) => {
          onChange(next);
          setOpened(false);
        }}
      />
    </div>
  );
}
