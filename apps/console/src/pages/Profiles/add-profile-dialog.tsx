import { createProfile, type Profile } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { copyOf } from './profile-draft.ts';

const FIELDS = ['name'];

interface AddProfileDialogProps {
  /** What the new one begins as, passwords apart: those are never told. */
  from?: Profile;
  readonly onClose: () => void;
}

/** A name; everything else is set on the page that opens. */
export function AddProfileDialog({ from, onClose }: AddProfileDialogProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(from === undefined ? '' : t('console.profiles.copyOf', { name: from.name }));
  const [checked, setChecked] = useState(false);
  const add = useMutation({
    mutationFn: () => api.call(createProfile, { body: from === undefined ? { name } : copyOf(from, name) }),
    onSuccess: async ({ id }) => {
      onClose();
      await queries.invalidateQueries({ queryKey: keys.profiles });
      await navigate({ to: '/profiles/$id', params: { id } });
    },
  });
  return (
    <FormDialog
      opened
      title={t(from === undefined ? 'console.profiles.add' : 'console.profiles.copy')}
      submit={t(from === undefined ? 'console.profiles.add' : 'console.profiles.copy')}
      busy={add.isPending}
      error={add.error}
      names={FIELDS}
      request={() => copied(createProfile, { body: from === undefined ? { name } : copyOf(from, name) })}
      onClose={onClose}
      onSubmit={() => (setChecked(true), name.trim() !== '' && add.mutate())}
    >
      <TextInput
        label={t('console.profiles.name')}
        description={t(from === undefined ? 'console.profiles.addText' : 'console.profiles.copyText')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={
          (checked && name.trim() === '' ? t('console.common.required') : undefined) ??
          fieldProblems(add.error, FIELDS).fields['name']
        }
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
