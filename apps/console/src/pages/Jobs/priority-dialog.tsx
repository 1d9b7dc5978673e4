import { patchJob, type Job } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { wholeNumber } from '../../kit/whole-number.ts';

/** RFC 8011 §5.2.1. */
const PRIORITY = { min: 1, max: 100 };

export function PriorityDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const [text, setText] = useState(String(job.priority));
  const [checked, setChecked] = useState(false);
  const priority = wholeNumber(text, PRIORITY);
  const save = useMutation({
    mutationFn: (value: number) => api.call(patchJob, { params: { id: job.id }, body: { priority: value } }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: keys.jobs });
    },
  });
  const send = (): void => {
    setChecked(true);
    if (priority !== null) save.mutate(priority);
  };
  return (
    <FormDialog
      opened
      title={t('console.jobs.priorityTitle', { name: job.name })}
      submit={t('console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={['priority']}
      request={() => (priority === null ? null : copied(patchJob, { params: { id: job.id }, body: { priority } }))}
      onClose={onClose}
      onSubmit={send}
    >
      <TextInput
        label={t('console.jobs.priority')}
        description={t('console.jobs.priorityHint')}
        data-autofocus
        inputMode="numeric"
        autoComplete="off"
        value={text}
        error={
          checked && priority === null
            ? t('console.jobs.priorityRange', { value: text, ...PRIORITY })
            : fieldProblems(save.error, ['priority']).fields['priority']
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
