import type { Device } from '@holdover/api';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { useWantedDialog } from '../../app/wanted-dialog.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AddDeviceDialog } from './add-device-dialog.tsx';
import { useDeviceColumns } from './device-columns.tsx';
import { DeviceFilters } from './device-filters.tsx';
import { EnrolmentDialog } from './enrolment-dialog.tsx';

const route = getRouteApi('/shell/devices');

export function DevicesPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, add] = useDisclosure(false);
  const [added, setAdded] = useState<Device | null>(null);
  const mayWrite = useMay()('devices:write');
  useWantedDialog('add-device', add.open);
  const rows = useInfiniteQuery(resources.devices(filter));
  const columns = useDeviceColumns();
  const { sort: _, ...narrowing } = filter;
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const action = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
      {t('console.devices.add')}
    </Button>
  ) : null;
  const toAdded = ({ id }: Device): void => void navigate({ to: '/devices/$id', params: { id }, search: {} });
  return (
    <>
      <PageHeader title={t('console.devices.title')} lead={t('console.devices.lead')} actions={action} />
      <FilteredTable
        name="devices"
        icon={IconPrinter}
        columns={columns}
        rows={rows}
        rowId={(device) => device.id}
        sort={filter.sort ?? 'name'}
        onSort={(sort) => change({ sort })}
        toolbar={<DeviceFilters filter={filter} onChange={change} />}
        filtered={Object.values(narrowing).some((value) => value !== undefined)}
        first={action}
        onClear={() => void navigate({ search: {} })}
      />
      <AddDeviceDialog opened={adding} onClose={add.close} onAdded={setAdded} />
      {added === null ? null : (
        <EnrolmentDialog device={added} onClose={() => setAdded(null)} onOpenDevice={() => toAdded(added)} />
      )}
    </>
  );
}
