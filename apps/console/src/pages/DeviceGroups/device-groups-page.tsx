import type { DeviceGroup } from '@holdover/api';
import { Button, Menu, Select } from '@mantine/core';
import { IconMapPin, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { RowMenu } from '../../kit/row-menu.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { useMay } from '../../kit/use-may.ts';
import { DeviceGroupDialog } from './device-group-dialog.tsx';
import { GroupKind } from './group-kind.tsx';
import { useGroupRemoval } from './use-group-removal.tsx';

const route = getRouteApi('/shell/device-groups');

export function DeviceGroupsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay()('devices:write');
  const [editing, setEditing] = useState<DeviceGroup | 'new' | null>(null);
  const { remove, dialog } = useGroupRemoval();
  const rows = useInfiniteQuery(resources.deviceGroupList(filter));
  const columns = useColumns({ mayWrite, onEdit: setEditing, onRemove: remove });
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const action = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
      {t('console.deviceGroups.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('console.deviceGroups.title')} lead={t('console.deviceGroups.lead')} actions={action} />
      <FilteredTable
        name="deviceGroups"
        icon={IconMapPin}
        columns={columns}
        rows={rows}
        rowId={(group) => group.id}
        sort={filter.sort ?? 'name'}
        onSort={(sort) => change({ sort })}
        toolbar={
          <>
            <SearchField
              label={t('console.deviceGroups.search')}
              value={filter.q ?? ''}
              onChange={(q) => change({ q: q === '' ? undefined : q })}
            />
            <Select
              aria-label={t('console.deviceGroups.kindTitle')}
              placeholder={t('console.deviceGroups.anyKind')}
              clearable
              data={[
                { value: 'true', label: t('console.deviceGroups.sitesOnly') },
                { value: 'false', label: t('console.deviceGroups.groupsOnly') },
              ]}
              value={filter.site ?? null}
              onChange={(site) => change({ site: optionalOneOf(['true', 'false'], site) })}
            />
          </>
        }
        filtered={filter.q !== undefined || filter.site !== undefined}
        first={action}
        onClear={() => void navigate({ search: {} })}
      />
      {editing === null ? null : (
        <DeviceGroupDialog
          editing={editing}
          onClose={() => setEditing(null)}
          onAdded={({ id }) => void navigate({ to: '/device-groups/$id', params: { id } })}
        />
      )}
      {dialog}
    </>
  );
}

interface ColumnsGiven {
  readonly mayWrite: boolean;
  readonly onEdit: (group: DeviceGroup) => void;
  readonly onRemove: (group: DeviceGroup) => void;
}

function useColumns({ mayWrite, ...acts }: ColumnsGiven): Column<DeviceGroup>[] {
  // Rows are not drawn again because a dialog opens: what they do is looked up when it is done.
  const latest = useRef(acts);
  latest.current = acts;
  const { t, format } = useTexts();
  return useMemo(() => {
    const columns: Column<DeviceGroup>[] = [
      {
        id: 'name',
        title: t('console.deviceGroups.name'),
        sort: 'name',
        cell: (group) => (
          <Link to="/device-groups/$id" params={{ id: group.id }} className={kit['link']} data-row-link>
            {groupName(t, group)}
          </Link>
        ),
      },
      { id: 'kind', title: t('console.deviceGroups.kindTitle'), cell: (group) => <GroupKind group={group} /> },
      {
        id: 'members',
        title: t('console.devices.title'),
        numeric: true,
        cell: (group) => (
          <Link to="/devices" search={group.builtIn ? {} : { deviceGroup: group.id }} className={kit['link']}>
            {format.number(group.members)}
          </Link>
        ),
      },
    ];
    if (!mayWrite) return columns;
    const actions: Column<DeviceGroup> = {
      id: 'actions',
      title: t('console.devices.actions'),
      titleHidden: true,
      cell: (group) =>
        group.builtIn ? null : (
          <RowMenu label={t('console.deviceGroups.actionsFor', { name: group.name })}>
            <Menu.Item leftSection={<IconPencil size={17} aria-hidden />} onClick={() => latest.current.onEdit(group)}>
              {t('console.deviceGroups.editShort')}
            </Menu.Item>
            <Menu.Item
              className={kit['danger']}
              leftSection={<IconTrash size={17} aria-hidden />}
              onClick={() => latest.current.onRemove(group)}
            >
              {t('console.deviceGroups.delete')}
            </Menu.Item>
          </RowMenu>
        ),
    };
    return [...columns, actions];
  }, [t, format, mayWrite]);
}
