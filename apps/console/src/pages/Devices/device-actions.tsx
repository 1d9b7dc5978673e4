import { resetDevice, synchronizeDevice, type Device } from '@holdover/api';
import { Button, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleOff,
  IconDots,
  IconKey,
  IconLockOpen,
  IconPencil,
  IconPlayerPlay,
  IconRefresh,
  IconRestore,
  IconShieldOff,
  IconTool,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
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
  const { terminal } = device;
  const glyph = { size: 17, 'aria-hidden': true };
  if (!mayWrite) return null;
  return (
    <>
      {terminal !== null && device.active ? (
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} stroke={1.7} aria-hidden />}
          loading={order.isPending}
          onClick={() =>
            order.mutate({ route: synchronizeDevice, said: t('console.devices.synchronizing', { name: device.name }) })
          }
        >
          {t('console.devices.synchronize')}
        </Button>
      ) : null}
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconDots size={18} aria-hidden />}>
            {t('console.devices.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil {...glyph} />} onClick={() => setShown('edit')}>
            {t('console.devices.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey {...glyph} />} onClick={onEnrol}>
            {t('console.devices.makeCode')}
          </Menu.Item>
          {terminal === null ? null : (
            <>
              <Menu.Item
                leftSection={<IconLockOpen {...glyph} />}
                disabled={terminal.pinUnlocksLeft === 0}
                onClick={() => setShown('unlock')}
              >
                {t(terminal.pinUnlocksLeft === 0 ? 'console.device.unlock.none' : 'console.devices.unlockPin')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTool {...glyph} />} onClick={servicePin.show}>
                {t('console.servicePin.label')}
              </Menu.Item>
            </>
          )}
          {terminal !== null && device.offlineLogin ? (
            <Menu.Item
              leftSection={<IconRestore {...glyph} />}
              onClick={() =>
                order.mutate({ route: resetDevice, said: t('console.devices.resetting', { name: device.name }) })
              }
            >
              {t('console.devices.reset')}
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            leftSection={device.active ? <IconCircleOff {...glyph} /> : <IconPlayerPlay {...glyph} />}
            onClick={() => onActivate(!device.active)}
          >
            {t(device.active ? 'console.devices.deactivate' : 'console.devices.activate')}
          </Menu.Item>
          {terminal === null ? null : (
            <>
              <Menu.Item className={kit['danger']} leftSection={<IconShieldOff {...glyph} />} onClick={ends.revoke}>
                {t('console.devices.revoke')}
              </Menu.Item>
              <Menu.Item className={kit['danger']} leftSection={<IconAlertTriangle {...glyph} />} onClick={stolen.ask}>
                {t('console.stolen.label')}
              </Menu.Item>
            </>
          )}
          <Menu.Item className={kit['danger']} leftSection={<IconTrash {...glyph} />} onClick={ends.remove}>
            {t('console.devices.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
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
