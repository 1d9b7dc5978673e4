import type { Overview } from '@holdover/api';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazyRouteComponent } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { PageHeader } from '../../kit/page-header.tsx';
import { Checklist } from './checklist.tsx';
import { DeviceMap } from './device-map.tsx';
import { EndingCaches } from './ending-caches.tsx';
import { FleetSummary } from './fleet-summary.tsx';
import classes from './overview.module.css';

/** What the first page can be read without comes after it. */
const StandingAlerts = lazyRouteComponent(() => import('./standing-alerts.tsx'), 'StandingAlerts');
const OutagesCard = lazyRouteComponent(() => import('./outages-card.tsx'), 'OutagesCard');

/** The fleet at a glance, what is wrong with it, and what is still to be set up. Every number opens the list behind it. */
export function OverviewPage() {
  const { t } = useTexts();
  const { resources } = useServices();
  const overview = useQuery(resources.overview());
  // On their way while the figures are.
  useEffect(() => void Promise.allSettled([StandingAlerts.preload?.(), OutagesCard.preload?.()]), []);
  return (
    <>
      <PageHeader title={t('console.overview.title')} lead={t('console.overview.lead')} />
      <Loaded query={overview}>{(data) => <Dashboard overview={data} />}</Loaded>
    </>
  );
}

function Dashboard({ overview }: { overview: Overview }) {
  const { devices, setUp, standingAlerts, endingCaches, groups } = overview;
  return (
    <div className={classes['dashboard']}>
      <Checklist setUp={setUp} />
      <FleetSummary overview={overview} />
      {standingAlerts === 0 && endingCaches.count === 0 ? null : (
        <div className={classes['troubles']}>
          {standingAlerts === 0 ? null : (
            <Later>
              <StandingAlerts count={standingAlerts} />
            </Later>
          )}
          {endingCaches.count === 0 ? null : <EndingCaches endingCaches={endingCaches} />}
        </div>
      )}
      {devices.total === 0 ? null : <DeviceMap groups={groups} />}
      {setUp.hasTerminals ? (
        <Later>
          <OutagesCard />
        </Later>
      ) : null}
    </div>
  );
}

function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Skeleton height={150} radius="lg" />}>{children}</Suspense>;
}
