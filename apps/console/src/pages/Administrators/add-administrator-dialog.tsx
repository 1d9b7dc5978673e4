import { createAdministrator, PASSWORD_LIMITS, type Language, type Role } from '@holdover/api';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { copied } from '../../kit/curl-command.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { LanguageSelect } from './language-select.tsx';
import { RoleChoice } from './role-choice.tsx';

const FIELDS = ['userName', 'role', 'password', 'language'];

export function AddAdministratorDialog({ onClose }: { onClose: () => void }) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [userName, setUserName] = useState('');
  const [role, setRole] = useState<Role>('user-manager');
  const [password, setPassword] = useState('');
  const [language, setLanguage] = useState<Language | null>(null);
  const add = useMutation({
    mutationFn: () => api.call(createAdministrator, { body: { userName, role, password, language } }),
    onSuccess: async (added) => {
      await queries.invalidateQueries({ queryKey: keys.administrators });
      onClose();
      toasts.done(t('console.administrators.added', { name: added.userName }));
    },
  });
  const errors = fieldProblems(add.error, FIELDS).fields;
  return (
    <FormDialog
      opened
      title={t('console.administrators.add')}
      submit={t('console.administrators.add')}
      busy={add.isPending}
      error={add.error}
      names={FIELDS}
      request={() => copied(createAdministrator, { body: { userName, role, password, language } })}
      onClose={onClose}
      onSubmit={() => add.mutate()}
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
      <SecretInput
        label={t('console.administrators.newPassword')}
        description={t('console.administrators.passwordHint', { min: format.number(PASSWORD_LIMITS.min) })}
        autoComplete="new-password"
        toggle={t('console.administrators.showPassword')}
        value={password}
        error={errors['password']}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <RoleChoice value={role} error={errors['role']} onChange={setRole} />
      <LanguageSelect
        label={t('console.administrators.language')}
        description={t('console.administrators.languageHint')}
        value={language}
        onChange={setLanguage}
      />
    </FormDialog>
  );
}
