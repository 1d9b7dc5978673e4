import { patchAdministrator, type ListedAdministrator } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { LanguageSelect } from './language-select.tsx';
import { RoleChoice } from './role-choice.tsx';

const FIELDS = ['userName', 'role', 'language'];

interface EditProps {
  readonly administrator: ListedAdministrator;
  readonly onClose: () => void;
}

export function EditAdministratorDialog({ administrator, onClose }: EditProps) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [userName, setUserName] = useState(administrator.userName);
  const [role, setRole] = useState(administrator.role);
  const [language, setLanguage] = useState(administrator.language);
  const put = async (body: Pick<ListedAdministrator, 'userName' | 'role' | 'language'>): Promise<void> => {
    await api.call(patchAdministrator, { params: { id: administrator.id }, body });
    await Promise.all([keys.administrators, keys.me].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  const save = useMutation({
    mutationFn: () => put({ userName, role, language }),
    onSuccess: () => {
      onClose();
      const { userName: name, role: had, language: spoke } = administrator;
      toasts.done(t('console.administrators.saved', { name: userName }), () =>
        put({ userName: name, role: had, language: spoke }),
      );
    },
  });
  const errors = fieldProblems(save.error, FIELDS).fields;
  return (
    <FormDialog
      opened
      title={t('console.administrators.edit')}
      submit={t('console.common.save')}
      busy={save.isPending}
      error={save.error}
      names={FIELDS}
      request={() =>
        copied(patchAdministrator, { params: { id: administrator.id }, body: { userName, role, language } })
      }
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <TextInput
        label={t('console.administrators.userName')}
        data-autofocus
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        value={userName}
        error={errors['userName']}
        onChange={(event) => setUserName(event.currentTarget.value)}
      />
      <RoleChoice
        value={role}
        description={t('console.administrators.roleChangeHint')}
        error={errors['role']}
        onChange={setRole}
      />
      <LanguageSelect
        label={t('console.administrators.language')}
        description={t('console.administrators.languageHint')}
        value={language}
        onChange={setLanguage}
      />
    </FormDialog>
  );
}
