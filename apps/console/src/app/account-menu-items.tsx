import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import type { Principal } from '@holdover/api';
import { Menu } from '@mantine/core';
import { IconLogout, IconUserCog } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { AccountButton } from './account-menu.tsx';
import { useTexts } from './texts.tsx';
import { useSignOut } from './use-sign-out.ts';

/** Comes when its button was pressed, and opens at once. */
export function AccountMenuItems({ me }: { me: Principal }) {
  const { t } = useTexts();
  const leave = useSignOut();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    button.current?.focus(); // It took the place of the one that was pressed; closing leads back here.
    setOpened(true);
  }, []);
  return (
    <Menu position="bottom-end" width={240} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <AccountButton ref={button} me={me} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('console.shell.signedInAs', { name: me.userName })}</Menu.Label>
        <Menu.Item
          leftSection={<IconUserCog size={17} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          {t('console.account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} aria-hidden />} onClick={leave}>
          {t('console.shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
