import { IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status } from '../../kit/status.tsx';

export function UserState({ enabled }: { enabled: boolean }) {
  const { t } = useTexts();
  return enabled ? (
    <Status tone="ok" icon={IconUserCheck} word={t('console.users.enabled')} />
  ) : (
    <Status tone="quiet" icon={IconUserOff} word={t('console.users.disabled')} />
  );
}
