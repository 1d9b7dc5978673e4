import { IconPlugConnectedX } from '@tabler/icons-react';
import type { LiveState } from '../client/live-events.ts';
import { Status } from '../kit/status.tsx';
import { useTexts } from './texts.tsx';

/** Silent while all is well; says when what the pages show may be old. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const { t } = useTexts();
  return (
    <div role="status">
      {state === 'interrupted' ? (
        <Status tone="warn" icon={IconPlugConnectedX} word={t('console.shell.interrupted')} />
      ) : null}
    </div>
  );
}
