import { Radio, Stack, TextInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';
import { SecretInput } from '../../kit/secret-input.tsx';
import { LEAST_PASSWORD, type checkAdministrator, type DraftFault, type SetUpDraft } from './set-up-draft.ts';

interface StepProps {
  draft: SetUpDraft;
  readonly change: (part: Partial<SetUpDraft>) => void;
  refused: Readonly<Record<string, string>>;
}

export function AdministratorStep({
  draft,
  change,
  refused,
  wrong,
}: StepProps & { wrong: ReturnType<typeof checkAdministrator> }) {
  const { t } = useTexts();
  const say = (fault: DraftFault | undefined): string | undefined => {
    if (fault === undefined) return undefined;
    if (fault === 'required') return t('console.common.required');
    return fault === 'too-short'
      ? t('console.setUp.passwordHint', { min: LEAST_PASSWORD })
      : t('console.setUp.notTheSame');
  };
  const show = { toggle: t('console.signIn.showPassword') };
  return (
    <Stack>
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
        description={t('console.setUp.passwordHint', { min: LEAST_PASSWORD })}
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
    </Stack>
  );
}

export function OrganisationStep({ draft, change, refused }: StepProps) {
  const { t } = useTexts();
  return (
    <Stack>
      <TextInput
        label={t('console.setUp.organisationName')}
        description={t('console.setUp.organisationHint')}
        autoComplete="organization"
        autoFocus
        value={draft.organisation}
        error={refused['organisation']}
        onChange={(event) => change({ organisation: event.currentTarget.value })}
      />
      <Radio.Group
        label={t('console.setUp.language')}
        description={t('console.setUp.languageHint')}
        value={draft.language}
        error={refused['language']}
        onChange={(value) => change({ language: value === 'de' ? 'de' : 'en' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="en" label="English" lang="en" />
          <Radio value="de" label="Deutsch" lang="de" />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}
