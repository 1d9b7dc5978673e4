import type { Profile } from '@holdover/api';
import { Badge, Button } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { PageHeader } from '../../kit/page-header.tsx';
import { Status } from '../../kit/status.tsx';
import { useMay } from '../../kit/use-may.ts';
import { wholeRows } from '../../kit/whole-rows.ts';
import { AddProfileDialog } from './add-profile-dialog.tsx';

/** What people log in with, and what they can do: one profile a kind of device. */
export function ProfilesPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const [adding, setAdding] = useState(false);
  const found = useQuery(resources.profiles());
  const columns = useColumns();
  const action = useMay()('settings:write') ? (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('console.profiles.add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title={t('console.profiles.title')} lead={t('console.profiles.lead')} actions={action} />
      <Card flush>
        <DataTable
          name="profiles"
          label={t('console.profiles.title')}
          columns={columns}
          rows={wholeRows(found)}
          rowId={({ id }) => id}
          empty={<Empty icon={IconAdjustmentsHorizontal} title={t('console.profiles.none')} text="" />}
        />
      </Card>
      {adding ? <AddProfileDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function useColumns(): Column<Profile>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('console.profiles.name'),
        cell: ({ id, name, default: isDefault }) => (
          <span className={kit['withIcon']}>
            <Link to="/profiles/$id" params={{ id }} className={kit['link']} data-row-link>
              {name}
            </Link>
            {isDefault ? (
              <Badge variant="light" color="gray">
                {t('console.profiles.default')}
              </Badge>
            ) : null}
          </span>
        ),
      },
      {
        id: 'methods',
        title: t('console.profiles.methodsShort'),
        cell: ({ loginMethods, offlineLoginPossible }) => (
          <>
            {methodNames(t, loginMethods).join(', ')}
            {offlineLoginPossible ? null : (
              <div>
                <Status tone="warn" icon={IconAlertTriangle} word={t('console.profiles.noOfflineShort')} />
              </div>
            )}
          </>
        ),
      },
      {
        id: 'maxSynced',
        title: t('console.profiles.maxSynced'),
        numeric: true,
        optional: true,
        cell: ({ maxSyncedUsers }) => format.number(maxSyncedUsers),
      },
      {
        id: 'devices',
        title: t('console.devices.title'),
        cell: ({ id }) => (
          <Link to="/devices" search={{ profileId: id }} className={kit['link']}>
            {t('console.profiles.showDevices')}
          </Link>
        ),
      },
      {
        id: 'targets',
        title: t('console.profiles.targets'),
        optional: true,
        cell: ({ scanTargets }) => (scanTargets.length === 0 ? '–' : scanTargets.map(({ name }) => name).join(', ')),
      },
    ],
    [t, format],
  );
}
