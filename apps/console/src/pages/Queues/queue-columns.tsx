import type { Queue } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { CopyIcon } from '../../kit/copy-icon.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { formatNames } from '../../kit/format-names.ts';
import { groupName } from '../../kit/group-names.ts';
import kit from '../../kit/kit.module.css';
import { Opener } from '../../kit/opener.tsx';
import { useMay } from '../../kit/use-may.ts';
import { Status } from '../../kit/status.tsx';
import { Uri } from '../../kit/uri.tsx';
import { QueueActions } from './queue-actions.tsx';
import classes from './queues.module.css';

interface QueueColumns {
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onEdit: (queue: Queue) => void;
}

export function useQueueColumns({ opened, onToggle, onEdit }: QueueColumns): Column<Queue>[] {
  const { t, format } = useTexts();
  const may = useMay();
  const [mayWrite, mayReadJobs] = [may('devices:write'), may('accounting:read')];
  return useMemo(
    () => [
      {
        id: 'name',
        title: t('console.queues.name'),
        sort: 'name',
        cell: (queue) => (
          <div className={classes['name']}>
            <Opener
              open={opened.has(queue.id)}
              label={t('console.queues.showConnect', { name: queue.name })}
              onToggle={() => onToggle(queue.id)}
            >
              <span className="break">{queue.name}</span>
            </Opener>
            <div className={classes['address']}>
              <Uri uri={queue.uri} />
              <CopyIcon value={queue.uri} label={t('console.queues.copyAddress', { name: queue.name })} />
            </div>
          </div>
        ),
      },
      {
        id: 'kind',
        title: t('console.queues.kindTitle'),
        cell: (queue) => (
          <>
            <div className="nowrap">{t(`console.queues.kind.${queue.kind}`)}</div>
            <div className={kit['hint']}>
              <Where queue={queue} />
            </div>
          </>
        ),
      },
      {
        id: 'owner',
        title: t('console.queues.ownerTitle'),
        optional: true,
        cell: (queue) =>
          t(`console.queues.ownerFrom.${queue.ownerFrom === 'authenticated' ? 'authenticated' : 'userName'}`),
      },
      {
        id: 'formats',
        title: t('console.queues.formats'),
        optional: 'hidden',
        cell: (queue) =>
          queue.formats.length === 0 ? t('console.queues.noFormats') : formatNames(queue.formats).join(', '),
      },
      {
        id: 'location',
        title: t('console.queues.location'),
        optional: 'hidden',
        cell: (queue) => (queue.location === '' ? '–' : queue.location),
      },
      {
        id: 'waiting',
        title: t('console.queues.waiting'),
        numeric: true,
        cell: (queue) =>
          mayReadJobs ? (
            <Link to="/jobs" search={{ queueId: queue.id }} className={kit['link']}>
              {format.number(queue.waitingJobs)}
            </Link>
          ) : (
            format.number(queue.waitingJobs)
          ),
      },
      {
        id: 'state',
        title: t('console.queues.state'),
        cell: (queue) =>
          queue.acceptingJobs ? (
            <Status tone="ok" icon={IconCircleCheck} word={t('console.queues.open')} />
          ) : (
            <Status tone="warn" icon={IconCircleOff} word={t('console.queues.closed')} />
          ),
      },
      ...(mayWrite
        ? [
            {
              id: 'actions',
              title: t('console.common.more'),
              titleHidden: true,
              cell: (queue: Queue) => <QueueActions queue={queue} onEdit={() => onEdit(queue)} />,
            },
          ]
        : []),
    ],
    [t, format, opened, onToggle, onEdit, mayWrite, mayReadJobs],
  );
}

/** Where its jobs come out: groups of a pull queue, the device of a direct one. */
function Where({ queue }: { queue: Queue }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const groups = useQuery(resources.deviceGroups());
  if (queue.kind === 'direct')
    return queue.deviceId === null ? t('console.queues.noDevice') : <DeviceName id={queue.deviceId} />;
  if (queue.deviceGroups.length === 0) return t('console.queues.everywhere');
  const names = new Map(groups.data?.items.map((group) => [group.id, groupName(t, group)]));
  return format.list(queue.deviceGroups.map((id) => names.get(id) ?? '…'));
}

function DeviceName({ id }: { id: DeviceId }) {
  const { resources } = useServices();
  const device = useQuery(resources.device(id));
  return (
    <Link to="/devices/$id" params={{ id }} className={kit['link']}>
      {device.data?.name ?? '…'}
    </Link>
  );
}
