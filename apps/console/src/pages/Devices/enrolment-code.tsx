import type { Device } from '@holdover/api';
import { Alert, Button, Loader, Stack } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTexts } from '../../app/texts.tsx';
import { CopyButton } from '../../kit/copy-button.tsx';
import kit from '../../kit/kit.module.css';
import { ProblemAlert } from '../../kit/problem-alert.tsx';
import type { CodeStanding } from './arrival.ts';
import { CommandLine } from './command-line.tsx';
import { QrCode } from './qr-code.tsx';
import { useEnrolmentCode } from './use-enrolment-code.ts';

/** Makes a one-time code and shows it this once, as text to type and as a picture to scan; tells when it opens nothing any more. */
export function EnrolmentCode({ device }: { device: Pick<Device, 'id'> }) {
  const { t } = useTexts();
  const { shown, busy, error, again } = useEnrolmentCode(device);
  return (
    <Stack>
      {error === null ? null : <ProblemAlert error={error} onRetry={again} />}
      {busy ? <Loader aria-label={t('console.common.loading')} /> : null}
      {shown === null || busy ? null : shown.standing === 'waiting' ? (
        <Code code={shown.code} expiresAt={shown.expiresAt} />
      ) : (
        <Over standing={shown.standing} onAgain={again} />
      )}
    </Stack>
  );
}

function Code({ code, expiresAt }: { code: string; expiresAt: string }) {
  const { t, format } = useTexts();
  return (
    <>
      <p>{t('console.devices.codeText')}</p>
      <div className={kit['secret']} data-small="true">
        <output data-testid="enrolment-code">{code}</output>
        <CopyButton value={code} />
      </div>
      <div className={kit['codeRow']}>
        <QrCode text={code} label={t('console.devices.qr')} />
        <div>
          <p>{t('console.enrolment.type')}</p>
          <CommandLine text="holdover terminal enrol" />
          <p className={kit['hint']}>{t('console.devices.codeHow')}</p>
          <p className={kit['hint']}>{t('console.devices.codeEnds', { date: format.dateTime(expiresAt) })}</p>
        </div>
      </div>
    </>
  );
}

/** The code opens nothing any more: why, and what to do if the terminal is not there. */
function Over({ standing, onAgain }: { standing: Exclude<CodeStanding, 'waiting'>; onAgain: () => void }) {
  const { t } = useTexts();
  const used = standing === 'used';
  return (
    <Alert
      role={used ? 'status' : 'alert'}
      color={used ? 'petrol' : 'yellow'}
      icon={used ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={t(`console.enrolment.over.${standing}.title`)}
    >
      <p>{t(`console.enrolment.over.${standing}.text`)}</p>
      {used ? null : (
        <Button mt="sm" size="xs" variant="default" onClick={onAgain}>
          {t('console.enrolment.again')}
        </Button>
      )}
    </Alert>
  );
}
