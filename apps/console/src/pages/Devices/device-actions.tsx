import {
  deleteDevice,
  patchDevice,
  resetDevice,
  revokeDevice,
  synchronizeDevice,
  unlockPin,
  type Device,
} from '@holdover/api';
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
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { keys } from '../../client/query-keys.ts';
import { useConfirm } from '../../kit/confirm.tsx';
import kit from '../../kit/kit.module.css';
import { useToasts } from '../../kit/toasts.tsx';
import { useMay } from '../../kit/use-may.ts';
import { EditDeviceDialog } from './edit-device-dialog.tsx';
import { useReportStolen } from './use-report-stolen.tsx';
import { useServicePin } from './service-pin.tsx';

/** What can be asked of a device. Only what takes something away for good is asked about again. */
export function DeviceActions({ device, onEnrol }: { device: Device; onEnrol: () => void }) {
  const { t } = useTexts();
  const { api } = useServices();
  const toasts = useToasts();
  const [editing, setEditing] = useState(false);
  const { dialog, revoke, remove, activate } = useGraveActions(device);
  const order = useMutation({
    mutationFn: async ({ route }: { route: typeof resetDevice; said: string }) =>
      api.call(route, { params: { id: device.id } }),
    onSuccess: (_, { said }) => toasts.done(said),
    onError: toasts.failed,
  });
  const servicePin = useServicePin(device);
  const stolen = useReportStolen(device);
  const mayWrite = useMay()('devices:write');
  const enrolled = device.terminal !== null;
  const glyph = { size: 17, 'aria-hidden': true };
  if (!mayWrite) return null;
  return (
    <>
      {enrolled && device.active ? (
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
          <Menu.Item leftSection={<IconPencil {...glyph} />} onClick={() => setEditing(true)}>
            {t('console.devices.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey {...glyph} />} onClick={onEnrol}>
            {t('console.devices.makeCode')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLockOpen {...glyph} />}
            disabled={!enrolled}
            onClick={() =>
              order.mutate({ route: unlockPin, said: t('console.devices.unlocked', { name: device.name }) })
            }
          >
            {t('console.devices.unlockPin')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTool {...glyph} />} disabled={!enrolled} onClick={servicePin.show}>
            {t('console.servicePin.label')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRestore {...glyph} />}
            disabled={!enrolled}
            onClick={() =>
              order.mutate({ route: resetDevice, said: t('console.devices.resetting', { name: device.name }) })
            }
          >
            {t('console.devices.reset')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={device.active ? <IconCircleOff {...glyph} /> : <IconPlayerPlay {...glyph} />}
            onClick={activate}
          >
            {t(device.active ? 'console.devices.deactivate' : 'console.devices.activate')}
          </Menu.Item>
          <Menu.Item
            className={kit['danger']}
            leftSection={<IconShieldOff {...glyph} />}
            disabled={!enrolled}
            onClick={revoke}
          >
            {t('console.devices.revoke')}
          </Menu.Item>
          <Menu.Item
            className={kit['danger']}
            leftSection={<IconAlertTriangle {...glyph} />}
            disabled={!enrolled}
            onClick={stolen.ask}
          >
            {t('console.stolen.label')}
          </Menu.Item>
          <Menu.Item className={kit['danger']} leftSection={<IconTrash {...glyph} />} onClick={remove}>
            {t('console.devices.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing ? <EditDeviceDialog device={device} onClose={() => setEditing(false)} /> : null}
      {servicePin.dialog}
      {stolen.dialog}
      {dialog}
    </>
  );
}

function useGraveActions(device: Device) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const { ask, dialog } = useConfirm();
  const params = { id: device.id };
  const changed = async (): Promise<void> => {
    for (const queryKey of [keys.device(device.id), keys.devices]) await queries.invalidateQueries({ queryKey });
  };
  const setActive = async (active: boolean): Promise<void> => {
    await api.call(patchDevice, { params, body: { active } });
    await changed();
  };
  return {
    dialog,
    activate: (): void =>
      device.active
        ? ask({
            title: t('console.devices.deactivateTitle', { name: device.name }),
            text: t('console.devices.deactivateText'),
            act: t('console.devices.deactivate'),
            run: () => setActive(false),
          })
        : void setActive(true).catch(toasts.failed),
    revoke: (): void =>
      ask({
        title: t('console.devices.revokeTitle', { name: device.name }),
        text: t('console.devices.revokeText'),
        act: t('console.devices.revokeAct'),
        run: async () => {
          await api.call(revokeDevice, { params });
          await changed();
        },
      }),
    remove: (): void =>
      ask({
        title: t('console.devices.deleteTitle', { name: device.name }),
        text: t('console.devices.deleteText'),
        act: t('console.common.delete'),
        run: async () => {
          await api.call(deleteDevice, { params });
          await navigate({ to: '/devices', search: {} });
          queries.removeQueries({ queryKey: keys.device(device.id) });
          await queries.invalidateQueries({ queryKey: keys.devices });
        },
      }),
  };
}
