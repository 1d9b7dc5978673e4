import type { Device } from '@holdover/api';
import { IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { DataTable } from '../../kit/data-table.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { useJobColumns } from '../Jobs/job-columns.tsx';

const NO_QUEUES: readonly never[] = [];

/** Jobs that wait at this device or are printed there now. */
export function JobsTab({ device }: { device: Device }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const rows = useInfiniteQuery(resources.jobs({ deviceId: device.id }));
  const queues = useQuery(resources.allQueues());
  const columns = useJobColumns(queues.data?.items ?? NO_QUEUES);
  return (
    <Card
      flush
      title={t('console.device.jobsHeld')}
      actions={
        <Link to="/jobs" search={{ deviceId: device.id, over: 'any' }} className={kit['link']}>
          {t('console.device.allJobs')}
        </Link>
      }
    >
      <DataTable
        name="device-jobs"
        label={t('console.device.jobsHeld')}
        columns={columns}
        rows={rows}
        rowId={(job) => job.id}
        empty={<Empty icon={IconStack2} title={t('console.device.noJobs')} text={t('console.device.noJobsText')} />}
      />
    </Card>
  );
}
