import type { User } from '@holdover/api';
import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { optionalId, optionalOneOf } from '../../app/search-params.ts';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { SearchField } from '../../kit/search-field.tsx';
import { RelativeTime } from '../../kit/times.tsx';
import { AddUserDialog } from './add-user-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { PinRenewal } from './pin-renewal.tsx';
import { UserState } from './user-state.tsx';

const route = getRouteApi('/shell/users');

export function UsersPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, add] = useDisclosure(false);
  const [importing, importer] = useDisclosure(false);
  const rows = useInfiniteQuery(resources.users(filter));
  const columns = useColumns();
  const filtered = filter.q !== undefined || filter.group !== undefined || filter.enabled !== undefined;
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconFileImport size={18} stroke={1.7} aria-hidden />}
        onClick={importer.open}
      >
        {t('console.users.import')}
      </Button>
      <Button leftSection={<IconUserPlus size={18} stroke={1.8} aria-hidden />} onClick={add.open}>
        {t('console.users.add')}
      </Button>
    </>
  );

  return (
    <>
      <PageHeader title={t('console.users.title')} lead={t('console.users.lead')} actions={actions} />
      <PinRenewal />
      <Card flush>
        <DataTable
          name="users"
          label={t('console.users.title')}
          columns={columns}
          rows={rows}
          rowId={(user) => user.id}
          sort={filter.sort ?? 'userName'}
          onSort={(sort) => change({ sort })}
          toolbar={<Filters filter={filter} change={change} />}
          empty={
            filtered ? (
              <Empty icon={IconUsers} title={t('console.users.noneFound')} text={t('console.users.noneFoundText')}>
                <Button variant="light" onClick={() => void navigate({ search: {} })}>
                  {t('console.common.clearFilters')}
                </Button>
              </Empty>
            ) : (
              <Empty icon={IconUsers} title={t('console.users.none')} text={t('console.users.noneText')}>
                <div className={kit['actions']}>{actions}</div>
              </Empty>
            )
          }
        />
      </Card>
      <AddUserDialog opened={adding} onClose={add.close} />
      <ImportDialog opened={importing} onClose={importer.close} />
    </>
  );
}

type Filter = ReturnType<typeof route.useSearch>;

function Filters({ filter, change }: { filter: Filter; change: (part: Partial<Filter>) => void }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
  return (
    <>
      <SearchField
        label={t('console.users.search')}
        value={filter.q ?? ''}
        onChange={(q) => change({ q: q === '' ? undefined : q })}
      />
      <Select
        aria-label={t('console.users.group')}
        placeholder={t('console.users.anyGroup')}
        searchable
        clearable
        data={(groups.data?.items ?? []).map((group) => ({ value: group.id, label: groupName(t, group) }))}
        value={filter.group ?? null}
        onChange={(group) => change({ group: optionalId('group', group) })}
      />
      <Select
        aria-label={t('console.users.state')}
        placeholder={t('console.users.anyState')}
        clearable
        data={[
          { value: 'true', label: t('console.users.enabled') },
          { value: 'false', label: t('console.users.disabled') },
        ]}
        value={filter.enabled ?? null}
        onChange={(enabled) => change({ enabled: optionalOneOf(['true', 'false'], enabled) })}
      />
    </>
  );
}

function useColumns(): Column<User>[] {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.groups());
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
      {
        id: 'createdAt',
        title: t('console.common.created'),
        sort: 'createdAt',
        optional: 'hidden',
        cell: (user) => <RelativeTime at={user.createdAt} />,
      },
    ];
  }, [t, format, groups.data]);
}

/** Broken before the @ where it must be, never within a name. */
function Email({ address }: { address: string | null }) {
  const [name = '–', host] = (address ?? '–').split('@');
  return host === undefined ? (
    name
  ) : (
    <>
      {name}
      <wbr />@{host}
    </>
  );
}
