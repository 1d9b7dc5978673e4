import type { Device } from '@holdover/api';
import { Button, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleOff,
  IconDots,
  IconKey,
  IconLockOpen,
  IconPencil,
  IconPlayerPlay,
  IconRestore,
  IconShieldOff,
  IconTool,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

type Act = 'edit' | 'enrol' | 'unlock' | 'servicePin' | 'reset' | 'activate' | 'revoke' | 'reportStolen' | 'remove';

interface DeviceMenuProps {
  readonly device: Device;
  readonly acts: Readonly<Record<Act, () => void>>;
}

/** What is done more seldom: with the terminal only where there is one, and a reset only where there is a cache (A3, A5). */
export function DeviceMenu({ device, acts }: DeviceMenuProps) {
  const { t } = useTexts();
  const { terminal, active, offlineLogin } = device;
  const unlocks = terminal?.pinUnlocksLeft ?? 0;
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconDots size={18} aria-hidden />}>
          {t('console.devices.actions')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Item icon={IconPencil} word={t('console.devices.edit')} onClick={acts.edit} />
        <Item icon={IconKey} word={t('console.devices.makeCode')} onClick={acts.enrol} />
        {terminal === null ? null : (
          <>
            <Item
              icon={IconLockOpen}
              word={t(unlocks === 0 ? 'console.device.unlock.none' : 'console.devices.unlockPin')}
              disabled={unlocks === 0}
              onClick={acts.unlock}
            />
            <Item icon={IconTool} word={t('console.servicePin.label')} onClick={acts.servicePin} />
            {offlineLogin ? <Item icon={IconRestore} word={t('console.devices.reset')} onClick={acts.reset} /> : null}
          </>
        )}
        <Menu.Divider />
        <Item
          icon={active ? IconCircleOff : IconPlayerPlay}
          word={t(active ? 'console.devices.deactivate' : 'console.devices.activate')}
          onClick={acts.activate}
        />
        {terminal === null ? null : (
          <>
            <Item grave icon={IconShieldOff} word={t('console.devices.revoke')} onClick={acts.revoke} />
            <Item grave icon={IconAlertTriangle} word={t('console.stolen.label')} onClick={acts.reportStolen} />
          </>
        )}
        <Item grave icon={IconTrash} word={t('console.devices.delete')} onClick={acts.remove} />
      </Menu.Dropdown>
    </Menu>
  );
}

interface ItemProps {
  readonly icon: Icon;
  readonly word: string;
  readonly grave?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Item({ icon: Glyph, word, grave = false, disabled = false, onClick }: ItemProps) {
  return (
    <Menu.Item
      className={grave ? kit['danger'] : undefined}
      leftSection={<Glyph size={17} aria-hidden />}
      disabled={disabled}
      onClick={onClick}
    >
      {word}
    </Menu.Item>
  );
}
