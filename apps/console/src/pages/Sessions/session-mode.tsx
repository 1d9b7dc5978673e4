import type { UserSession } from '@holdover/api';
import { IconPlugConnected, IconPlugOff } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status } from '../../kit/status.tsx';

/** Whether the device reached the server. */
export function SessionMode({ mode }: Pick<UserSession, 'mode'>) {
  const { t } = useTexts();
  return mode === 'offline' ? (
    <Status tone="warn" icon={IconPlugOff} word={t('fixed.offlineMode')} />
  ) : (
    <Status tone="ok" icon={IconPlugConnected} word={t('console.sessions.online')} />
  );
}
