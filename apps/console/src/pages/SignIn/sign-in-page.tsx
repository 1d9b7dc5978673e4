import { signIn } from '@holdover/api';
import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useGateServices } from '../../app/gate-services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { Gate } from '../../kit/gate.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';

const route = getRouteApi('/sign-in');
const NAMES = ['userName', 'password'];

export function SignInPage() {
  const { t } = useTexts();
  const { api } = useGateServices();
  const { next } = route.useSearch();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => api.call(signIn, { body: { userName, password } }),
    onSuccess: () => {
      // Asked for anew: the answer to signing in has no rights.
      queries.removeQueries({ queryKey: keys.me });
      router.history.push(ownPath(next));
    },
    onError: () => setPassword(''),
  });
  const { fields } = fieldProblems(enter.error, NAMES);
  useFocusOnError(form, enter.error);

  return (
    <Gate title={t('console.signIn.title')} lead={t('console.signIn.lead')}>
      <form ref={form} onSubmit={(event) => (event.preventDefault(), enter.mutate())} noValidate>
        <Stack>
          <FormProblem error={enter.error} names={NAMES} />
          <TextInput
            label={t('console.signIn.userName')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            withAsterisk={false}
            value={userName}
            error={fields['userName']}
            onChange={(event) => setUserName(event.currentTarget.value)}
          />
          <SecretInput
            label={t('console.signIn.password')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            error={fields['password']}
            toggle={t('console.signIn.showPassword')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={enter.isPending} mt="xs">
            {t('console.signIn.submit')}
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}

/** Only a path of this console: an address of somebody else's is no place to go after signing in. */
function ownPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  return next;
}
