import { Alert } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTexts } from '../app/texts.tsx';
import kit from './kit.module.css';

/** On top of a form: somebody else has saved what this reader is changing. */
export function Overtaken({ shown }: { shown: boolean }) {
  const { t } = useTexts();
  return (
    <div role="status" className={kit['live']}>
      {shown ? (
        <Alert mb="md" color="yellow" icon={<IconUsers aria-hidden />} title={t('console.overtaken.title')}>
          {t('console.overtaken.text')}
        </Alert>
      ) : null}
    </div>
  );
}
