import { signOut, type Principal } from '@holdover/api';
import { Button, Menu } from '@mantine/core';
import { IconLogout, IconUserCircle, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useServices } from './services.tsx';
import classes from './shell.module.css';
import { useTexts } from './texts.tsx';

export function AccountMenu({ me }: { me: Principal }) {
  const { t } = useTexts();
  const { api } = useServices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => api.call(signOut, {}),
    // Signed out here in any case: a server that cannot be asked does not keep the pages open.
    onSettled: async () => {
      await navigate({ to: '/sign-in', search: {} });
      queries.clear();
    },
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconUserCircle size={20} stroke={1.7} aria-hidden />}
          aria-label={t('console.shell.signedInAs', { name: me.userName })}
        >
          <span className={classes['wideOnly']}>{me.userName}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('console.shell.signedInAs', { name: me.userName })}</Menu.Label>
        <Menu.Item
          leftSection={<IconUserCog size={17} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          {t('console.account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} aria-hidden />} onClick={() => leave.mutate()}>
          {t('console.shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
