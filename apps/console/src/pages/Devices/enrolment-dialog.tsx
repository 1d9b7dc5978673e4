import type { Device } from '@holdover/api';
import { Button, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useMay } from '../../kit/use-may.ts';
import { ARRIVAL_STEPS, arrivedSteps } from './arrival.ts';
import { EnrolmentCode } from './enrolment-code.tsx';
import { TerminalArrival } from './terminal-arrival.tsx';

/** Events say it at once; this is for a stream that is down. In milliseconds. */
const LOOK_AGAIN = 5_000;

interface EnrolmentDialogProps {
  readonly device: Device;
  readonly onClose: () => void;
  /** Where the page of the device is not what lies below. */
  readonly onOpenDevice?: () => void;
}

/** The code of a device, and its terminal as it arrives; then what comes next. */
export function EnrolmentDialog({ device: given, onClose, onOpenDevice }: EnrolmentDialogProps) {
  const { t } = useTexts();
  const { resources } = useServices();
  const may = useMay();
  const [before] = useState(given.terminal?.id ?? null);
  const { data: device = given } = useQuery({
    ...resources.device(given.id),
    refetchInterval: ({ state }) =>
      arrivedSteps(state.data ?? given, before).length === ARRIVAL_STEPS.length ? false : LOOK_AGAIN,
  });
  const steps = arrivedSteps(device, before);
  const through = steps.length === ARRIVAL_STEPS.length;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('console.devices.codeTitle', { name: device.name })}
      closeButtonProps={{ 'aria-label': t('console.common.close') }}
    >
      <Stack>
        {steps.length === 0 ? <EnrolmentCode device={device} /> : null}
        <TerminalArrival device={device} steps={steps} />
        {through && !device.offlineLogin ? <p>{t('console.devices.otherText')}</p> : null}
        <div className={kit['formActions']}>
          {through && device.offlineLogin && may('settings:read') ? (
            <Button variant="default" renderRoot={(props) => <Link to="/settings/printers-and-terminals" {...props} />}>
              {t('console.enrolment.toOfflineLogin')}
            </Button>
          ) : null}
          {onOpenDevice === undefined ? null : (
            <Button variant="default" onClick={onOpenDevice}>
              {t('console.enrolment.toDevice')}
            </Button>
          )}
          <Button onClick={onClose}>{t(through ? 'console.common.done' : 'console.common.close')}</Button>
        </div>
      </Stack>
    </Modal>
  );
}
