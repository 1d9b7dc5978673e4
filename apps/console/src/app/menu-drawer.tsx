import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Drawer } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Navigation } from './navigation.tsx';
import { useTexts } from './texts.tsx';

interface MenuDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The navigation where the window is too narrow for its rail. */
export function MenuDrawer({ opened, onClose }: MenuDrawerProps) {
  const { t } = useTexts();
  // One step behind: the drawer remembers where focus was when it sees itself opening.
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(opened), [opened]);
  return (
    <Drawer
      opened={shown}
      onClose={onClose}
      title="Holdover"
      size={300}
      padding={0}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <Navigation />
    </Drawer>
  );
}
