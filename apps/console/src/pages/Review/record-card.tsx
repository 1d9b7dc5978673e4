import type { ReviewItem } from '@holdover/api';
import type { UserId } from '@holdover/kernel';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import { CopyIcon } from '../../kit/copy-icon.tsx';
import kit from '../../kit/kit.module.css';
import { methodNames } from '../../kit/method-names.ts';
import { ExactTime } from '../../kit/times.tsx';
import { kindKey } from '../Sessions/kind-icons.ts';
import { laidOut, recordFacts } from './record-facts.ts';
import { DeviceLink } from './review-columns.tsx';
import classes from './review.module.css';

/** The record as it came: first what it says in words, then what says where it stands, its text when asked. */
export function RecordCard({ item }: { item: ReviewItem }) {
  const { t } = useTexts();
  return (
    <Card title={t('console.review.record')}>
      <div className={classes['record']}>
        <Facts items={[...useSaid(item), ...usePlace(item)]} />
        <RawText item={item} />
      </div>
    </Card>
  );
}

type Fact = readonly [string, ReactNode];

function useSaid(item: ReviewItem): Fact[] {
  const { t, format } = useTexts();
  const { type, userId, mode, method, kind, outcome, impressions, copies, pages } = recordFacts(item.record);
  const facts: (Fact | null)[] = [
    [t('console.review.what'), t(`console.review.recordType.${type ?? 'none'}`)],
    item.recordedAt === null
      ? null
      : [t('console.review.recordedAt'), <ExactTime key="at" at={item.recordedAt} seconds />],
    [t('console.review.device'), <DeviceLink key="device" item={item} />],
    userId === null ? null : [t('console.review.user'), <UserLink key="user" id={userId} />],
    mode === null
      ? null
      : [t('console.review.mode'), mode === 'offline' ? t('fixed.offlineMode') : t('console.sessions.online')],
    method === null ? null : [t('console.sessions.method'), methodNames(t, [method]).join('')],
    kind === null ? null : [t('console.review.activity'), t(`console.sessions.kind.${kindKey(kind)}`)],
    pages === null ? null : [t('console.review.pagesRecorded'), format.number(pages)],
    copies === null ? null : [t('console.review.copies'), format.number(copies)],
    impressions === null ? null : [t('console.review.pagesRecorded'), format.number(impressions)],
    outcome === null ? null : [t('console.review.outcome'), t(`console.sessions.outcome.${outcome}`)],
    [t('console.review.counted'), t(item.booked ? 'console.review.countedYes' : 'console.review.countedNo')],
    item.sessionId === null ? null : [t('console.review.session'), <SessionLink key="session" id={item.sessionId} />],
    item.activityId === null
      ? null
      : [t('console.review.activity'), <ActivityLink key="activity" id={item.activityId} />],
  ];
  return facts.filter((fact) => fact !== null);
}

function usePlace({ epoch, sequence, terminalId, raisedAt }: ReviewItem): Fact[] {
  const { t, format } = useTexts();
  return [
    [t('console.review.raised'), <ExactTime key="raised" at={raisedAt} />],
    ...(epoch === null || sequence === null
      ? []
      : [
          [
            t('console.review.sequence'),
            t('console.review.place', { sequence: format.number(sequence), epoch: `…${epoch.slice(-8)}` }),
          ] as const,
        ]),
    [
      t('console.review.terminal'),
      <code key="terminal" className="mono break">
        {terminalId}
      </code>,
    ],
  ];
}

function UserLink({ id }: { id: UserId }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const { data: user, error } = useQuery({ ...resources.user(id), retry: false });
  if (error !== null) return t('console.sessions.deletedUser');
  if (user === undefined) return '…';
  return (
    <Link to="/users/$id" params={{ id }} className={kit['link']}>
      {user.fullName === '' ? user.userName : `${user.fullName} (${user.userName})`}
    </Link>
  );
}

function SessionLink({ id }: { id: NonNullable<ReviewItem['sessionId']> }) {
  const { t } = useTexts();
  return (
    <Link to="/sessions" search={{ sessionId: id }} className={kit['link']}>
      {t('console.review.sessionOf')}
    </Link>
  );
}

function ActivityLink({ id }: { id: NonNullable<ReviewItem['activityId']> }) {
  const { t } = useTexts();
  return (
    <Link to="/activities" search={{ activityId: id }} className={kit['link']}>
      {t('console.review.activityOf')}
    </Link>
  );
}

function RawText({ item: { text, detail } }: { item: ReviewItem }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <Button variant="default" size="xs" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t(open ? 'console.review.hideText' : 'console.review.showText')}
      </Button>
      <div id={id} hidden={!open} className={classes['raw']}>
        {text === null ? null : (
          <>
            <div className={classes['rawHead']}>
              <strong>{t('console.review.asRecorded')}</strong>
              <CopyIcon value={text} label={t('console.common.copy')} />
            </div>
            <p className={kit['hint']}>{t('console.review.asRecordedHint')}</p>
            <pre className="mono" tabIndex={0} dir="ltr">
              {laidOut(text)}
            </pre>
          </>
        )}
        <p className={kit['hint']}>
          {t('console.review.serverSays')}: <span lang="en">{detail}</span>
        </p>
      </div>
    </div>
  );
}
