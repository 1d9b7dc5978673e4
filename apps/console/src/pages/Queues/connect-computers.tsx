import type { Queue } from '@holdover/api';
import { useTexts } from '../../app/texts.tsx';
import { CopyButton } from '../../kit/copy-button.tsx';
import { formatNames } from '../../kit/format-names.ts';
import kit from '../../kit/kit.module.css';
import { clientLines } from './client-lines.ts';
import classes from './queues.module.css';

/** How each system prints to this queue, without any driver. */
export function ConnectComputers({ queue }: { queue: Queue }) {
  const { t, format } = useTexts();
  const lines = clientLines(queue.uri, queue.path);
  const signIn = queue.ownerFrom === 'authenticated';
  return (
    <section className={classes['connect']} aria-label={t('console.queues.connectAt', { name: queue.name })}>
      <p>
        {t('console.queues.connectLead')}{' '}
        {t(signIn ? 'console.queues.connectSignIn' : 'console.queues.connectUserName')}
      </p>
      <dl>
        <dt>CUPS</dt>
        <dd>
          <p>{t('console.queues.connectCups')}</p>
          <Line text={lines.cups} />
        </dd>
        <dt>Windows</dt>
        <dd>
          <p>{t('console.queues.connectWindows')}</p>
          <Line text={lines.windows} />
        </dd>
        <dt>macOS</dt>
        <dd>
          <p>{t('console.queues.connectMac')}</p>
        </dd>
        <dt>{t('console.queues.formats')}</dt>
        <dd>{queue.formats.length === 0 ? t('console.queues.noFormats') : format.list(formatNames(queue.formats))}</dd>
      </dl>
    </section>
  );
}

function Line({ text }: { text: string }) {
  return (
    <div className={classes['line']}>
      <code className={kit['grow']}>{text}</code>
      <CopyButton value={text} />
    </div>
  );
}
