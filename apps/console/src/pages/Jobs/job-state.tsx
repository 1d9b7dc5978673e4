import type { Job, JobStateName } from '@holdover/api';
import { Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconClockX,
  IconDownload,
  IconHourglass,
  IconPrinter,
  type Icon,
} from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { Status, type Tone } from '../../kit/status.tsx';
import { totalPages } from './job-facts.ts';
import classes from './jobs.module.css';

const SHOWN: Readonly<Record<JobStateName, { readonly tone: Tone; readonly icon: Icon }>> = {
  incoming: { tone: 'quiet', icon: IconDownload },
  held: { tone: 'quiet', icon: IconClockPause },
  waiting: { tone: 'warn', icon: IconHourglass },
  printing: { tone: 'ok', icon: IconPrinter },
  completed: { tone: 'ok', icon: IconCircleCheck },
  cancelled: { tone: 'quiet', icon: IconCircleX },
  failed: { tone: 'bad', icon: IconAlertTriangle },
  expired: { tone: 'quiet', icon: IconClockX },
};

/** Where a job stands; while it prints, how far it is. */
export function JobState({ job }: { job: Job }) {
  const { t } = useTexts();
  const { tone, icon } = SHOWN[job.state];
  return (
    <>
      <Status tone={tone} icon={icon} word={t(`console.jobs.state.${job.state}`)} />
      {job.state === 'printing' ? <JobProgress job={job} /> : null}
    </>
  );
}

function JobProgress({ job }: { job: Job }) {
  const { t, format } = useTexts();
  const total = totalPages(job);
  const out = job.impressions;
  return (
    <div className={classes['progress']}>
      {total === null ? null : (
        <Progress.Root size={6}>
          <Progress.Section
            value={Math.min(100, (out / total) * 100)}
            color="petrol"
            aria-label={t('console.jobs.progress', { name: job.name })}
          />
        </Progress.Root>
      )}
      <span className="tabular nowrap">
        {total === null
          ? t('console.jobs.printed', { count: out, number: format.number(out) })
          : t('console.jobs.printedOf', { out: format.number(Math.min(out, total)), total: format.number(total) })}
      </span>
    </div>
  );
}
