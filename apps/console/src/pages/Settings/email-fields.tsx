import { Alert, Select, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { KeptSecret } from '../../kit/kept-secret.tsx';
import { wholeNumber } from '../../kit/whole-number.ts';
import { EMAIL_LIMITS, withSecurity, type EmailDraft } from './email-draft.ts';

const SECURITIES = ['tls', 'starttls', 'none'] as const;

interface EmailFieldsProps {
  draft: EmailDraft;
  errors: Readonly<Record<string, string>>;
  checked: boolean;
  readonly onChange: (draft: EmailDraft) => void;
}

export function EmailFields({ draft, errors, checked, onChange }: EmailFieldsProps) {
  const { t } = useTexts();
  const change = (part: Partial<EmailDraft>): void => onChange({ ...draft, ...part });
  const fault = useNumberFault(draft, checked);
  const plain = { autoComplete: 'off', spellCheck: false } as const;
  return (
    <>
      <TextInput
        {...plain}
        label={t('console.email.host')}
        value={draft.host}
        error={errors['host']}
        onChange={(event) => change({ host: event.currentTarget.value })}
      />
      <Select
        label={t('console.email.security')}
        allowDeselect={false}
        data={SECURITIES.map((value) => ({ value, label: t(`console.email.securityOf.${value}`) }))}
        value={draft.security}
        error={errors['security']}
        onChange={(value) => onChange(withSecurity(draft, SECURITIES.find((one) => one === value) ?? draft.security))}
      />
      {draft.security === 'none' ? (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t('console.email.securityNone')}
        </Alert>
      ) : null}
      <TextInput
        {...plain}
        label={t('console.email.port')}
        inputMode="numeric"
        value={draft.port}
        error={fault('port') ?? errors['port']}
        onChange={(event) => change({ port: event.currentTarget.value })}
      />
      <TextInput
        {...plain}
        label={t('console.email.userName')}
        description={t('console.email.userNameHint')}
        value={draft.userName}
        error={errors['userName']}
        onChange={(event) => change({ userName: event.currentTarget.value })}
      />
      <KeptSecret
        draft={draft}
        label={t('console.email.password')}
        kept={t('console.email.passwordKept')}
        show={t('console.email.showPassword')}
        remove={t('console.email.removePassword')}
        error={errors['password']}
        onChange={change}
      />
      <TextInput
        {...plain}
        label={t('console.email.from')}
        description={t('console.email.fromHint')}
        value={draft.from}
        error={errors['from']}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        {...plain}
        label={t('console.email.megabytes')}
        description={t('console.email.megabytesHint')}
        inputMode="numeric"
        value={draft.mostMegabytes}
        error={fault('mostMegabytes') ?? errors['mostMegabytes']}
        onChange={(event) => change({ mostMegabytes: event.currentTarget.value })}
      />
      <Textarea
        {...plain}
        label={t('console.email.authority')}
        description={t('console.email.authorityHint')}
        autosize
        minRows={2}
        maxRows={8}
        classNames={{ input: 'mono' }}
        value={draft.authority}
        error={errors['authority']}
        onChange={(event) => change({ authority: event.currentTarget.value })}
      />
    </>
  );
}

function useNumberFault(draft: EmailDraft, checked: boolean): (field: keyof typeof EMAIL_LIMITS) => string | undefined {
  const { t, format } = useTexts();
  return (field) => {
    const { min, max } = EMAIL_LIMITS[field];
    if (!checked || wholeNumber(draft[field], { min, max }) !== null) return undefined;
    const range = { min: format.number(min), max: format.number(max) };
    return t('console.profiles.range', { value: draft[field].trim(), ...range });
  };
}
