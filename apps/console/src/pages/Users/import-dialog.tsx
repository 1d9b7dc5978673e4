import { importUsers, type UserImport } from '@holdover/api';
import type { Id } from '@holdover/kernel';
import { Button, Checkbox, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { FilePick } from './file-pick.tsx';
import { ImportProgress } from './import-progress.tsx';

/** A file of users: first checked without storing anything, then imported; bad rows are named and left out. */
export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('console.import.title')}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      {opened ? <ImportSteps onClose={onClose} /> : null}
    </Modal>
  );
}

function ImportSteps({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [deactivateMissing, setDeactivateMissing] = useState(false);
  const [running, setRunning] = useState<{ id: Id<'import'>; dryRun: boolean } | null>(null);
  const [finished, setFinished] = useState<UserImport | null>(null);
  const start = useMutation({
    mutationFn: async (dryRun: boolean) =>
      api.call(importUsers, {
        query: { dryRun: dryRun ? 'true' : 'false', deactivateMissing: deactivateMissing ? 'true' : 'false' },
        body: file === null ? '' : await file.text(),
      }),
    onSuccess: (started) => {
      queries.setQueryData(keys.import(started.id), started);
      setFinished(null);
      setRunning({ id: started.id, dryRun: started.dryRun });
    },
  });
  useEffect(() => {
    if (finished === null || finished.dryRun) return;
    for (const queryKey of [keys.users, keys.groups]) void queries.invalidateQueries({ queryKey });
  }, [finished, queries]);
  const busy = start.isPending || (running !== null && finished === null);
  const imported = finished !== null && !finished.dryRun && finished.state === 'done';
  const pick = (chosen: File | null): void => {
    setFile(chosen);
    setRunning(null);
    setFinished(null);
    start.reset();
  };

  return (
    <Stack>
      {imported ? null : (
        <>
          <p className={kit['hint']}>
            {t('console.import.hint')}{' '}
            <code className="mono break">USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED</code>
          </p>
          <FilePick file={file} disabled={busy} onPick={pick} />
          <Checkbox
            label={t('console.import.deactivateMissing')}
            description={t('console.import.deactivateMissingHint')}
            checked={deactivateMissing}
            disabled={busy}
            onChange={(event) => setDeactivateMissing(event.currentTarget.checked)}
          />
        </>
      )}
      {start.error === null ? null : <ProblemAlert error={start.error} />}
      {running === null ? null : <ImportProgress key={running.id} id={running.id} onFinished={setFinished} />}
      <div className={kit['formActions']}>
        <Button variant="default" onClick={onClose}>
          {t(imported ? 'console.common.close' : 'fixed.cancel')}
        </Button>
        {imported ? null : (
          <>
            <Button
              variant="light"
              disabled={file === null}
              loading={busy && running?.dryRun !== false}
              onClick={() => start.mutate(true)}
            >
              {t('console.import.check')}
            </Button>
            <Button
              disabled={file === null || busy}
              loading={running?.dryRun === false && busy}
              onClick={() => start.mutate(false)}
            >
              {t('console.import.start')}
            </Button>
          </>
        )}
      </div>
    </Stack>
  );
}
