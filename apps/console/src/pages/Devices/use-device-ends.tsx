import { deleteDevice, revokeDevice, type Device } from '@holdover/api';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import { useRemoval } from '../../kit/use-removal.tsx';

interface DeviceEnds {
  readonly revoke: () => void;
  readonly remove: () => void;
  /** Drawn by the page. */
  readonly dialog: ReactNode;
}

/** What cannot be taken back: a terminal revoked, a device deleted. Both ask first. */
export function useDeviceEnds({ id, name }: Device): DeviceEnds {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { ask, dialog } = useConfirm();
  const removal = useRemoval();
  return {
    dialog: (
      <>
        {dialog}
        {removal.dialog}
      </>
    ),
    revoke: () =>
      ask({
        title: t('console.devices.revokeTitle', { name }),
        text: t('console.devices.revokeText'),
        act: t('console.devices.revokeAct'),
        run: async () => {
          await api.call(revokeDevice, { params: { id } });
          for (const queryKey of [keys.device(id), keys.devices]) await queries.invalidateQueries({ queryKey });
        },
      }),
    remove: () =>
      removal.ask({
        title: t('console.devices.deleteTitle', { name }),
        text: t('console.devices.deleteText'),
        done: t('console.device.deleted', { name }),
        run: () => api.call(deleteDevice, { params: { id } }),
        leave: () => navigate({ to: '/devices', search: {} }),
        own: keys.device(id),
        stale: [keys.devices, keys.deviceGroups, keys.overview, keys.rollout],
      }),
  };
}
