import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import { Hint } from './hint.tsx';

/** Copies what stands beside it, where a button with words has no room. */
export function CopyIcon({ value, label }: { value: string; label: string }) {
  const { t } = useTexts();
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <>
          <Hint label={t(copied ? 'console.common.copied' : 'console.common.copy')}>
            <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} onClick={copy}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Hint>
          <span className="sr-only" role="status">
            {copied ? t('console.common.copied') : ''}
          </span>
        </>
      )}
    </CopyButton>
  );
}
