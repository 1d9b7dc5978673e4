import { Button, Modal, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '../app/texts.tsx';
import { CopyButton } from './copy-button.tsx';
import kit from './kit.module.css';

/** A secret the server shows this once. It lives in this dialog alone and is gone with it. */
export function ShownOnce({
  title,
  text,
  secret,
  long = false,
  onClose,
}: {
  title: string;
  text: string;
  secret: string | null;
  /** Too long to be read aloud: drawn small. */
  long?: boolean;
  onClose: () => void;
}) {
  const { t } = useTexts();
  // Kept while the dialog fades, so that it does not flash empty.
  const [shown, setShown] = useState('');
  useEffect(() => {
    if (secret !== null) setShown(secret);
  }, [secret]);
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      onExitTransitionEnd={() => setShown('')}
      title={title}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <Stack>
        <p>{text}</p>
        <div className={kit['secret']} data-small={long}>
          <output data-testid="shown-once">{shown}</output>
          <CopyButton value={shown} />
        </div>
        <div className={kit['formActions']}>
          <Button onClick={onClose} data-autofocus>
            {t('console.common.done')}
          </Button>
        </div>
      </Stack>
    </Modal>
  );
}
