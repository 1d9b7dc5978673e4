import { releaseJob, type Job } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { DeviceSelect } from '../../kit/find-select.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';

/** Prints a held or kept job at a device, with nobody there. */
export function ReleaseDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [deviceId, setDeviceId] = useState<DeviceId | null>(job.deviceId);
  const [missing, setMissing] = useState(false);
  const release = useMutation({
    mutationFn: (device: DeviceId) => api.call(releaseJob, { params: { id: job.id }, body: { deviceId: device } }),
    onSuccess: async ({ deviceName }) => {
      onClose();
      toasts.done(t('console.jobs.releaseDone', { name: job.name, device: deviceName ?? '…' }));
      for (const queryKey of [keys.jobs, keys.queues]) await queries.invalidateQueries({ queryKey });
    },
  });
  const send = (): void => {
    setMissing(deviceId === null);
    if (deviceId !== null) release.mutate(deviceId);
  };
  return (
    <FormDialog
      opened
      title={t('console.jobs.releaseTitle', { name: job.name })}
      submit={t('console.jobs.releaseAct')}
      busy={release.isPending}
      error={release.error}
      names={['deviceId']}
      request={() => (deviceId === null ? null : copied(releaseJob, { params: { id: job.id }, body: { deviceId } }))}
      onClose={onClose}
      onSubmit={send}
    >
      <DeviceSelect
        label={t('console.jobs.releaseDevice')}
        description={t('console.jobs.releaseHint')}
        placeholder={t('console.jobs.releasePick')}
        value={deviceId}
        error={missing ? t('console.common.required') : fieldProblems(release.error, ['deviceId']).fields['deviceId']}
        onChange={setDeviceId}
      />
    </FormDialog>
  );
}
