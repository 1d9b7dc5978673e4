import type { Device, OfflineUser } from '@holdover/api';
import { IconPlugOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable, type Column } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { useNow } from '../../kit/times.tsx';
import { ExplainLink } from './explain-link.tsx';
import { LeftOutCard } from './left-out-card.tsx';

/** Who could log in at this device now if the link broke, and who is left out, by name (B2, H1). */
export function OfflineTab({ device }: { device: Device }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const now = useNow();
  const rows = useInfiniteQuery(resources.offlineUsers(device.id));
  const columns = useColumns(device);
  const first = rows.data?.pages[0];
  const reason = first?.reason ?? null;
  const stated = first?.acknowledgedAt ?? null;
  return (
    <>
      <Card
        flush
        title={t('console.devices.offlineUsers')}
        actions={
          stated === null ? undefined : (
            <span className={kit['hint']}>
              {t('console.devices.acknowledged', { when: format.relative(stated, now) })}
            </span>
          )
        }
      >
        <DataTable
          name="offline-users"
          label={t('console.devices.offlineUsers')}
          columns={columns}
          rows={rows}
          rowId={(user) => user.userId}
          empty={
            <Empty
              icon={IconPlugOff}
              title={t('console.devices.nobody')}
              text={
                reason === null
                  ? t('console.devices.nobodyText')
                  : `${t(`explain.reason.${reason}`)} ${t(`explain.change.${reason}`)}`
              }
            />
          }
        />
      </Card>
      <LeftOutCard device={device} count={first?.leftOut.count ?? 0} />
    </>
  );
}

function useColumns(device: Device): Column<OfflineUser>[] {
  const { t, format } = useTexts();
  const now = useNow();
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
      { id: 'fullName', title: t('console.users.fullName'), optional: true, cell: (user) => user.fullName },
      { id: 'methods', title: t('console.devices.methods'), cell: (user) => format.list(methodNames(t, user.methods)) },
      {
        id: 'source',
        title: t('console.devices.sourceTitle'),
        optional: true,
        cell: (user) => t(`console.devices.source.${user.source}`),
      },
      {
        id: 'validUntil',
        title: t('console.devices.validUntilTitle'),
        cell: (user) => (
          <time dateTime={user.validUntil} className="tabular">
            {format.dateTime(user.validUntil)}{' '}
            <span className={kit['hint']}>({format.relative(user.validUntil, now)})</span>
          </time>
        ),
      },
      {
        id: 'explain',
        title: t('console.explanation.action'),
        titleHidden: true,
        cell: ({ userId, userName }) => <ExplainLink device={device} user={{ userId, userName }} />,
      },
    ],
    [t, format, now, device],
  );
}
