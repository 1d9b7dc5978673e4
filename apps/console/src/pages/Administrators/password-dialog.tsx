import { putAdministratorPassword, type ListedAdministrator } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { PASSWORD_LEAST } from './password-least.ts';

interface PasswordProps {
  readonly administrator: ListedAdministrator;
  readonly onClose: () => void;
}

/** Ends their sessions, and a lock-out with them. */
export function PasswordDialog({ administrator: { id, userName: name }, onClose }: PasswordProps) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [password, setPassword] = useState('');
  const put = useMutation({
    mutationFn: () => api.call(putAdministratorPassword, { params: { id }, body: { password } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.administrators });
      onClose();
      toasts.done(t('console.administrators.passwordSet', { name }));
    },
  });
  return (
    <FormDialog
      opened
      title={t('console.administrators.passwordTitle', { name })}
      submit={t('console.administrators.setPassword')}
      busy={put.isPending}
      error={put.error}
      names={['password']}
      onClose={onClose}
      onSubmit={() => put.mutate()}
    >
      <SecretInput
        label={t('console.administrators.newPassword')}
        description={t('console.administrators.passwordHint', { min: format.number(PASSWORD_LEAST) })}
        data-autofocus
        autoComplete="new-password"
        toggle={t('console.administrators.showPassword')}
        value={password}
        error={fieldProblems(put.error, ['password']).fields['password']}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
