import { useTexts } from '../../app/texts.tsx';
import { CopyIcon } from '../../kit/copy-icon.tsx';
import classes from './devices.module.css';

/** What is typed somewhere else, to be copied. */
export function CommandLine({ text }: { text: string }) {
  const { t } = useTexts();
  return (
    <div className={classes['command']}>
      <code>{text}</code>
      <CopyIcon value={text} label={t('console.enrolment.copyCommand', { command: text })} />
    </div>
  );
}
