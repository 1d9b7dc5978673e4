import type { ReviewItem } from '@holdover/api';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { Missing } from '../../kit/missing.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { DecisionCard } from './decision-card.tsx';
import { RecordCard } from './record-card.tsx';
import { ReviewState } from './review-kind.tsx';
import classes from './review.module.css';

const route = getRouteApi('/shell/review/$id');

/** One conflict: what happened, the record as it came, and what is decided about it. */
export function ReviewItemPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const { id } = route.useParams();
  const found = useQuery(resources.reviewItem(id));
  const back = { to: '/review', label: t('console.review.title') } as const;
  return (
    <Loaded
      query={found}
      heading={<PageHeader title={t('console.review.title')} back={back} />}
      missing={<Missing kind="reviewItem" />}
    >
      {(item) => (
        <>
          <PageHeader
            title={t(`console.review.kind.${item.kind}.title`)}
            lead={
              <p>
                <ReviewState decision={item.decision} />
              </p>
            }
            back={back}
          />
          <Stack gap="lg" className={kit['form']}>
            <Happened item={item} />
            <RecordCard item={item} />
            <DecisionCard key={id} item={item} />
          </Stack>
        </>
      )}
    </Loaded>
  );
}

function Happened({ item: { kind, booked } }: { item: ReviewItem }) {
  const { t } = useTexts();
  const counted = booked && (kind === 'gap' || kind === 'changed-record');
  return (
    <Card title={t('console.review.happened')}>
      <div className={classes['told']}>
        <p>{counted ? t(`console.review.kind.${kind}.happenedBooked`) : t(`console.review.kind.${kind}.happened`)}</p>
        <p>
          <strong>{t('console.review.look')}</strong>
          <br />
          {t(`console.review.kind.${kind}.look`)}
        </p>
      </div>
    </Card>
  );
}
