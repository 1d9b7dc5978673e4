import type { Device, GuessRisk } from '@holdover/api';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useNow } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';
import { CertificateAlert } from './certificate-alert.tsx';
import { DeviceAlertsNotice } from './device-alerts-notice.tsx';
import { standingOf, type StandingReason } from './device-standing.ts';
import { StolenReportCard } from './stolen-report.tsx';

interface StandingNoticesProps {
  readonly device: Device;
  readonly onEnrol: () => void;
  readonly onActivate: () => void;
}

/** All that keeps a device from doing its work, why, and what to do about it. */
export function StandingNotices({ device, onEnrol, onActivate }: StandingNoticesProps) {
  const { t } = useTexts();
  return (
    <>
      {device.offlineLogin ? null : (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('fixed.noOfflineLogin')}>
          {t('console.devices.otherText')}
        </Alert>
      )}
      <StolenReportCard device={device} />
      {standingOf(device).map((reason) => (
        <Notice key={reason} device={device} reason={reason} onEnrol={onEnrol} onActivate={onActivate} />
      ))}
      <CertificateAlert device={device} />
      <DeviceAlertsNotice device={device} />
      <GuessRiskWarning risk={device.terminal?.guessRisk ?? null} />
    </>
  );
}

/** What asks for an administrator; the others pass by themselves and are told quietly. */
const GRAVE: readonly StandingReason[] = ['suspended'];
const QUIET: readonly StandingReason[] = ['behind', 'inactive'];

function Notice({ device, reason, onEnrol, onActivate }: StandingNoticesProps & { reason: StandingReason }) {
  const { t } = useTexts();
  const mayWrite = useMay()('devices:write');
  const grave = GRAVE.includes(reason);
  const text = useReasonText(device, reason);
  const act =
    reason === 'suspended'
      ? { word: t('console.devices.makeCode'), run: onEnrol }
      : reason === 'inactive'
        ? { word: t('console.devices.activate'), run: onActivate }
        : null;
  return (
    <Alert
      role={grave ? 'alert' : 'status'}
      color={grave ? 'red' : QUIET.includes(reason) ? 'petrol' : 'yellow'}
      icon={grave ? <IconAlertTriangle aria-hidden /> : <IconInfoCircle aria-hidden />}
      title={t(`console.device.reason.${reason}.title`)}
    >
      <p>{text}</p>
      {act === null || !mayWrite ? null : (
        <Button mt="sm" size="xs" variant={grave ? 'filled' : 'default'} onClick={act.run}>
          {act.word}
        </Button>
      )}
    </Alert>
  );
}

function useReasonText({ terminal, offlineLogin }: Device, reason: StandingReason): string {
  const { t, format } = useTexts();
  const now = useNow();
  switch (reason) {
    case 'away': {
      const last = terminal?.lastContactAt ?? null;
      if (last === null) return t('console.device.reason.away.never');
      const since = format.relative(last, now);
      return t(offlineLogin ? 'console.device.reason.away.text' : 'console.device.reason.away.other', { since });
    }
    case 'behind':
      return t('console.device.reason.behind.text', {
        applied: format.number(terminal?.revisionApplied ?? 0),
        desired: format.number(terminal?.revisionDesired ?? 0),
      });
    case 'suspended':
    case 'inactive':
    case 'degraded':
      return t(`console.device.reason.${reason}.text`);
  }
}

/** H5. */
function GuessRiskWarning({ risk }: { risk: GuessRisk | null }) {
  const { t, format } = useTexts();
  const may = useMay();
  if (risk === null || !risk.warns || risk.proposedPinLength === null) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={t('console.devices.guessRiskTitle')}>
      <p>
        {t('console.devices.guessRiskText', {
          risk: format.percent(risk.aDay),
          length: format.number(risk.proposedPinLength),
        })}
      </p>
      {may('settings:read') ? (
        <Link to="/settings/authentication" className={kit['link']}>
          {t('console.device.toAuthentication')}
        </Link>
      ) : null}
    </Alert>
  );
}
