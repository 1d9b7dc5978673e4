import '../../app/shell-styles.ts';
import { API_ROOT } from '@holdover/api';
import { Notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useGateServices } from '../../app/gate-services.tsx';
import { ServicesProvider } from '../../app/services.tsx';
import { followEvents } from '../../client/live-events.ts';
import { createResources } from '../../client/resources.ts';
import { DeviceStep } from './device-step.tsx';
import { OrganisationStep } from './organisation-step.tsx';
import { SetUpFrame } from './set-up-frame.tsx';
import type { LaterStep } from './set-up-step.ts';

/** What is asked of somebody signed in. A session that has ended leads to the sign-in page, and from there back here. */
export function LaterSteps({ step }: { step: LaterStep }) {
  const { api } = useGateServices();
  const services = useMemo(() => ({ api, resources: createResources(api) }), [api]);
  useLiveEvents();
  return (
    <ServicesProvider value={services}>
      <SetUpFrame step={step}>{step === 'organisation' ? <OrganisationStep /> : <DeviceStep />}</SetUpFrame>
      <Notifications position="bottom-right" />
    </ServicesProvider>
  );
}

/** So that a terminal is seen to arrive. */
function useLiveEvents(): void {
  const queries = useQueryClient();
  useEffect(() => followEvents(`${API_ROOT}/events`, queries, () => undefined), [queries]);
}
