import { Button } from '@mantine/core';
import { IconCheck, IconTerminal2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../app/texts.tsx';
import { curlCommand, hasSecrets, type CopiedRequest } from './curl-command.ts';
import { Hint } from './hint.tsx';
import kit from './kit.module.css';
import { useToasts } from './toasts.tsx';

/** How long it says that it was done, in milliseconds. */
const SAID_FOR = 3_000;

/** Null: what is filled in is no request yet. */
export type RequestToCopy = () => CopiedRequest | null;

/** Beside every save: what it sends, for a terminal. */
export function CopyCurl({ request }: { request: RequestToCopy }) {
  const { t } = useTexts();
  const toasts = useToasts();
  const [done, setDone] = useState<'plain' | 'secrets' | null>(null);
  useEffect(() => {
    if (done === null) return undefined;
    const timer = setTimeout(() => setDone(null), SAID_FOR);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async (): Promise<void> => {
    const asked = request();
    if (asked === null) return toasts.told(t('console.curl.incomplete'));
    try {
      await navigator.clipboard.writeText(curlCommand(location.origin, asked));
      setDone(hasSecrets(asked) ? 'secrets' : 'plain');
    } catch {
      toasts.told(t('console.curl.failed'));
    }
  };
  const said = done === null ? '' : t(done === 'secrets' ? 'console.curl.copiedWithout' : 'console.curl.copied');
  return (
    <div className={kit['copyCurl']}>
      <Hint label={t('console.curl.hint')}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={
            done === null ? <IconTerminal2 size={17} stroke={1.7} aria-hidden /> : <IconCheck size={17} aria-hidden />
          }
          onClick={() => void copy()}
        >
          {done === null ? t('console.curl.copy') : said}
        </Button>
      </Hint>
      <span className="sr-only" role="status">
        {said}
      </span>
    </div>
  );
}
