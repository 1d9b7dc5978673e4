import type { Device } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { ARRIVAL_STEPS, arrivedSteps } from '../Devices/arrival.ts';
import { EnrolmentCode } from '../Devices/enrolment-code.tsx';
import { TerminalArrival } from '../Devices/terminal-arrival.tsx';
import classes from './set-up.module.css';

/** Events say it at once; this is for a stream that is down. In milliseconds. */
const LOOK_AGAIN = 5_000;

/** The code of the first device, until its terminal is there. */
export function TerminalAwaited({ id }: { id: DeviceId }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const found = useQuery({
    ...resources.device(id),
    refetchInterval: ({ state }) => (isThrough(state.data) ? false : LOOK_AGAIN),
  });
  return (
    <div className={classes['step']}>
      <Loaded query={found}>{(device) => <Awaited device={device} />}</Loaded>
      <div className={classes['actions']}>
        <Button variant="default" renderRoot={(props) => <Link to="/set-up" search={{ step: 'device' }} {...props} />}>
          {t('console.setUpDevice.another')}
        </Button>
        <Button
          variant={isThrough(found.data) ? 'filled' : 'default'}
          renderRoot={(props) => <Link to="/" {...props} />}
        >
          {t('console.common.toOverview')}
        </Button>
      </div>
    </div>
  );
}

function Awaited({ device }: { device: Device }) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const steps = arrivedSteps(device, null);
  // What was to be filled in is gone: keyboard and screen reader go on here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="break">
        {steps.length === 0 ? t('console.devices.codeTitle', { name: device.name }) : device.name}
      </h2>
      <Stack>
        {steps.length === 0 ? <EnrolmentCode device={device} /> : null}
        <TerminalArrival device={device} steps={steps} />
        {isThrough(device) ? <p className={kit['hint']}>{t('console.setUpDevice.whatNext')}</p> : null}
      </Stack>
    </>
  );
}

function isThrough(device: Device | undefined): boolean {
  return device !== undefined && arrivedSteps(device, null).length === ARRIVAL_STEPS.length;
}
