import { getDevice, getUser } from '@holdover/api';
import { isId, type DeviceGroupId, type DeviceId, type GroupId, type UserId } from '@holdover/kernel';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { groupName } from '../../kit/group-names.ts';
import { changedDrawn, mergeOptions, type PickerOption } from '../../kit/picker-options.ts';

interface PickerProps<Part> {
  label: string;
  value: readonly string[];
  error: string | undefined;
  readonly onChange: (part: Part) => void;
}

/** After the last key, in milliseconds. */
const PAUSE = 200;

/** Device groups, then devices; devices are searched on the server, since a fleet may have 10,000. */
export function DevicePicker({
  value,
  onChange,
  ...field
}: PickerProps<{ devices: DeviceId[]; deviceGroups: DeviceGroupId[] }>) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE);
  const groups = useQuery(resources.deviceGroups());
  const found = useQuery(resources.findDevices(asked));
  const chosen = drawnOf(value).filter((id) => isId('device', id));
  const known = useQueries({
    queries: chosen.map((id) => ({
      queryKey: keys.device(id),
      queryFn: () => api.call(getDevice, { params: { id } }),
    })),
  });
  const name = ({ id, name: label }: { id: string; name: string }): PickerOption => ({ value: id, label });
  const devices = mergeOptions(
    (found.data ?? []).map(name),
    known.flatMap(({ data }) => (data === undefined ? [] : [name(data)])),
    chosen,
  );
  return (
    <Picker
      {...field}
      value={value}
      search={search}
      onSearch={setSearch}
      options={[
        {
          group: t('console.offlineLogin.deviceGroups'),
          items: (groups.data?.items ?? []).map((group) => ({ value: group.id, label: groupName(t, group) })),
        },
        { group: t('console.devices.title'), items: devices },
      ]}
      onChange={(ids) =>
        onChange({
          devices: ids.filter((id) => isId('device', id)),
          deviceGroups: ids.filter((id) => isId('deviceGroup', id)),
        })
      }
    />
  );
}

/** User groups, then users. */
export function UserPicker({ value, onChange, ...field }: PickerProps<{ users: UserId[]; groups: GroupId[] }>) {
  const { t } = useTexts();
  const { api, resources } = useServices();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE);
  const groups = useQuery(resources.groups());
  const found = useQuery(resources.findUsers(asked));
  const chosen = drawnOf(value).filter((id) => isId('user', id));
  const known = useQueries({
    queries: chosen.map((id) => ({ queryKey: keys.user(id), queryFn: () => api.call(getUser, { params: { id } }) })),
  });
  const person = ({ id, userName, fullName }: { id: string; userName: string; fullName: string }): PickerOption => ({
    value: id,
    label: fullName === '' ? userName : `${fullName} (${userName})`,
  });
  const users = mergeOptions(
    (found.data ?? []).map(person),
    known.flatMap(({ data }) => (data === undefined ? [] : [person(data)])),
    chosen,
  );
  return (
    <Picker
      {...field}
      value={value}
      search={search}
      onSearch={setSearch}
      options={[
        {
          group: t('console.groups.title'),
          items: (groups.data?.items ?? []).map((group) => ({ value: group.id, label: groupName(t, group) })),
        },
        { group: t('console.users.title'), items: users },
      ]}
      onChange={(ids) =>
        onChange({ users: ids.filter((id) => isId('user', id)), groups: ids.filter((id) => isId('group', id)) })
      }
    />
  );
}

/** How many of those chosen are drawn: each of them is asked for by its id. */
const DRAWN = 40;
const drawnOf = (value: readonly string[]): readonly string[] => value.slice(0, DRAWN);

interface AnyPickerProps extends Omit<PickerProps<string[]>, 'onChange'> {
  search: string;
  options: { group: string; items: PickerOption[] }[];
  readonly onSearch: (text: string) => void;
  readonly onChange: (ids: string[]) => void;
}

function Picker({ label, value, error, search, options, onSearch, onChange }: AnyPickerProps) {
  const { t, format } = useTexts();
  const drawn = drawnOf(value);
  const rest = value.length - drawn.length;
  return (
    <MultiSelect
      label={label}
      {...(rest === 0
        ? {}
        : { description: t('console.offlineLogin.moreChosen', { count: rest, number: format.number(rest) }) })}
      placeholder={value.length === 0 ? t('console.offlineLogin.pick') : ''}
      searchable
      hidePickedOptions
      maxDropdownHeight={260}
      nothingFoundMessage={t('console.offlineLogin.nothingFound')}
      comboboxProps={{ withinPortal: true }}
      data={options}
      value={[...drawn]}
      error={error}
      searchValue={search}
      onSearchChange={onSearch}
      onChange={(ids) => onChange(changedDrawn(value, drawn, ids))}
    />
  );
}
