import type { ListedAdministrator } from '@holdover/api';
import { Button } from '@mantine/core';
import { IconUserPlus, IconUserShield } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { useMay } from '../../kit/use-may.ts';
import { AddAdministratorDialog } from './add-administrator-dialog.tsx';
import { useAdministratorColumns } from './administrator-columns.tsx';
import { EditAdministratorDialog } from './edit-administrator-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RoleList } from './role-list.tsx';
import { useAdministratorActions } from './use-administrator-actions.tsx';

/** What is asked about one of them. */
type Asked = { readonly what: 'edit' | 'password'; readonly of: ListedAdministrator };

/** Who may use the console, as what. */
export function AdministratorsPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = useInfiniteQuery(resources.administrators());
  const { dialog, ...acts } = useAdministratorActions();
  const columns = useAdministratorColumns({
    ...acts,
    edit: (of) => setAsked({ what: 'edit', of }),
    setPassword: (of) => setAsked({ what: 'password', of }),
  });
  const close = (): void => setAsked(null);
  return (
    <>
      <PageHeader
        title={t('console.administrators.title')}
        lead={t('console.administrators.lead')}
        actions={
          may('administrators:write') ? (
            <Button leftSection={<IconUserPlus size={18} stroke={1.8} aria-hidden />} onClick={() => setAdding(true)}>
              {t('console.administrators.add')}
            </Button>
          ) : null
        }
      />
      <Card flush>
        <DataTable
          name="administrators"
          label={t('console.administrators.title')}
          columns={columns}
          rows={rows}
          rowId={({ id }) => id}
          empty={
            <Empty
              icon={IconUserShield}
              title={t('console.administrators.title')}
              text={t('console.administrators.lead')}
            />
          }
        />
      </Card>
      <RoleList />
      {adding ? <AddAdministratorDialog onClose={() => setAdding(false)} /> : null}
      {asked?.what === 'edit' ? <EditAdministratorDialog administrator={asked.of} onClose={close} /> : null}
      {asked?.what === 'password' ? <PasswordDialog administrator={asked.of} onClose={close} /> : null}
      {dialog}
    </>
  );
}
