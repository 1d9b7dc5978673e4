import type { Device, DevicePrinter } from '@holdover/api';
import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import kit from '../../kit/kit.module.css';
import { LinkState } from '../../kit/link-state.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AddDeviceDialog } from './add-device-dialog.tsx';
import { CertificateState } from './certificate-state.tsx';
import { protectorName } from './device-words.ts';

const route = getRouteApi('/shell/devices');
const LINKS = ['online', 'degraded', 'away', 'none'] as const;

export function DevicesPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, add] = useDisclosure(false);
  const mayWrite = useMay()('devices:write');
  const rows = useInfiniteQuery(resources.devices(filter));
  const columns = useColumns();
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const filtered = filter.q !== undefined || filter.link !== undefined;
  const action = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
      {t('console.devices.add')}
    </Button>
  ) : null;
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
        toolbar={
          <>
            <SearchField
              label={t('console.devices.search')}
              value={filter.q ?? ''}
              onChange={(q) => change({ q: q === '' ? undefined : q })}
            />
            <Select
              aria-label={t('console.devices.linkState')}
              placeholder={t('console.devices.anyLink')}
              clearable
              data={LINKS.map((link) => ({ value: link, label: t(`console.devices.link.${link}`) }))}
              value={filter.link ?? null}
              onChange={(link) => change({ link: optionalOneOf(LINKS, link) })}
            />
          </>
        }
        filtered={filtered}
        first={action}
        onClear={() => void navigate({ search: {} })}
      />
      <AddDeviceDialog opened={adding} onClose={add.close} />
    </>
  );
}

function useColumns(): Column<Device>[] {
  const { t } = useTexts();
  const { resources } = useServices();
  const profiles = useQuery(resources.profiles());
  return useMemo(() => {
    const names = new Map(profiles.data?.items.map((profile) => [profile.id, profile.name]));
    return [
      {
        id: 'name',
        title: t('console.devices.name'),
        sort: 'name',
        cell: (device) => (
          <Link to="/devices/$id" params={{ id: device.id }} className={kit['link']} data-row-link>
            {device.name}
          </Link>
        ),
      },
      { id: 'link', title: t('console.devices.linkState'), cell: (device) => <LinkState device={device} /> },
      {
        id: 'model',
        title: t('console.devices.model'),
        optional: true,
        cell: (device) => t(`console.devices.modelName.${device.model}`),
      },
      {
        id: 'printer',
        title: t('console.printer.title'),
        optional: true,
        cell: ({ printer }) => <PrinterState printer={printer} />,
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
        id: 'contact',
        title: t('console.devices.lastContact'),
        optional: true,
        cell: ({ terminal }) =>
          terminal === null || terminal.lastContactAt === null ? '–' : <RelativeTime at={terminal.lastContactAt} />,
      },
    ];
  }, [t, profiles.data]);
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
