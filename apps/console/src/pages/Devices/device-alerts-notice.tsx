import type { AlertKind, Device } from '@holdover/api';
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';

/** Told on the page already, with what to do. */
const TOLD: readonly AlertKind[] = ['identity-forked', 'key-cloned', 'printer-certificate-changed'];

/** What of this device should be seen to now, by name; what each means stands with its alert. */
export function DeviceAlertsNotice({ device }: { device: Device }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const { data } = useInfiniteQuery(resources.alerts({ deviceId: device.id }));
  const standing = data?.pages.flatMap(({ items }) => items).filter(({ kind }) => !TOLD.includes(kind)) ?? [];
  if (standing.length === 0) return null;
  const kinds = [...new Set(standing.map(({ kind }) => t(`console.alerts.kind.${kind}.title`)))];
  return (
    <Alert
      role="status"
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('console.device.standing', { count: standing.length, number: format.number(standing.length) })}
    >
      <p>{format.list(kinds)}</p>
      <Link to="/devices/$id" params={{ id: device.id }} search={{ tab: 'history' }} className={kit['link']}>
        {t('console.device.showAlerts')}
      </Link>
    </Alert>
  );
}
