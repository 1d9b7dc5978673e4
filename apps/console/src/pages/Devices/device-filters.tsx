import type { DeviceGroup } from '@holdover/api';
import { deviceModelField } from '@holdover/api';
import { Button, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { optionalId, optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { DeviceFilter } from '../../client/resources.ts';
import { SearchField } from '../../kit/search-field.tsx';
import { DEVICE_STATES, filterOfState, stateOfFilter } from './device-state-filter.ts';

interface DeviceFiltersProps {
  readonly filter: DeviceFilter;
  readonly onChange: (part: Partial<DeviceFilter>) => void;
}

/** In no group and no site; no id looks so. */
const UNGROUPED = 'none';

export function DeviceFilters({ filter, onChange }: DeviceFiltersProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  return (
    <>
      <SearchField
        label={t('console.devices.search')}
        value={filter.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
      />
      <Select
        aria-label={t('console.device.state')}
        placeholder={t('console.device.anyState')}
        clearable
        data={DEVICE_STATES.map((state) => ({
          value: state,
          label: t(state === 'inactive' ? 'console.devices.inactive' : `console.devices.link.${state}`),
        }))}
        value={stateOfFilter(filter) ?? null}
        onChange={(state) => onChange(filterOfState(optionalOneOf(DEVICE_STATES, state)))}
      />
      <GroupFilter filter={filter} onChange={onChange} />
      <Select
        aria-label={t('console.devices.model')}
        placeholder={t('console.device.anyModel')}
        clearable
        data={deviceModelField.options.map((model) => ({
          value: model,
          label: t(`console.devices.modelName.${model}`),
        }))}
        value={filter.model ?? null}
        onChange={(model) => onChange({ model: optionalOneOf(deviceModelField.options, model) })}
      />
      <Select
        aria-label={t('console.devices.profile')}
        placeholder={t('console.device.anyProfile')}
        clearable
        searchable
        nothingFoundMessage={t('console.offlineLogin.nothingFound')}
        data={(profiles.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.profileId ?? null}
        onChange={(id) => onChange({ profileId: optionalId('profile', id) })}
      />
      {/* Chosen where records are counted, and taken away here. */}
      {filter.backlog === undefined ? null : (
        <Button
          variant="light"
          rightSection={<IconX size={16} aria-hidden />}
          onClick={() => onChange({ backlog: undefined })}
        >
          {t('console.devices.backlog')}
        </Button>
      )}
    </>
  );
}

function GroupFilter({ filter, onChange }: DeviceFiltersProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.deviceGroups());
  const own = (groups.data?.items ?? []).filter(({ builtIn }) => !builtIn);
  const option = ({ id, name }: DeviceGroup) => ({ value: id as string, label: name });
  if (own.length === 0 && filter.deviceGroup === undefined && filter.grouped === undefined) return null;
  return (
    <Select
      aria-label={t('console.device.groupOrSite')}
      placeholder={t('console.device.anyGroup')}
      clearable
      searchable
      nothingFoundMessage={t('console.offlineLogin.nothingFound')}
      data={[
        { group: t('console.device.sites'), items: own.filter(({ site }) => site).map(option) },
        { group: t('console.deviceGroups.title'), items: own.filter(({ site }) => !site).map(option) },
        { value: UNGROUPED, label: t('console.device.ungrouped') },
      ]}
      value={filter.grouped === 'false' ? UNGROUPED : (filter.deviceGroup ?? null)}
      onChange={(value) =>
        onChange({
          grouped: value === UNGROUPED ? 'false' : undefined,
          deviceGroup: optionalId('deviceGroup', value),
        })
      }
    />
  );
}
