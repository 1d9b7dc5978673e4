import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileImport, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { useWantedDialog } from '../../app/wanted-dialog.tsx';
import { FilteredTable } from '../../kit/filtered-table.tsx';
import kit from '../../kit/kit.module.css';
import { PageHeader } from '../../kit/page-header.tsx';
import { AddUserDialog } from './add-user-dialog.tsx';
import { useMay } from '../../kit/use-may.ts';
import { PinRenewal } from './pin-renewal.tsx';
import { useUserActions } from './use-user-actions.tsx';
import { useUserColumns } from './user-columns.tsx';
import { UserFilters } from './user-filters.tsx';

const route = getRouteApi('/shell/users');

export function UsersPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, add] = useDisclosure(false);
  const may = useMay();
  useWantedDialog('add-user', add.open);
  const rows = useInfiniteQuery(resources.users(filter));
  const { dialog, ...acts } = useUserActions(() => Promise.resolve());
  const columns = useUserColumns(acts, may('users:write'));
  const { sort: _, ...narrowing } = filter;
  const filtered = Object.values(narrowing).some((value) => value !== undefined);
  const change = (part: Partial<typeof filter>): void =>
    void navigate({ search: { ...filter, ...part }, replace: true });
  const actions = may('users:write') ? (
    <>
      <Button
        variant="default"
        leftSection={<IconFileImport size={18} stroke={1.7} aria-hidden />}
        renderRoot={(props) => <Link to="/imports/new" {...props} />}
      >
        {t('console.users.import')}
      </Button>
      <Button leftSection={<IconUserPlus size={18} stroke={1.8} aria-hidden />} onClick={add.open}>
        {t('console.users.add')}
      </Button>
    </>
  ) : null;

  return (
    <>
      <PageHeader title={t('console.users.title')} lead={t('console.users.lead')} actions={actions} />
      <PinRenewal />
      <FilteredTable
        name="users"
        icon={IconUsers}
        columns={columns}
        rows={rows}
        rowId={(user) => user.id}
        sort={filter.sort ?? 'userName'}
        onSort={(sort) => change({ sort })}
        toolbar={<UserFilters filter={filter} change={change} />}
        filtered={filtered}
        first={<div className={kit['actions']}>{actions}</div>}
        onClear={() => void navigate({ search: {} })}
      />
      <AddUserDialog opened={adding} onClose={add.close} />
      {dialog}
    </>
  );
}
