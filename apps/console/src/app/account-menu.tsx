import type { Principal } from '@holdover/api';
import { Button, type ButtonProps } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentPropsWithRef } from 'react';
import classes from './shell.module.css';
import { useTexts } from './texts.tsx';

const load = () => import('./account-menu-items.tsx');
const AccountMenuItems = lazy(async () => ({ default: (await load()).AccountMenuItems }));

/** A button alone until it is needed: menus are heavy, and the first page is not. */
export function AccountMenu({ me }: { me: Principal }) {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <AccountButton
      me={me}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    />
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <AccountMenuItems me={me} />
    </Suspense>
  );
}

type AccountButtonProps = { readonly me: Principal } & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

export function AccountButton({ me, ...button }: AccountButtonProps) {
  const { t } = useTexts();
  return (
    <Button
      {...button}
      variant="subtle"
      color="gray"
      size="compact-md"
      leftSection={<IconUserCircle size={20} stroke={1.7} aria-hidden />}
      aria-label={t('console.shell.signedInAs', { name: me.userName })}
    >
      <span className={classes['wideOnly']}>{me.userName}</span>
    </Button>
  );
}
