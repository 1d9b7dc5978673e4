import { createDevice, type Device } from '@holdover/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { keys } from '../../client/query-keys.ts';
import type { DeviceDraft } from '../Devices/device-fields.tsx';
import { bodyOf } from '../Devices/device-fields.tsx';
import { FirstDeviceForm } from './first-device-form.tsx';
import { TerminalAwaited } from './terminal-awaited.tsx';

const route = getRouteApi('/set-up');

/** The first device, then its code; the address names the device, so that loading the page anew goes on with it. */
export function DeviceStep() {
  const { device } = route.useSearch();
  const navigate = useNavigate();
  const { api } = useServices();
  const queries = useQueryClient();
  const goOnWith = ({ id }: Pick<Device, 'id'>) => navigate({ to: '/set-up', search: { step: 'device', device: id } });
  const add = useMutation({
    mutationFn: (draft: DeviceDraft) => api.call(createDevice, { body: bodyOf(draft) }),
    onSuccess: async (made) => {
      queries.setQueryData(keys.device(made.id), made);
      await queries.invalidateQueries({ queryKey: keys.devices });
      await goOnWith(made);
    },
  });
  if (device !== undefined) return <TerminalAwaited key={device} id={device} />;
  return <FirstDeviceForm busy={add.isPending} error={add.error} onAdd={add.mutate} onGoOn={goOnWith} />;
}
