import type { Language, NewUser, User } from '@holdover/api';
import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTexts } from '../../app/texts.tsx';

/** What a form about a user holds: texts as typed, nothing yet checked. */
export interface UserDraft {
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  readonly language: Language | null;
  readonly color: boolean;
  readonly enabled: boolean;
}
export const USER_FIELDS = ['userName', 'fullName', 'email', 'language', 'color', 'enabled', 'groups'];
export const NO_USER: UserDraft = { userName: '', fullName: '', email: '', language: null, color: true, enabled: true };

export function draftOf(user: User): UserDraft {
  const { userName, fullName, language, color, enabled } = user;
  return { userName, fullName, email: user.email ?? '', language, color, enabled };
}

export function bodyOf(draft: UserDraft): NewUser {
  return { ...draft, email: draft.email.trim() === '' ? null : draft.email.trim() };
}

interface UserFieldsProps {
  draft: UserDraft;
  errors: Readonly<Record<string, string>>;
  /** Of a new user; later it is among the rights. */
  readonly withColor?: boolean;
  readonly onChange: (draft: UserDraft) => void;
}

export function UserFields({ draft, errors, withColor = false, onChange }: UserFieldsProps) {
  const { t } = useTexts();
  const change = (part: Partial<UserDraft>): void => onChange({ ...draft, ...part });
  return (
    <Stack>
      <TextInput
        label={t('console.users.userName')}
        description={t('console.users.userNameHint')}
        data-autofocus
        autoCapitalize="none"
        spellCheck={false}
        autoComplete="off"
        value={draft.userName}
        error={errors['userName']}
        onChange={(event) => change({ userName: event.currentTarget.value })}
      />
      <TextInput
        label={t('console.users.fullName')}
        autoComplete="off"
        value={draft.fullName}
        error={errors['fullName']}
        onChange={(event) => change({ fullName: event.currentTarget.value })}
      />
      <TextInput
        label={t('console.users.email')}
        type="email"
        autoComplete="off"
        value={draft.email}
        error={errors['email']}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <Select
        label={t('console.users.language')}
        description={t('console.users.languageHint')}
        clearable
        placeholder={t('console.users.languageOfDevice')}
        data={[
          { value: 'en', label: 'English' },
          { value: 'de', label: 'Deutsch' },
        ]}
        value={draft.language}
        error={errors['language']}
        onChange={(language) => change({ language: language === 'en' || language === 'de' ? language : null })}
      />
      {withColor ? (
        <Switch
          label={t('console.users.color')}
          description={t('console.users.colorHint')}
          checked={draft.color}
          onChange={(event) => change({ color: event.currentTarget.checked })}
        />
      ) : null}
    </Stack>
  );
}
