import { resetDevice, synchronizeDevice, type Device } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { DeviceMenu } from './device-menu.tsx';
import { EditDeviceDialog } from './edit-device-dialog.tsx';
import { UnlockPinDialog } from './unlock-pin-dialog.tsx';
import { useDeviceEnds } from './use-device-ends.tsx';
import { useReportStolen } from './use-report-stolen.tsx';
import { useServicePin } from './service-pin.tsx';

interface DeviceActionsProps {
  readonly device: Device;
  readonly onEnrol: () => void;
  readonly onActivate: (active: boolean) => void;
}

/** What can be asked of a device, of which nothing is offered that it cannot do. Only what takes something away for good is asked about again. */
export function DeviceActions({ device, onEnrol, onActivate }: DeviceActionsProps) {
  const { t } = useTexts();
  const [shown, setShown] = useState<'edit' | 'unlock' | null>(null);
  const order = useOrder(device);
  const ends = useDeviceEnds(device);
  const servicePin = useServicePin(device);
  const stolen = useReportStolen(device);
  const mayWrite = useMay()('devices:write');
  const { name, terminal } = device;
  if (!mayWrite) return null;
  return (
    <>
      {terminal !== null && device.active ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} stroke={1.7} aria-hidden />}
          loading={order.isPending}
          onClick={() => order.mutate({ route: synchronizeDevice, said: t('console.devices.synchronizing', { name }) })}
        >
          {t('console.devices.synchronize')}
        </Button>
      ) : null}
      <DeviceMenu
        device={device}
        acts={{
          edit: () => setShown('edit'),
          enrol: onEnrol,
          unlock: () => setShown('unlock'),
          servicePin: servicePin.show,
          reset: () => order.mutate({ route: resetDevice, said: t('console.devices.resetting', { name }) }),
          activate: () => onActivate(!device.active),
          revoke: ends.revoke,
          reportStolen: stolen.ask,
          remove: ends.remove,
        }}
      />
      {shown === 'edit' ? <EditDeviceDialog device={device} onClose={() => setShown(null)} /> : null}
      {shown === 'unlock' && terminal !== null ? (
        <UnlockPinDialog device={device} left={terminal.pinUnlocksLeft} onClose={() => setShown(null)} />
      ) : null}
      {servicePin.dialog}
      {stolen.dialog}
      {ends.dialog}
    </>
  );
}

interface Order {
  readonly route: typeof resetDevice;
  readonly said: string;
}

function useOrder({ id }: Device) {
  const { api } = useServices();
  const toasts = useToasts();
  return useMutation({
    mutationFn: async ({ route }: Order) => api.call(route, { params: { id } }),
    onSuccess: (_, { said }) => toasts.done(said),
    onError: toasts.failed,
  });
}
