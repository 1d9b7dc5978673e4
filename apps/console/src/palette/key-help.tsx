import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { commandKey } from '../app/command-key.ts';
import { useTexts, type TextKey } from '../app/texts.tsx';
import classes from './palette.module.css';

const KEYS: readonly { readonly keys: readonly string[]; readonly what: TextKey }[] = [
  { keys: [`${commandKey()} K`], what: 'console.keys.palette' },
  { keys: ['/'], what: 'console.keys.search' },
  { keys: ['↑', '↓'], what: 'console.keys.rows' },
  { keys: ['Home', 'End'], what: 'console.keys.ends' },
  { keys: ['Enter'], what: 'console.keys.open' },
  { keys: ['Esc'], what: 'console.keys.close' },
  { keys: [`${commandKey()} Z`], what: 'console.undo.within' },
  { keys: ['?', 'F1'], what: 'console.keys.help' },
];

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={t('console.keys.title')}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <dl className={classes['keys']}>
        {KEYS.map(({ keys, what }) => (
          <div key={what} style={{ display: 'contents' }}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
