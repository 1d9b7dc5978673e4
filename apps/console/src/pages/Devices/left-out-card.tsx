import type { Device, OfflineUser } from '@holdover/api';
import { Alert } from '@mantine/core';
import { IconInfoCircle, IconUserOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { ExplainLink } from './explain-link.tsx';

/** B2: assigned to this device, and without a place; no silent cut. */
export function LeftOutCard({ device, count }: { device: Device; count: number }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const rows = useInfiniteQuery({ ...resources.leftOutUsers(device.id), enabled: count > 0 });
  const columns = useColumns(device);
  if (count === 0) return null;
  return (
    <Card flush title={t('console.device.leftOut')}>
      <div className={kit['cardBody']}>
        <Alert
          color="yellow"
          icon={<IconInfoCircle aria-hidden />}
          title={t('console.devices.leftOut', { count, number: format.number(count) })}
        >
          {t('explain.change.left-out')}
        </Alert>
      </div>
      <DataTable
        name="left-out-users"
        label={t('console.device.leftOut')}
        columns={columns}
        rows={rows}
        rowId={(user) => user.userId}
        empty={<Empty icon={IconUserOff} title={t('console.users.noneFound')} text={t('console.device.noneLeftOut')} />}
      />
    </Card>
  );
}

type LeftOut = Pick<OfflineUser, 'userId' | 'userName'> & { readonly validUntil: string | null };

function useColumns(device: Device): Column<LeftOut>[] {
  const { t, format } = useTexts();
  return useMemo(
    () => [
      {
        id: 'userName',
        title: t('console.users.userName'),
        cell: (user) => (
          <Link to="/users/$id" params={{ id: user.userId }} className={kit['link']} data-row-link>
            {user.userName}
          </Link>
        ),
      },
      {
        id: 'validUntil',
        title: t('console.device.stillUntil'),
        cell: ({ validUntil }) => (validUntil === null ? '–' : format.dateTime(validUntil)),
      },
      {
        id: 'explain',
        title: t('console.explanation.action'),
        titleHidden: true,
        cell: (user) => <ExplainLink device={device} user={user} />,
      },
    ],
    [t, format, device],
  );
}
