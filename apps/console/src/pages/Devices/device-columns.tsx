import type { Device, DevicePrinter } from '@holdover/api';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { CertificateState } from './certificate-state.tsx';
import { contactColumn, deviceColumns } from './device-facts.tsx';
import { protectorName } from './device-words.ts';

export function useDeviceColumns(): Column<Device>[] {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  const groups = useQuery(resources.deviceGroups());
  return useMemo(() => {
    const names = new Map(profiles.data?.items.map((profile) => [profile.id, profile.name]));
    const sites = new Map(groups.data?.items.filter(({ site }) => site).map(({ id, name }) => [id, name]));
    const others = new Map(groups.data?.items.filter(({ site }) => !site).map(({ id, name }) => [id, name]));
    return [
      ...deviceColumns(t),
      {
        id: 'printer',
        title: t('console.printer.title'),
        optional: true,
        cell: ({ printer }) => <PrinterState printer={printer} />,
      },
      {
        id: 'site',
        title: t('console.device.site'),
        optional: true,
        cell: ({ deviceGroups }) => deviceGroups.flatMap((id) => sites.get(id) ?? [])[0] ?? '–',
      },
      {
        id: 'groups',
        title: t('console.deviceGroups.title'),
        optional: 'hidden',
        cell: ({ deviceGroups }) => format.list(deviceGroups.flatMap((id) => others.get(id) ?? [])) || '–',
      },
      {
        id: 'profile',
        title: t('console.devices.profile'),
        optional: true,
        cell: (device) => names.get(device.profileId) ?? '–',
      },
      {
        id: 'version',
        title: t('console.devices.version'),
        optional: 'hidden',
        cell: (device) => <span className="tabular">{device.terminal?.version ?? '–'}</span>,
      },
      {
        id: 'protector',
        title: t('console.devices.protector'),
        optional: true,
        cell: (device) => (device.terminal === null ? '–' : protectorName(t, device.terminal.keyProtector)),
      },
      {
        id: 'backlog',
        title: t('console.devices.backlog'),
        numeric: true,
        optional: 'hidden',
        cell: ({ terminal }) => (terminal === null ? '–' : format.number(terminal.journalBacklog)),
      },
      contactColumn(t),
    ];
  }, [t, format, profiles.data, groups.data]);
}

/** What it is; and whether something keeps it from printing. */
function PrinterState({ printer }: { printer: DevicePrinter | null }) {
  if (printer === null) return '–';
  const state = printer.certificate?.state ?? 'approved';
  return (
    <>
      <div>{printer.makeAndModel}</div>
      {state === 'approved' ? null : <CertificateState state={state} />}
    </>
  );
}
