import { Button, CopyButton as Copy } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';

export function CopyButton({ value }: { value: string }) {
  const { t } = useTexts();
  return (
    <Copy value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Button
          variant="light"
          size="sm"
          onClick={copy}
          leftSection={copied ? <IconCheck size={17} aria-hidden /> : <IconCopy size={17} aria-hidden />}
        >
          <span aria-live="polite">{t(copied ? 'console.common.copied' : 'console.common.copy')}</span>
        </Button>
      )}
    </Copy>
  );
}
