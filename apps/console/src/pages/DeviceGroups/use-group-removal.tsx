import { deleteDeviceGroup, type DeviceGroup } from '@holdover/api';
import type { ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useRemoval } from '../../kit/use-removal.tsx';

/** Its devices stay, and assignments that name it no longer reach them: that cannot be taken back, so it asks. */
export function useGroupRemoval(leave?: () => Promise<unknown>): {
  readonly remove: (group: DeviceGroup) => void;
  readonly dialog: ReactNode;
} {
  const { t, format } = useTexts();
  const { api } = useServices();
  const { ask, dialog } = useRemoval();
  return {
    dialog,
    remove: ({ id, name, members }) =>
      ask({
        title: t('console.deviceGroups.deleteTitle', { name }),
        text: t('console.deviceGroups.deleteText', { count: members, number: format.number(members) }),
        done: t('console.deviceGroups.deleted', { name }),
        run: () => api.call(deleteDeviceGroup, { params: { id } }),
        ...(leave === undefined ? {} : { leave }),
        own: keys.deviceGroup(id),
        stale: [keys.deviceGroups, keys.devices, ['device']],
      }),
  };
}
