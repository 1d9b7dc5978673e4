import type { ListedAdministrator } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import { Badge, Menu } from '@mantine/core';
import { IconKey, IconLock, IconPencil, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import kit from '../../kit/kit.module.css';
import { RowMenu } from '../../kit/row-menu.tsx';
import { Status } from '../../kit/status.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { UserState } from '../Users/user-state.tsx';

type Act = (of: ListedAdministrator) => void;
type Acts = Readonly<Record<'edit' | 'setPassword' | 'toggle' | 'remove', Act>>;

export function useAdministratorColumns(acts: Acts): Column<ListedAdministrator>[] {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const me = useQuery(resources.me());
  const mayWrite = useMay()('administrators:write');
  return [
    {
      id: 'userName',
      title: t('console.administrators.userName'),
      cell: ({ id, userName }) => (
        <span className={kit['withIcon']}>
          <strong>{userName}</strong>
          {id === me.data?.id ? (
            <Badge variant="light" color="gray">
              {t('console.administrators.you')}
            </Badge>
          ) : null}
        </span>
      ),
    },
    {
      id: 'role',
      title: t('console.administrators.role'),
      cell: ({ role }) => t(`console.administrators.roleName.${role}`),
    },
    { id: 'state', title: t('console.users.state'), cell: (one) => <State of={one} /> },
    {
      id: 'lastSignIn',
      title: t('console.administrators.lastSignIn'),
      optional: true,
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? t('console.administrators.never') : <RelativeTime at={lastSignInAt} />,
    },
    {
      id: 'sessions',
      title: t('console.administrators.sessions'),
      numeric: true,
      optional: true,
      cell: ({ id, sessions }) => (
        <Link to="/console-sessions" search={{ administrator: id }} className={kit['link']}>
          {format.number(sessions)}
        </Link>
      ),
    },
    ...(mayWrite ? [actionColumn(t, acts)] : []),
  ];
}

function State({ of: { enabled, lockedUntil } }: { of: ListedAdministrator }) {
  const { t, format } = useTexts();
  if (!enabled || lockedUntil === null) return <UserState enabled={enabled} />;
  return (
    <>
      <Status
        tone="warn"
        icon={IconLock}
        word={t('console.administrators.locked', { date: format.dateTime(lockedUntil) })}
      />
      <div className={kit['hint']}>{t('console.administrators.lockedHint')}</div>
    </>
  );
}

function actionColumn(t: Translator<TextKey>, acts: Acts): Column<ListedAdministrator> {
  const glyph = { size: 17, 'aria-hidden': true };
  return {
    id: 'actions',
    title: t('console.common.more'),
    titleHidden: true,
    cell: (one) => (
      <RowMenu label={t('console.administrators.rowActions', { name: one.userName })} walked>
        <Menu.Item leftSection={<IconPencil {...glyph} />} onClick={() => acts.edit(one)}>
          {t('console.administrators.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey {...glyph} />} onClick={() => acts.setPassword(one)}>
          {t('console.administrators.setPassword')}
        </Menu.Item>
        <Menu.Item
          leftSection={one.enabled ? <IconUserOff {...glyph} /> : <IconUserCheck {...glyph} />}
          onClick={() => acts.toggle(one)}
        >
          {t(one.enabled ? 'console.administrators.disable' : 'console.administrators.enable')}
        </Menu.Item>
        <Menu.Item className={kit['danger']} leftSection={<IconTrash {...glyph} />} onClick={() => acts.remove(one)}>
          {t('console.administrators.remove')}
        </Menu.Item>
      </RowMenu>
    ),
  };
}
