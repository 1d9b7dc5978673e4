import type { Principal } from '@holdover/api';
import { Button, Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useGateServices } from '../../app/gate-services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Gate } from '../../kit/gate.tsx';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { AdministratorStep } from './administrator-step.tsx';

// Comes with the pages behind the sign-in, and so does what it builds on.
const LaterSteps = lazy(() => import('./later-steps.tsx').then(({ LaterSteps: default_ }) => ({ default: default_ })));

const route = getRouteApi('/set-up');

/**
 * First visit. The one-time link leads here and makes the administrator; from then on each step has an address, so that
 * whoever is interrupted goes on where they were.
 */
export function SetUpPage() {
  const { t } = useTexts();
  const { resources } = useGateServices();
  const { token: asked, step } = route.useSearch();
  // After the hash by preference: a fragment reaches no log and no proxy.
  const token = asked ?? new URLSearchParams(useLocation().hash).get('token') ?? undefined;
  const { data: state, error, refetch } = useQuery(resources.setUp());
  const { data: me } = useQuery({ ...resources.me(), enabled: step !== undefined });
  if (state === undefined) {
    return (
      <Gate title={t('console.setUp.title')}>
        {error === null ? <Pending /> : <ProblemAlert error={error} onRetry={() => void refetch()} />}
      </Gate>
    );
  }
  if (state.needed) {
    if (token !== undefined) return <AdministratorStep token={token} />;
    return <Gate title={t('console.setUp.title')} lead={t('console.setUp.noToken')} children={null} />;
  }
  // Somebody whose role is another one finds nothing here.
  if (step === undefined || (me !== undefined && !maySetUp(me))) return <LinkUsed />;
  return (
    <Suspense
      fallback={
        <Gate title={t('console.setUp.title')} wide>
          <Pending />
        </Gate>
      }
    >
      <LaterSteps step={step} />
    </Suspense>
  );
}

/** Somebody opened the link again: who is signed in goes on, everybody else signs in first. */
function LinkUsed() {
  const { t } = useTexts();
  const { resources } = useGateServices();
  const me = useQuery(resources.me());
  if (me.isPending) return <Gate title={t('console.setUp.title')} children={<Pending />} />;
  if (me.data === undefined) {
    return (
      <Done lead={t('console.setUp.doneLead')}>
        <Button fullWidth renderRoot={(props) => <Link to="/sign-in" search={{ next: '/set-up' }} {...props} />}>
          {t('console.signIn.submit')}
        </Button>
      </Done>
    );
  }
  return (
    <Done lead={t('console.setUp.goOnLead')}>
      <Button fullWidth renderRoot={(props) => <Link to="/" {...props} />}>
        {t('console.common.toOverview')}
      </Button>
      {maySetUp(me.data) ? (
        <Button
          fullWidth
          variant="default"
          renderRoot={(props) => <Link to="/set-up" search={{ step: 'organisation' }} {...props} />}
        >
          {t('console.setUp.goOn')}
        </Button>
      ) : null}
    </Done>
  );
}

function maySetUp({ rights }: Principal): boolean {
  return rights.includes('settings:write') && rights.includes('devices:write') && rights.includes('users:write');
}

function Done({ lead, children }: { lead: string; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Gate title={t('console.setUp.doneTitle')} lead={lead}>
      <Stack gap="sm">{children}</Stack>
    </Gate>
  );
}

function Pending() {
  const { t } = useTexts();
  return <Loader aria-label={t('console.common.loading')} />;
}
