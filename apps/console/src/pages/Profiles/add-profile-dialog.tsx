import { createProfile } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';

const FIELDS = ['name'];

/** A name; everything else is set on the page that opens. */
export function AddProfileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => api.call(createProfile, { body: { name } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: keys.profiles });
      await navigate({ to: '/profiles/$id', params: { id } });
    },
  });
  return (
    <FormDialog
      opened
      title={t('console.profiles.add')}
      submit={t('console.profiles.add')}
      busy={add.isPending}
      error={add.error}
      names={FIELDS}
      onClose={onClose}
      onSubmit={() => add.mutate()}
    >
      <TextInput
        label={t('console.profiles.name')}
        description={t('console.profiles.addText')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={fieldProblems(add.error, FIELDS).fields['name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
