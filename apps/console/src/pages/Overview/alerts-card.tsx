import type { AlertKind } from '@holdover/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { Card } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime } from '../../kit/times.tsx';
import classes from './overview.module.css';

const TEXT: Readonly<Record<AlertKind, TextKey>> = {
  'device-offline-alone': 'console.alerts.deviceOfflineAlone',
  'identity-forked': 'console.alerts.identityForked',
  'key-cloned': 'console.alerts.keyCloned',
  'journal-filling': 'console.alerts.journalFilling',
  'server-restored': 'console.alerts.serverRestored',
  'clock-step': 'console.alerts.clockStep',
  'pin-walking': 'console.alerts.pinWalking',
  'unexplained-pages': 'console.alerts.unexplainedPages',
  'printer-certificate-changed': 'console.alerts.printerCertificateChanged',
  'scan-not-sent': 'console.alerts.scanNotSent',
};

/** What nobody should have to look for (F3, F5, F6). Not there while nothing stands. */
export function AlertsCard() {
  const { t } = useTexts();
  const { resources } = useServices();
  const alerts = useQuery(resources.alerts());
  const items = alerts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('console.alerts.title')}>
      <ul className={classes['tiles']}>
        {items.map(({ id, kind, deviceId, deviceName, raisedAt }) => (
          <li key={id}>
            {deviceId === null ? (
              <strong>{t(TEXT[kind])}</strong>
            ) : (
              <Link to="/devices/$id" params={{ id: deviceId }}>
                <strong className="break">{deviceName ?? deviceId}</strong>
                <span>{t(TEXT[kind])}</span>
                <span className={kit['hint']}>
                  <RelativeTime at={raisedAt} />
                </span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
