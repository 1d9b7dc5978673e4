import { createEnrolment, type Device } from '@holdover/api';
import { Loader, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { CopyButton } from '../../kit/copy-button.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import { QrCode } from './qr-code.tsx';

/** Makes a one-time code and shows it this once, as text to type and as a picture to scan. */
export function EnrolmentCode({ device }: { device: Pick<Device, 'id'> }) {
  const { t, format } = useTexts();
  const { api } = useServices();
  const asked = useRef(false);
  const make = useMutation({ mutationFn: () => api.call(createEnrolment, { params: { id: device.id } }) });
  const { mutate } = make;
  useEffect(() => {
    // Once: development renders effects twice, and each code made voids the one before.
    if (asked.current) return;
    asked.current = true;
    mutate();
  }, [mutate]);
  return (
    <Stack>
      {make.error === null ? null : <ProblemAlert error={make.error} onRetry={() => make.mutate()} />}
      {make.isPending ? <Loader aria-label={t('console.common.loading')} /> : null}
      {make.data === undefined ? null : (
        <>
          <p>{t('console.devices.codeText')}</p>
          <div className={kit['secret']} data-small="true">
            <output data-testid="enrolment-code">{make.data.code}</output>
            <CopyButton value={make.data.code} />
          </div>
          <div className={kit['codeRow']}>
            <QrCode text={make.data.code} label={t('console.devices.qr')} />
            <div>
              <p className="mono">holdover terminal enrol --data DIR</p>
              <p className={kit['hint']}>{t('console.devices.codeHow')}</p>
              <p className={kit['hint']}>
                {t('console.devices.codeEnds', { date: format.dateTime(make.data.expiresAt) })}
              </p>
            </div>
          </div>
        </>
      )}
    </Stack>
  );
}
