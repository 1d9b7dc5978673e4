import type { User } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import { Menu } from '@mantine/core';
import { IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import kit from '../../kit/kit.module.css';
import { RowMenu } from '../../kit/row-menu.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { Email } from './email.tsx';
import type { useUserActions } from './use-user-actions.tsx';
import { UserState } from './user-state.tsx';

type RowActions = Omit<ReturnType<typeof useUserActions>, 'dialog'>;

export function useUserColumns(actions: RowActions, mayWrite: boolean): Column<User>[] {
  // Thousands of rows are not drawn again because a dialog opens: what they do is looked up when it is done.
  const latest = useRef(actions);
  latest.current = actions;
  const { t, format } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
  const sources = useQuery(resources.userSources());
  return useMemo(() => {
    // Everybody is in the built-in ones, so they tell nothing of anybody.
    const names = new Map(groups.data?.items.filter(({ builtIn }) => !builtIn).map((group) => [group.id, group.name]));
    return [
      {
        id: 'userName',
        title: t('console.users.userName'),
        sort: 'userName',
        cell: (user) => (
          <Link to="/users/$id" params={{ id: user.id }} className={kit['link']} data-row-link>
            {user.userName}
          </Link>
        ),
      },
      {
        id: 'fullName',
        title: t('console.users.fullName'),
        sort: 'fullName',
        optional: true,
        cell: (user) => user.fullName,
      },
      {
        id: 'email',
        title: t('console.users.email'),
        optional: true,
        cell: (user) => <Email address={user.email} />,
      },
      {
        id: 'groups',
        title: t('console.users.groups'),
        optional: true,
        cell: (user) => user.groups.flatMap((id) => names.get(id) ?? []).join(', ') || '–',
      },
      {
        id: 'pins',
        title: t('console.users.pins'),
        numeric: true,
        optional: true,
        cell: (user) => format.number(user.pins),
      },
      {
        id: 'cards',
        title: t('console.users.cards'),
        numeric: true,
        optional: true,
        cell: (user) => format.number(user.cards),
      },
      {
        id: 'state',
        title: t('console.users.state'),
        optional: true,
        cell: (user) => <UserState enabled={user.enabled} />,
      },
      ...(sources.data === undefined || sources.data.items.length === 0
        ? []
        : [
            {
              id: 'source',
              title: t('console.person.source'),
              optional: 'hidden' as const,
              cell: ({ sourceId }: User) =>
                sources.data.items.find(({ id }) => id === sourceId)?.name ?? t('console.person.thisServer'),
            },
          ]),
      {
        id: 'createdAt',
        title: t('console.common.created'),
        sort: 'createdAt',
        optional: 'hidden',
        cell: (user) => <RelativeTime at={user.createdAt} />,
      },
      ...(mayWrite ? [actionColumn(t, latest)] : []),
    ];
  }, [t, format, groups.data, sources.data, mayWrite]);
}

function actionColumn(t: Translator<TextKey>, acts: { readonly current: RowActions }): Column<User> {
  return {
    id: 'actions',
    title: t('console.common.more'),
    titleHidden: true,
    cell: (user) => {
      const Glyph = user.enabled ? IconUserOff : IconUserCheck;
      return (
        <RowMenu label={t('console.person.rowActions', { name: user.userName })}>
          <Menu.Item leftSection={<Glyph size={17} aria-hidden />} onClick={() => acts.current.toggle(user)}>
            {t(user.enabled ? 'console.users.disable' : 'console.users.enable')}
          </Menu.Item>
          <Menu.Item
            className={kit['danger']}
            leftSection={<IconTrash size={17} aria-hidden />}
            onClick={() => acts.current.remove(user)}
          >
            {t('console.users.delete')}
          </Menu.Item>
        </RowMenu>
      );
    },
  };
}
