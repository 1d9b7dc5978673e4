import { synchronizeDevice, type Device, type User } from '@holdover/api';
import { IconPrinter, IconRefresh, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useServices } from '../app/services.tsx';
import { useTexts } from '../app/texts.tsx';
import { useToasts } from '../kit/toasts.tsx';
import { useMay } from '../kit/use-may.ts';
import type { PaletteEntry } from './palette-entry.ts';

/** Of each kind: whoever is not among them types on. */
const MOST = 6;
/** Devices whose synchronization is offered beside them. */
const ORDERED = 2;

interface Found {
  readonly entries: readonly PaletteEntry[];
  readonly searching: boolean;
  readonly failed: boolean;
}

/** Users and devices by search of the server. An answer is shown to its own question alone, and to the next while that is asked. */
export function useFoundEntries(text: string): Found {
  const { resources } = useServices();
  const may = useMay();
  const asked = text !== '';
  const users = useQuery({
    ...resources.findUsers(text),
    enabled: asked && may('users:read'),
  });
  const devices = useQuery({
    ...resources.findDevices(text),
    enabled: asked && may('devices:read'),
  });
  const [userEntry, deviceEntry, orderEntry] = [useUserEntry(), useDeviceEntry(), useOrderEntry()];
  const found = asked ? (devices.data ?? []).slice(0, MOST) : [];
  return {
    entries: [
      ...(asked ? (users.data ?? []).slice(0, MOST).map(userEntry) : []),
      ...found.map(deviceEntry),
      ...(may('devices:write') ? found.filter(isServed).slice(0, ORDERED).map(orderEntry) : []),
    ],
    searching: asked && (users.isFetching || devices.isFetching),
    failed: asked && (users.isError || devices.isError),
  };
}

const isServed = ({ terminal, active }: Device): boolean => terminal !== null && active;

function useUserEntry(): (user: User) => PaletteEntry {
  const navigate = useNavigate();
  return ({ id, userName, fullName, email }) => ({
    id,
    kind: 'users',
    title: fullName === '' ? userName : fullName,
    detail: [fullName === '' ? '' : userName, email ?? ''].filter((part) => part !== '').join(' · '),
    icon: IconUser,
    run: () => void navigate({ to: '/users/$id', params: { id } }),
  });
}

function useDeviceEntry(): (device: Device) => PaletteEntry {
  const navigate = useNavigate();
  return ({ id, name, address }) => ({
    id,
    kind: 'devices',
    title: name,
    ...(address === null ? {} : { detail: address }),
    icon: IconPrinter,
    run: () => void navigate({ to: '/devices/$id', params: { id } }),
  });
}

function useOrderEntry(): (device: Device) => PaletteEntry {
  const { t } = useTexts();
  const { api } = useServices();
  const toasts = useToasts();
  return ({ id, name }) => ({
    id: `synchronize:${id}`,
    kind: 'actions',
    title: t('console.palette.synchronize', { name }),
    icon: IconRefresh,
    run: () =>
      void api
        .call(synchronizeDevice, { params: { id } })
        .then(() => toasts.done(t('console.devices.synchronizing', { name })))
        .catch(toasts.failed),
  });
}
