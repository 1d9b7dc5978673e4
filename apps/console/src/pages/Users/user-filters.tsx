import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { optionalId, optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { UserFilter } from '../../client/resources.ts';
import { groupName } from '../../kit/group-names.ts';
import { SearchField } from '../../kit/search-field.tsx';

export function UserFilters({ filter, change }: { filter: UserFilter; change: (part: Partial<UserFilter>) => void }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
  const sources = useQuery(resources.userSources());
  return (
    <>
      <SearchField
        label={t('console.users.search')}
        value={filter.q ?? ''}
        onChange={(q) => change({ q: q === '' ? undefined : q })}
      />
      <Select
        aria-label={t('console.users.group')}
        placeholder={t('console.users.anyGroup')}
        searchable
        clearable
        data={(groups.data?.items ?? []).map((group) => ({ value: group.id, label: groupName(t, group) }))}
        value={filter.group ?? null}
        onChange={(group) => change({ group: optionalId('group', group) })}
      />
      <Select
        aria-label={t('console.users.state')}
        placeholder={t('console.users.anyState')}
        clearable
        data={[
          { value: 'true', label: t('console.users.enabled') },
          { value: 'false', label: t('console.users.disabled') },
        ]}
        value={filter.enabled ?? null}
        onChange={(enabled) => change({ enabled: optionalOneOf(['true', 'false'], enabled) })}
      />
      {sources.data === undefined || sources.data.items.length === 0 ? null : (
        <Select
          aria-label={t('console.person.source')}
          placeholder={t('console.person.anySource')}
          clearable
          data={sources.data.items.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.source ?? null}
          onChange={(source) => change({ source: optionalId('userSource', source) })}
        />
      )}
      <Select
        aria-label={t('console.users.pins')}
        placeholder={t('console.person.anyPin')}
        clearable
        data={[{ value: 'true', label: t('console.person.belowFloor') }]}
        value={filter.pinBelowFloor ?? null}
        onChange={(below) => change({ pinBelowFloor: optionalOneOf(['true'], below) })}
      />
    </>
  );
}
