import type { DeviceModel } from '@holdover/api';
import { optionalId } from '../../app/search-params.ts';
import { Alert, Select, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ProfileId } from '@holdover/kernel';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';

export interface DeviceDraft {
  readonly name: string;
  readonly model: DeviceModel;
  readonly profileId: ProfileId | null;
  readonly address: string;
}
export const DEVICE_FIELDS = ['name', 'model', 'profileId', 'address'];
const MODELS: readonly DeviceModel[] = ['kyocera', 'ricoh', 'canon', 'generic', 'other'];

/** The body a draft stands for; without a profile the server takes its default. */
export function bodyOf(draft: DeviceDraft) {
  const { name, model, profileId } = draft;
  const address = draft.address.trim() === '' ? null : draft.address.trim();
  return { name, model, address, ...(profileId === null ? {} : { profileId }) };
}

interface DeviceFieldsProps {
  draft: DeviceDraft;
  errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: DeviceDraft) => void;
}

export function DeviceFields({ draft, errors, onChange }: DeviceFieldsProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  const change = (part: Partial<DeviceDraft>): void => onChange({ ...draft, ...part });
  const standard = profiles.data?.items.find((profile) => profile.default);
  const chosen = profiles.data?.items.find(({ id }) => id === draft.profileId) ?? standard;
  return (
    <Stack>
      <TextInput
        label={t('console.devices.name')}
        description={t('console.devices.nameHint')}
        data-autofocus
        autoComplete="off"
        value={draft.name}
        error={errors['name']}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Select
        label={t('console.devices.model')}
        allowDeselect={false}
        data={MODELS.map((model) => ({ value: model, label: t(`console.devices.modelName.${model}`) }))}
        value={draft.model}
        error={errors['model']}
        onChange={(model) => change({ model: MODELS.find((one) => one === model) ?? 'generic' })}
      />
      {draft.model === 'other' ? (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('fixed.noOfflineLogin')}>
          {t('console.devices.otherText')}
        </Alert>
      ) : null}
      <Select
        label={t('console.devices.profile')}
        allowDeselect={false}
        data={(profiles.data?.items ?? []).map((profile) => ({ value: profile.id, label: profile.name }))}
        value={draft.profileId ?? standard?.id ?? null}
        error={errors['profileId']}
        onChange={(id) => change({ profileId: optionalId('profile', id) ?? null })}
      />
      {chosen?.offlineLoginPossible === false ? (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t('console.devices.whyNobody.noMethod')}
        </Alert>
      ) : null}
      <TextInput
        label={t('console.devices.address')}
        description={t('console.devices.addressHint')}
        autoComplete="off"
        spellCheck={false}
        value={draft.address}
        error={errors['address']}
        onChange={(event) => change({ address: event.currentTarget.value })}
      />
    </Stack>
  );
}
