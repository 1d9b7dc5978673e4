import type { Job, Queue } from '@holdover/api';
import { IconArrowRight, IconPrinter, IconServer, IconUserQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import { formatNames } from '../../kit/format-names.ts';
import { Hint } from '../../kit/hint.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime, useNow } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { JobActions } from './job-actions.tsx';
import { JobState } from './job-state.tsx';
import classes from './jobs.module.css';

export function useJobColumns(queues: readonly Queue[]): Column<Job>[] {
  const { t, format } = useTexts();
  const mayWrite = useMay()('devices:write');
  return useMemo(() => {
    const byId = new Map(queues.map((queue) => [queue.id, queue]));
    return [
      { id: 'name', title: t('console.jobs.name'), cell: (job) => <Document job={job} /> },
      { id: 'state', title: t('console.jobs.stateTitle'), cell: (job) => <JobState job={job} /> },
      { id: 'owner', title: t('console.jobs.owner'), cell: (job) => <Owner job={job} /> },
      { id: 'place', title: t('console.jobs.place'), cell: (job) => <Place job={job} /> },
      { id: 'pages', title: t('console.jobs.pages'), cell: (job) => <Pages job={job} /> },
      {
        id: 'size',
        title: t('console.jobs.size'),
        numeric: true,
        optional: 'hidden',
        cell: (job) => <span className="nowrap">{format.bytes(job.bytes)}</span>,
      },
      {
        id: 'priority',
        title: t('console.jobs.priority'),
        numeric: true,
        optional: 'hidden',
        cell: (job) => format.number(job.priority),
      },
      {
        id: 'age',
        title: t('console.jobs.age'),
        optional: true,
        cell: (job) => <Times job={job} />,
      },
      ...(mayWrite
        ? [
            {
              id: 'actions',
              title: t('console.common.more'),
              titleHidden: true,
              cell: (job: Job) => (
                <JobActions job={job} queue={job.queueId === null ? undefined : byId.get(job.queueId)} />
              ),
            },
          ]
        : []),
    ];
  }, [t, format, queues, mayWrite]);
}

function Document({ job }: { job: Job }) {
  const { format } = useTexts();
  const kind = job.format === null ? [] : formatNames([job.format]);
  return (
    <>
      <div className={classes['name']}>{job.name}</div>
      <div className={classes['sub']}>{[...kind, format.bytes(job.bytes)].join(' · ')}</div>
    </>
  );
}

/** G2. */
function Owner({ job }: { job: Job }) {
  const { t } = useTexts();
  if (job.userId !== null) {
    return (
      <Link to="/users/$id" params={{ id: job.userId }} className={kit['link']}>
        {job.ownerName}
      </Link>
    );
  }
  return (
    <Hint label={t('console.jobs.ownerUnknownHint')}>
      <span className={`${kit['withIcon']} break`} data-tone="warn" tabIndex={0}>
        <IconUserQuestion size={17} stroke={1.8} aria-hidden />
        {t('console.jobs.ownerUnknown', { name: job.ownerName })}
      </span>
    </Hint>
  );
}

/** A queue of the server, or the spool of a device; and where it is printed. */
function Place({ job }: { job: Job }) {
  const { t } = useTexts();
  const onServer = job.waitsAt === 'server';
  const Glyph = onServer ? IconServer : IconPrinter;
  const device =
    job.deviceId === null ? null : (
      <Link to="/devices/$id" params={{ id: job.deviceId }} className={kit['link']}>
        {job.deviceName ?? t('console.sessions.deletedDevice')}
      </Link>
    );
  return (
    <div className={classes['place']}>
      <Glyph size={17} stroke={1.6} aria-hidden />
      <div>
        <div>{onServer ? job.queueName : device}</div>
        <div className={classes['sub']}>{t(onServer ? 'console.jobs.atServer' : 'console.jobs.atDevice')}</div>
        {onServer && device !== null ? (
          <div className={classes['to']}>
            <IconArrowRight size={15} stroke={1.8} aria-hidden />
            {device}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** When it came, and when it goes if nobody prints it. */
function Times({ job: { createdAt, expiresAt } }: { job: Job }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <>
      <RelativeTime at={createdAt} />
      {expiresAt === null ? null : (
        <Hint label={format.dateTime(expiresAt)}>
          <time dateTime={expiresAt} className={`${classes['sub']} ${classes['ends']}`}>
            {t('console.jobs.expires', { when: format.relative(expiresAt, now) })}
          </time>
        </Hint>
      )}
    </>
  );
}

function Pages({ job }: { job: Job }) {
  const { t, format } = useTexts();
  const pages = job.pages === null ? t('console.jobs.pagesUnknown') : format.number(job.pages);
  const facts = [
    ...(job.color === null ? [] : [t(`console.jobs.colorOf.${job.color ? 'color' : 'mono'}`)]),
    t(`console.jobs.sides.${job.sides === 'one-sided' ? 'one' : 'two'}`),
  ];
  return (
    <>
      <div className="tabular nowrap">
        {job.copies === 1 ? pages : t('console.jobs.copies', { pages, copies: format.number(job.copies) })}
      </div>
      <div className={`${classes['sub']} nowrap`}>
        {facts.map((fact) => (
          <div key={fact}>{fact}</div>
        ))}
      </div>
    </>
  );
}
