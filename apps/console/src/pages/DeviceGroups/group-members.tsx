import type { Device, DeviceGroup } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useRef, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { contactColumn, deviceColumns } from '../Devices/device-facts.tsx';
import { useMembers } from './use-members.ts';

const route = getRouteApi('/shell/device-groups/$id');

interface GroupMembersProps {
  readonly group: DeviceGroup;
  readonly mayChange: boolean;
  /** What brings the first member. */
  readonly first: ReactNode;
}

/** Devices of a group with the state of each; taking one out is taken back for ten seconds. */
export function GroupMembers({ group, mayChange, first }: GroupMembersProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const { q, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = useInfiniteQuery(resources.devices({ deviceGroup: group.id, q, sort }));
  const takeOut = useTakeOut(group);
  const columns = useColumns(mayChange ? takeOut : null);
  return (
    <Card flush title={t('console.devices.title')}>
      <DataTable
        name="device-group-members"
        label={t('console.devices.title')}
        columns={columns}
        rows={rows}
        rowId={(device) => device.id}
        sort={sort ?? 'name'}
        onSort={(next) => void navigate({ search: { q, sort: next }, replace: true })}
        toolbar={
          group.members === 0 ? null : (
            <SearchField
              label={t('console.devices.search')}
              value={q ?? ''}
              onChange={(text) => void navigate({ search: { sort, q: text === '' ? undefined : text }, replace: true })}
            />
          )
        }
        empty={
          q === undefined ? (
            <Empty
              icon={IconPrinter}
              title={t('console.deviceGroups.noMember')}
              text={t('console.deviceGroups.noMemberText')}
            >
              {first}
            </Empty>
          ) : (
            <Empty
              icon={IconPrinter}
              title={t('console.devices.noneFound')}
              text={t('console.devices.noneFoundText')}
            />
          )
        }
      />
    </Card>
  );
}

function useTakeOut(group: DeviceGroup): (device: Device) => void {
  const { t } = useTexts();
  const toasts = useToasts();
  const members = useMembers();
  const put = async (device: Device, member: boolean): Promise<void> => {
    await members.put(group.id, device.id, member);
    await members.changed();
  };
  return (device) => {
    const text = t('console.deviceGroups.tookOut', { device: device.name, name: group.name });
    put(device, false).then(() => toasts.done(text, () => put(device, true)), toasts.failed);
  };
}

function useColumns(takeOut: ((device: Device) => void) | null): Column<Device>[] {
  const { t } = useTexts();
  const latest = useRef(takeOut);
  latest.current = takeOut;
  const mayChange = takeOut !== null;
  return useMemo(() => {
    const columns: Column<Device>[] = [...deviceColumns(t), contactColumn(t)];
    if (!mayChange) return columns;
    const action: Column<Device> = {
      id: 'actions',
      title: t('console.devices.actions'),
      titleHidden: true,
      cell: (device) => (
        <Button
          size="xs"
          variant="default"
          aria-label={t('console.deviceGroups.takeOutDevice', { name: device.name })}
          onClick={() => latest.current?.(device)}
        >
          {t('console.users.takeOut')}
        </Button>
      ),
    };
    return [...columns, action];
  }, [t, mayChange]);
}
