import type { Device } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { Button, Loader, Stack } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Loaded } from '../../kit/loaded.tsx';
import { EnrolmentCode } from '../Devices/enrolment-code.tsx';
import classes from './set-up.module.css';

/** Events say it at once; this is for a stream that is down. In milliseconds. */
const LOOK_AGAIN = 5_000;

/** The code of the first device, until its terminal is there. */
export function TerminalAwaited({ id }: { id: DeviceId }) {
  const { t } = useTexts();
  const { resources } = useServices();
  const found = useQuery({
    ...resources.device(id),
    refetchInterval: ({ state }) => (arrivalOf(state.data) === 'online' ? false : LOOK_AGAIN),
  });
  const online = arrivalOf(found.data) === 'online';
  return (
    <div className={classes['step']}>
      <Loaded query={found}>{(device) => <Awaited device={device} />}</Loaded>
      <div className={classes['actions']}>
        <Button variant="default" renderRoot={(props) => <Link to="/set-up" search={{ step: 'device' }} {...props} />}>
          {t('console.setUpDevice.another')}
        </Button>
        <Button variant={online ? 'filled' : 'default'} renderRoot={(props) => <Link to="/" {...props} />}>
          {t('console.common.toOverview')}
        </Button>
      </div>
    </div>
  );
}

function Awaited({ device }: { device: Device }) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const arrival = arrivalOf(device);
  // What was to be filled in is gone: keyboard and screen reader go on here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1} className="break">
        {t('console.devices.codeTitle', { name: device.name })}
      </h2>
      <Stack>
        {arrival === 'waiting' ? <EnrolmentCode device={device} /> : null}
        {arrival === 'online' ? null : <StartCommand device={device} />}
        <p role="status" className={kit['withIcon']}>
          {arrival === 'online' ? (
            <IconCircleCheckFilled size={22} aria-hidden className={classes['arrived']} />
          ) : (
            <Loader size="xs" aria-hidden />
          )}
          {t(`console.setUpDevice.${arrival}`)}
        </p>
        {arrival === 'online' ? <p className={kit['hint']}>{t('console.setUpDevice.whatNext')}</p> : null}
      </Stack>
    </>
  );
}

/** What is typed at the terminal once it is enrolled. */
function StartCommand({ device }: { device: Device }) {
  const { t } = useTexts();
  return (
    <div>
      <p className={kit['hint']}>{t('console.setUpDevice.start')}</p>
      <p className="mono break">holdover terminal --printer {device.address ?? 'ipp://…/ipp/print'}</p>
    </div>
  );
}

/** Enrolled, but not seen yet: it has not been started. */
function arrivalOf(device: Device | undefined): 'waiting' | 'enrolled' | 'online' {
  if (device === undefined || device.terminal === null) return 'waiting';
  return device.terminal.link === 'online' || device.terminal.link === 'degraded' ? 'online' : 'enrolled';
}
