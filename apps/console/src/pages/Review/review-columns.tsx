import type { ReviewItem } from '@holdover/api';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTexts } from '../../app/texts.tsx';
import type { Column } from '../../kit/data-table.tsx';
import kit from '../../kit/kit.module.css';
import { ExactTime } from '../../kit/times.tsx';
import { recordFacts } from './record-facts.ts';
import { KindName, ReviewState } from './review-kind.tsx';
import type { Selection } from './review-page.tsx';

/** @param mixed whether open and decided ones stand side by side */
export function useReviewColumns({ chosen, toggle }: Selection, mixed: boolean): Column<ReviewItem>[] {
  const { t, format } = useTexts();
  return useMemo(() => {
    const told = (item: ReviewItem): string =>
      t('console.review.open', {
        kind: t(`console.review.kind.${item.kind}.title`),
        device: item.deviceName ?? t('console.sessions.deletedDevice'),
        when: format.dateTime(item.raisedAt),
      });
    const select: Column<ReviewItem> = {
      id: 'select',
      title: t('console.review.decide'),
      titleHidden: true,
      cell: (item) =>
        item.decision !== null ? null : (
          <Checkbox
            aria-label={t('console.review.select', { what: told(item) })}
            checked={chosen?.has(item.id) === true}
            onChange={() => toggle(item.id)}
          />
        ),
    };
    return [
      ...(chosen === null ? [] : [select]),
      ...readColumns({ t, format, told }).filter(({ id }) => mixed || id !== 'state'),
    ];
  }, [t, format, chosen, toggle, mixed]);
}

type Texts = Pick<ReturnType<typeof useTexts>, 't' | 'format'> & { readonly told: (item: ReviewItem) => string };

function readColumns({ t, format, told }: Texts): Column<ReviewItem>[] {
  return [
    {
      id: 'kind',
      title: t('console.review.why'),
      cell: (item) => (
        <Link to="/review/$id" params={{ id: item.id }} className={kit['link']} aria-label={told(item)} data-row-link>
          <KindName kind={item.kind} />
        </Link>
      ),
    },
    { id: 'device', title: t('console.review.device'), cell: (item) => <DeviceLink item={item} /> },
    {
      id: 'recordedAt',
      title: t('console.review.recordedAt'),
      cell: ({ recordedAt }) => (recordedAt === null ? '–' : <ExactTime at={recordedAt} />),
    },
    {
      id: 'what',
      title: t('console.review.what'),
      optional: true,
      cell: ({ record }) => {
        const { type, impressions } = recordFacts(record);
        return (
          <>
            {t(`console.review.recordType.${type ?? 'none'}`)}
            {impressions === null ? null : (
              <div className={kit['hint']}>
                {t('console.sessions.pages', { count: impressions, number: format.number(impressions) })}
              </div>
            )}
          </>
        );
      },
    },
    {
      id: 'raisedAt',
      title: t('console.review.raised'),
      optional: true,
      cell: ({ raisedAt }) => <ExactTime at={raisedAt} />,
    },
    {
      id: 'booked',
      title: t('console.review.counted'),
      optional: 'hidden',
      cell: ({ booked }) => t(booked ? 'console.review.countedYes' : 'console.review.countedNo'),
    },
    {
      id: 'state',
      title: t('console.review.state'),
      cell: ({ decision }) => (
        <>
          <ReviewState decision={decision} />
          {decision === null ? null : (
            <div className={kit['hint']}>{decision.decidedBy ?? t('console.review.byItself')}</div>
          )}
        </>
      ),
    },
  ];
}

export function DeviceLink({ item: { deviceId, deviceName } }: { item: ReviewItem }) {
  const { t } = useTexts();
  return deviceName === null ? (
    t('console.sessions.deletedDevice')
  ) : (
    <Link to="/devices/$id" params={{ id: deviceId }} className={kit['link']}>
      {deviceName}
    </Link>
  );
}
