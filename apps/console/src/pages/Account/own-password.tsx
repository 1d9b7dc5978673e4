import { changeOwnPassword, PASSWORD_LIMITS, type Principal } from '@holdover/api';
import { Button, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { CopyCurl } from '../../kit/copy-curl.tsx';
import { copied } from '../../kit/curl-command.ts';
import { Card } from '../../kit/card.tsx';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import kit from '../../kit/kit.module.css';
import { SecretInput } from '../../kit/secret-input.tsx';
import { useToasts } from '../../kit/toasts.tsx';

const FIELDS = ['currentPassword', 'password'];

/** The other sessions end with it; this one goes on. */
export function OwnPassword({ me }: { me: Principal }) {
  const { t, format } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [currentPassword, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useChange(() => (setCurrent(''), setPassword('')));
  useFocusOnError(form, change.error);
  const errors = fieldProblems(change.error, FIELDS).fields;
  return (
    <Card title={t('console.account.passwordTitle')}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => (event.preventDefault(), change.mutate({ currentPassword, password }))}
      >
        {/* So that a password manager knows whose password this is. */}
        <input type="text" hidden readOnly autoComplete="username" value={me.userName} />
        <Stack>
          <FormProblem error={change.error} names={FIELDS} />
          <SecretInput
            label={t('console.account.current')}
            autoComplete="current-password"
            toggle={t('console.administrators.showPassword')}
            value={currentPassword}
            error={errors['currentPassword']}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <SecretInput
            label={t('console.account.new')}
            description={t('console.account.passwordHint', { min: format.number(PASSWORD_LIMITS.min) })}
            autoComplete="new-password"
            toggle={t('console.administrators.showPassword')}
            value={password}
            error={errors['password']}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Stack>
        <div className={kit['formActions']}>
          <CopyCurl request={() => copied(changeOwnPassword, { body: { currentPassword, password } })} />
          <Button type="submit" loading={change.isPending} disabled={currentPassword === '' || password === ''}>
            {t('console.account.passwordChange')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function useChange(onChanged: () => void) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const toasts = useToasts();
  return useMutation({
    mutationFn: (body: { currentPassword: string; password: string }) => api.call(changeOwnPassword, { body }),
    onSuccess: async () => {
      onChanged();
      toasts.done(t('console.account.passwordChanged'));
      await queries.invalidateQueries({ queryKey: keys.consoleSessions });
    },
  });
}
