import { isId } from '@holdover/kernel';
import { MultiSelect, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { DeviceSelect } from '../../kit/find-select.tsx';
import { groupName } from '../../kit/group-names.ts';
import { pathFor, type QueueDraft } from './queue-draft.ts';

interface QueueFieldsProps {
  draft: QueueDraft;
  isNew: boolean;
  errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: QueueDraft) => void;
}

export function QueueFields({ draft, isNew, errors, onChange }: QueueFieldsProps) {
  const { t } = useTexts();
  const change = (part: Partial<QueueDraft>): void => onChange({ ...draft, ...part });
  return (
    <Stack>
      <TextInput
        label={t('console.queues.name')}
        data-autofocus
        autoComplete="off"
        value={draft.name}
        error={errors['name']}
        onChange={({ currentTarget: { value: name } }) =>
          change({ name, ...(draft.ownPath ? {} : { path: pathFor(name) }) })
        }
      />
      <TextInput
        label={t('console.queues.path')}
        description={t('console.queues.pathHint')}
        autoComplete="off"
        spellCheck={false}
        value={draft.path}
        error={errors['path']}
        onChange={({ currentTarget: { value: path } }) => change({ path, ownPath: path !== '' })}
      />
      <Radio.Group
        label={t('console.queues.kindTitle')}
        {...(isNew ? {} : { description: t('console.queues.kindStays') })}
        value={draft.kind}
        error={errors['kind']}
        onChange={(kind) => change({ kind: kind === 'direct' ? 'direct' : 'pull' })}
      >
        <Stack gap="xs" mt="xs">
          {(['pull', 'direct'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              disabled={!isNew}
              label={t(`console.queues.kind.${kind}`)}
              description={t(`console.queues.kindHint.${kind}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {draft.kind === 'direct' ? (
        <DeviceSelect
          label={t('console.queues.device')}
          description={t('console.queues.deviceHint')}
          placeholder={t('console.offlineLogin.pick')}
          value={draft.deviceId}
          error={errors['deviceId']}
          onChange={(deviceId) => change({ deviceId })}
        />
      ) : (
        <DeviceGroups draft={draft} error={errors['deviceGroups']} onChange={change} />
      )}
      <Owner draft={draft} error={errors['ownerFrom']} onChange={change} />
      <TextInput
        label={t('console.queues.location')}
        description={t('console.queues.locationHint')}
        autoComplete="off"
        value={draft.location}
        error={errors['location']}
        onChange={({ currentTarget: { value: location } }) => change({ location })}
      />
      <Switch
        label={t('console.queues.accepting')}
        description={t('console.queues.acceptingHint')}
        checked={draft.acceptingJobs}
        onChange={({ currentTarget: { checked: acceptingJobs } }) => change({ acceptingJobs })}
      />
    </Stack>
  );
}

interface PartProps {
  draft: QueueDraft;
  error: string | undefined;
  readonly onChange: (part: Partial<QueueDraft>) => void;
}

function DeviceGroups({ draft, error, onChange }: PartProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.deviceGroups());
  return (
    <MultiSelect
      label={t('console.queues.deviceGroups')}
      description={t('console.queues.deviceGroupsHint')}
      placeholder={draft.deviceGroups.length === 0 ? t('console.queues.everywhere') : ''}
      searchable
      hidePickedOptions
      maxDropdownHeight={220}
      nothingFoundMessage={t('console.offlineLogin.nothingFound')}
      data={(groups.data?.items ?? []).map((group) => ({ value: group.id, label: groupName(t, group) }))}
      value={[...draft.deviceGroups]}
      error={error}
      onChange={(ids) => onChange({ deviceGroups: ids.filter((id) => isId('deviceGroup', id)) })}
    />
  );
}

/** G2. */
function Owner({ draft, error, onChange }: PartProps) {
  const { t } = useTexts();
  return (
    <Radio.Group
      label={t('console.queues.ownerTitle')}
      value={draft.ownerFrom}
      error={error}
      onChange={(from) => onChange({ ownerFrom: from === 'user-name' ? 'user-name' : 'authenticated' })}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="authenticated"
          label={t('console.queues.ownerFrom.authenticated')}
          description={t('console.queues.ownerHint.authenticated')}
        />
        <Radio
          value="user-name"
          label={t('console.queues.ownerFrom.userName')}
          description={t('console.queues.ownerHint.userName')}
        />
      </Stack>
    </Radio.Group>
  );
}
