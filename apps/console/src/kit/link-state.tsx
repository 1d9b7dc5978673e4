import type { Device } from '@holdover/api';
import { IconCircleOff, IconLock, IconPlugConnected, IconPlugConnectedX, IconQuestionMark } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import { Status } from './status.tsx';

/** The link between a device's terminal and the server, as the server sees it. */
export function LinkState({ device }: { device: Pick<Device, 'active' | 'terminal'> }) {
  const { t } = useTexts();
  if (!device.active) return <Status tone="quiet" icon={IconCircleOff} word={t('console.devices.inactive')} />;
  // F3: whatever its link, it gets nothing.
  if ((device.terminal?.suspendedAt ?? null) !== null)
    return <Status tone="bad" icon={IconLock} word={t('console.rollout.state.suspended')} />;
  const link = device.terminal?.link ?? 'none';
  switch (link) {
    case 'online':
      return <Status tone="ok" icon={IconPlugConnected} word={t('console.devices.link.online')} />;
    case 'degraded':
      return <Status tone="warn" icon={IconPlugConnected} word={t('console.devices.link.degraded')} />;
    case 'away':
      return <Status tone="warn" icon={IconPlugConnectedX} word={t('console.devices.link.away')} />;
    case 'none':
      return <Status tone="quiet" icon={IconQuestionMark} word={t('console.devices.link.none')} />;
  }
}
