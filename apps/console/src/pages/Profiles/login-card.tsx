import { loginMethodField, panelActionField, type LoginMethod, type PanelAction } from '@holdover/api';
import { Alert, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { methodNames } from '../../kit/method-names.ts';
import { wholeNumber } from '../../kit/whole-number.ts';
import { PROFILE_LIMITS, type NumberField } from './profile-draft.ts';
import type { ProfilePartProps } from './profile-form.tsx';
import classes from './profiles.module.css';

const ACTIONS: Readonly<Record<PanelAction, TextKey>> = {
  print: 'console.profiles.action.print',
  copy: 'console.profiles.action.copy',
  scan: 'console.profiles.action.scan',
  'unlock-panel': 'console.profiles.action.unlockPanel',
};
const NUMBERS = {
  idleTimeoutSeconds: ['console.profiles.idle', 'console.profiles.idleHint'],
  maxSyncedUsers: ['console.profiles.maxSynced', 'console.profiles.maxSyncedHint'],
} as const satisfies Record<NumberField, readonly [TextKey, TextKey]>;

/** Name, methods, actions and limits. */
export function LoginCard({ draft, errors, checked, onChange }: ProfilePartProps) {
  const { t, format } = useTexts();
  const fault = (field: NumberField): string | undefined => {
    const limits = PROFILE_LIMITS[field];
    if (!checked || wholeNumber(draft[field], limits) !== null) return errors[field];
    const range = { min: format.number(limits.min), max: format.number(limits.max) };
    return t('console.profiles.range', { value: draft[field].trim(), ...range });
  };
  return (
    <Card title={t('console.profiles.general')}>
      <Stack>
        <TextInput
          label={t('console.profiles.name')}
          autoComplete="off"
          value={draft.name}
          error={(checked && draft.name.trim() === '' ? t('console.common.required') : undefined) ?? errors['name']}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Methods draft={draft} errors={errors} checked={checked} onChange={onChange} />
        <Checkbox.Group
          label={t('console.profiles.actions')}
          description={t('console.profiles.actionsHint')}
          value={[...draft.actions]}
          onChange={(chosen) => onChange({ actions: panelActionField.options.filter((one) => chosen.includes(one)) })}
        >
          <Group mt="xs">
            {panelActionField.options.map((action) => (
              <Checkbox key={action} value={action} label={t(ACTIONS[action])} />
            ))}
          </Group>
        </Checkbox.Group>
        {(['idleTimeoutSeconds', 'maxSyncedUsers'] as const).map((field) => {
          const [label, hint] = NUMBERS[field];
          const { min, max } = PROFILE_LIMITS[field];
          return (
            <TextInput
              key={field}
              label={t(label)}
              description={t(hint, { min: format.number(min), max: format.number(max) })}
              inputMode="numeric"
              autoComplete="off"
              classNames={{ input: classes['short'] ?? '' }}
              value={draft[field]}
              error={fault(field)}
              onChange={(event) => onChange({ [field]: event.currentTarget.value })}
            />
          );
        })}
        <Select
          label={t('console.profiles.protector')}
          allowDeselect={false}
          classNames={{ root: classes['select'] ?? '' }}
          data={[
            { value: 'any', label: t('console.profiles.protectorAny') },
            { value: 'tpm2', label: t('console.profiles.protectorTpm') },
          ]}
          value={draft.requireProtector}
          onChange={(value) => onChange({ requireProtector: value === 'tpm2' ? 'tpm2' : 'any' })}
        />
      </Stack>
    </Card>
  );
}

/** A2: says it where none of them is left offline. */
function Methods({ draft, errors, checked, onChange }: ProfilePartProps) {
  const { t } = useTexts();
  const worksOffline = draft.loginMethods.some((method) => method !== 'password');
  const label = (method: LoginMethod): string =>
    method === 'password' ? t('console.profiles.userAndPassword') : (methodNames(t, [method])[0] ?? method);
  return (
    <>
      <Checkbox.Group
        label={t('console.profiles.methods')}
        value={[...draft.loginMethods]}
        error={
          (checked && draft.loginMethods.length === 0 ? t('console.profiles.needMethod') : undefined) ??
          errors['loginMethods']
        }
        onChange={(chosen) =>
          onChange({ loginMethods: loginMethodField.options.filter((one) => chosen.includes(one)) })
        }
      >
        <Group mt="xs">
          {loginMethodField.options.map((method) => (
            <Checkbox key={method} value={method} label={label(method)} />
          ))}
        </Group>
      </Checkbox.Group>
      {worksOffline || draft.loginMethods.length === 0 ? null : (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t('console.profiles.noOffline')}
        </Alert>
      )}
    </>
  );
}
