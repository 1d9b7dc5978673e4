import type { Rollout } from '@holdover/api';
import { Button, Progress } from '@mantine/core';
import { IconCircleCheck, IconPlugConnectedX, IconPlugConnected, IconProgress } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import { Empty } from '../../kit/empty.tsx';
import kit from '../../kit/kit.module.css';
import { PagePending } from '../../kit/page-states.tsx';
import { Status } from '../../kit/status.tsx';
import { useNow } from '../../kit/times.tsx';

/** How many terminals are listed before *Show more*. */
const ROWS = 10;

const WHY = {
  waits: 'console.rollout.whyWaits',
  'on-its-way': 'console.rollout.whyOnItsWay',
  suspended: 'console.rollout.whySuspended',
} as const;

/** Live: how many terminals have applied the newest settings, and which have not and why (A4). */
export function RolloutCard() {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const rollout = useQuery(resources.rollout());
  const state = rollout.data;
  return (
    <Card title={t('console.rollout.title')}>
      {state === undefined ? (
        <PagePending />
      ) : state.total === 0 ? (
        <Empty icon={IconPlugConnected} title={t('console.rollout.none')} text={t('console.rollout.noneText')}>
          <Link to="/devices" className={kit['link']}>
            {t('console.rollout.toDevices')}
          </Link>
        </Empty>
      ) : (
        <>
          <p role="status">
            {t('console.rollout.applied', {
              count: state.total,
              applied: format.number(state.applied),
              total: format.number(state.total),
            })}
          </p>
          <Progress my="sm" value={(100 * state.applied) / state.total} aria-label={t('console.rollout.title')} />
          <RolloutRows items={state.items} />
        </>
      )}
    </Card>
  );
}

/** Whoever waits comes first; of thousands, a few at a time. */
function RolloutRows({ items }: Pick<Rollout, 'items'>) {
  const { t } = useTexts();
  const [shown, setShown] = useState(ROWS);
  const sorted = items.toSorted((a, b) => Number(a.state === 'applied') - Number(b.state === 'applied'));
  return (
    <>
      <ul className={kit['rows']}>
        {sorted.slice(0, shown).map((item) => (
          <RolloutRow key={item.terminalId} item={item} />
        ))}
      </ul>
      {sorted.length <= shown ? null : (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShown(shown + 10 * ROWS)}>
          {t('console.common.showMore')}
        </Button>
      )}
    </>
  );
}

function RolloutRow({ item }: { item: Rollout['items'][number] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const since = item.lastContactAt === null ? null : format.relative(item.lastContactAt, now);
  return (
    <li>
      <div className={kit['grow']}>
        <Link to="/devices/$id" params={{ id: item.deviceId }} className={kit['link']}>
          {item.deviceName}
        </Link>
        {item.state === 'applied' ? null : (
          <div className={kit['hint']}>
            {item.state !== 'away'
              ? t(WHY[item.state])
              : since === null
                ? t('console.rollout.whyNever')
                : t('console.rollout.whyAway', { since })}
          </div>
        )}
      </div>
      <RolloutState state={item.state} />
    </li>
  );
}

function RolloutState({ state }: { state: Rollout['items'][number]['state'] }) {
  const { t } = useTexts();
  switch (state) {
    case 'applied':
      return <Status tone="ok" icon={IconCircleCheck} word={t('console.rollout.state.applied')} />;
    case 'on-its-way':
      return <Status tone="quiet" icon={IconProgress} word={t('console.rollout.state.onItsWay')} />;
    case 'waits':
      return <Status tone="quiet" icon={IconProgress} word={t('console.rollout.state.waits')} />;
    case 'suspended':
      return <Status tone="warn" icon={IconPlugConnectedX} word={t('console.rollout.state.suspended')} />;
    case 'away':
      return <Status tone="warn" icon={IconPlugConnectedX} word={t('console.rollout.state.away')} />;
  }
}
