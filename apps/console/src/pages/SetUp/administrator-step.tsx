import { ApiFault, PASSWORD_LIMITS, setUp } from '@holdover/api';
import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { useGateServices } from '../../app/gate-services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { fieldProblems } from '../../client/problem-fields.ts';
import { keys } from '../../client/query-keys.ts';
import { focusFaultSoon, FormProblem, useFocusOnError } from '../../kit/form-problem.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { checkAdministrator, type AdministratorDraft, type DraftFault } from './set-up-draft.ts';
import { SetUpFrame } from './set-up-frame.tsx';
import classes from './set-up.module.css';

const NAMES = ['userName', 'password'];
const EMPTY: AdministratorDraft = { userName: '', password: '', again: '' };

/** Makes the first administrator at once: whoever is interrupted later signs in and goes on. */
export function AdministratorStep({ token }: { token: string }) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(EMPTY);
  const [checked, setChecked] = useState(false);
  const make = useMake(token);
  useFocusOnError(form, make.error);
  const own = checkAdministrator(draft);
  const next = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(own).length > 0) focusFaultSoon(form);
    else if (!make.isPending) make.mutate(draft);
  };
  return (
    <SetUpFrame step="administrator">
      <form ref={form} onSubmit={next} noValidate>
        <Stack>
          {isWrongLink(make.error) ? <WrongLink /> : <FormProblem error={make.error} names={NAMES} />}
          <Fields
            draft={draft}
            wrong={checked ? own : {}}
            refused={fieldProblems(make.error, NAMES).fields}
            change={(part) => setDraft({ ...draft, ...part })}
          />
        </Stack>
        <div className={classes['actions']}>
          <Button type="submit" loading={make.isPending}>
            {t('console.common.next')}
          </Button>
        </div>
      </form>
    </SetUpFrame>
  );
}

function useMake(token: string) {
  const { api } = useGateServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ userName, password }: AdministratorDraft) =>
      api.call(setUp, { body: { token, userName: userName.trim(), password } }),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: keys.me });
      // Replaced: the link has done its work, and nobody finds it in the history.
      await navigate({ to: '/set-up', search: { step: 'organisation' }, hash: '', replace: true });
      queries.setQueryData(keys.setUp, { needed: false });
    },
    onError: (error) => {
      // Somebody else was faster.
      if (error instanceof ApiFault && error.code === 'set-up-already-done')
        void queries.invalidateQueries({ queryKey: keys.setUp });
    },
  });
}

/** No name and no password is wrong here: the token is. */
function isWrongLink(error: unknown): boolean {
  return error instanceof ApiFault && error.code === 'wrong-credentials';
}

function WrongLink() {
  const { t } = useTexts();
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('console.setUp.wrongLink')}
    >
      {t('console.setUp.wrongLinkText')}
    </Alert>
  );
}

interface FieldsProps {
  draft: AdministratorDraft;
  wrong: ReturnType<typeof checkAdministrator>;
  refused: Readonly<Record<string, string>>;
  readonly change: (part: Partial<AdministratorDraft>) => void;
}

function Fields({ draft, wrong, refused, change }: FieldsProps) {
  const { t } = useTexts();
  const say = (fault: DraftFault | undefined): string | undefined => {
    if (fault === undefined) return undefined;
    if (fault === 'required') return t('console.common.required');
    return fault === 'too-short'
      ? t('console.setUp.passwordHint', { min: PASSWORD_LIMITS.min })
      : t('console.setUp.notTheSame');
  };
  const show = { toggle: t('console.signIn.showPassword') };
  return (
    <>
      <TextInput
        label={t('console.setUp.userName')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={draft.userName}
        error={refused['userName'] ?? say(wrong.userName)}
        onChange={(event) => change({ userName: event.currentTarget.value })}
      />
      <SecretInput
        label={t('console.signIn.password')}
        description={t('console.setUp.passwordHint', { min: PASSWORD_LIMITS.min })}
        autoComplete="new-password"
        value={draft.password}
        error={refused['password'] ?? say(wrong.password)}
        onChange={(event) => change({ password: event.currentTarget.value })}
        {...show}
      />
      <SecretInput
        label={t('console.setUp.again')}
        autoComplete="new-password"
        value={draft.again}
        error={say(wrong.again)}
        onChange={(event) => change({ again: event.currentTarget.value })}
        {...show}
      />
    </>
  );
}
