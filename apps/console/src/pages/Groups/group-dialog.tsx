import { createGroup, patchGroup, type Group } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';

export function GroupDialog({ editing, onClose }: { editing: Group | 'new'; onClose: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const [name, setName] = useState(editing === 'new' ? '' : editing.name);
  const save = useMutation({
    mutationFn: () =>
      editing === 'new'
        ? api.call(createGroup, { body: { name } })
        : api.call(patchGroup, { params: { id: editing.id }, body: { name } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.groups });
      onClose();
    },
  });
  return (
    <FormDialog
      opened
      title={editing === 'new' ? t('console.groups.add') : t('console.groups.rename', { name: editing.name })}
      submit={t('console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={['name']}
      request={() =>
        editing === 'new'
          ? copied(createGroup, { body: { name } })
          : copied(patchGroup, { params: { id: editing.id }, body: { name } })
      }
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label={t('console.groups.name')}
        data-autofocus
        autoComplete="off"
        value={name}
        error={fieldProblems(save.error, ['name']).fields['name']}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
