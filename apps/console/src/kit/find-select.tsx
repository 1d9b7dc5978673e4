import { getDevice, getUser } from '@holdover/api';
import { isId, type DeviceId, type UserId } from '@holdover/kernel';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../app/services.tsx';
import { useTexts } from '../app/texts.tsx';
import { keys } from '../client/query-keys.ts';
import { mergeOptions, type PickerOption } from './picker-options.ts';

/** After the last key, in milliseconds. */
const PAUSE = 200;

interface FindSelectProps<Id> {
  readonly label: string;
  /** In a toolbar the placeholder says it all. */
  readonly labelHidden?: boolean;
  readonly description?: string;
  readonly placeholder: string;
  readonly value: Id | null;
  readonly error?: string | undefined;
  readonly onChange: (id: Id | null) => void;
}

/** One device of what may be thousands: searched on the server as one types. */
export function DeviceSelect({ value, onChange, ...field }: FindSelectProps<DeviceId>) {
  const { api, resources } = useServices();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE);
  const found = useQuery(resources.findDevices(asked));
  const known = useQuery({
    queryKey: keys.device(value ?? ''),
    queryFn: () => (value === null ? Promise.resolve(null) : api.call(getDevice, { params: { id: value } })),
    enabled: value !== null,
  });
  const name = (one: { id: string; name: string }): PickerOption => ({ value: one.id, label: one.name });
  return (
    <FoundSelect
      {...field}
      value={value}
      found={(found.data ?? []).map(name)}
      known={known.data === undefined || known.data === null ? [] : [name(known.data)]}
      onSearch={setSearch}
      onChange={(id) => onChange(isId('device', id) ? id : null)}
    />
  );
}

export function UserSelect({ value, onChange, ...field }: FindSelectProps<UserId>) {
  const { api, resources } = useServices();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, PAUSE);
  const found = useQuery(resources.findUsers(asked));
  const known = useQuery({
    queryKey: keys.user(value ?? ''),
    queryFn: () => (value === null ? Promise.resolve(null) : api.call(getUser, { params: { id: value } })),
    enabled: value !== null,
  });
  const person = ({ id, userName, fullName }: { id: string; userName: string; fullName: string }): PickerOption => ({
    value: id,
    label: fullName === '' ? userName : `${fullName} (${userName})`,
  });
  return (
    <FoundSelect
      {...field}
      value={value}
      found={(found.data ?? []).map(person)}
      known={known.data === undefined || known.data === null ? [] : [person(known.data)]}
      onSearch={setSearch}
      onChange={(id) => onChange(isId('user', id) ? id : null)}
    />
  );
}

interface FoundSelectProps extends Omit<FindSelectProps<string>, 'onChange'> {
  readonly found: readonly PickerOption[];
  readonly known: readonly PickerOption[];
  readonly onSearch: (text: string) => void;
  readonly onChange: (id: string | null) => void;
}

function FoundSelect({
  label,
  labelHidden = false,
  value,
  found,
  known,
  onSearch,
  onChange,
  ...rest
}: FoundSelectProps) {
  const { t } = useTexts();
  return (
    <Select
      {...rest}
      {...(labelHidden ? { 'aria-label': label } : { label })}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('console.common.clear') }}
      nothingFoundMessage={t('console.offlineLogin.nothingFound')}
      maxDropdownHeight={260}
      comboboxProps={{ withinPortal: !labelHidden }}
      data={mergeOptions(found, known, value === null ? [] : [value])}
      value={value}
      onSearchChange={onSearch}
      onChange={onChange}
    />
  );
}
