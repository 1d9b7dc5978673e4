import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { commandKey } from '../app/command-key.ts';
import { useTexts, type TextKey } from '../app/texts.tsx';
import classes from './palette.module.css';

interface Key {
  readonly keys: readonly string[];
  readonly what: TextKey;
}

function useKeys(): readonly Key[] {
  const { t } = useTexts();
  const command = commandKey(t('console.keys.control'));
  return [
    { keys: [`${command} K`], what: 'console.keys.palette' },
    { keys: ['/'], what: 'console.keys.search' },
    { keys: ['↑', '↓'], what: 'console.keys.rows' },
    { keys: [t('console.keys.home'), t('console.keys.end')], what: 'console.keys.ends' },
    { keys: [t('console.keys.enter')], what: 'console.keys.open' },
    { keys: ['Esc'], what: 'console.keys.close' },
    { keys: [`${command} Z`], what: 'console.keys.undo' },
    { keys: ['?', 'F1'], what: 'console.keys.help' },
  ];
}

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
        {useKeys().map(({ keys, what }) => (
          <div key={what}>
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
