import type { Device } from '@holdover/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../app/services.tsx';
import { useTexts } from '../../app/texts.tsx';
import { Card, Facts } from '../../kit/card.tsx';
import kit from '../../kit/kit.module.css';
import { RelativeTime } from '../../kit/times.tsx';
import { useMay } from '../../kit/use-may.ts';

/** F7: what the device has counted in its life; nothing before it was compared with records. */
export function CountersCard({ device }: { device: Device }) {
  const { t, format } = useTexts();
  const { resources } = useServices();
  const may = useMay();
  const { data } = useQuery(resources.deviceCounters(device.id));
  if (data === undefined || data.lifetimeImpressions === null || data.comparedAt === null) return null;
  return (
    <Card
      title={t('console.device.counters')}
      actions={
        may('accounting:read') ? (
          <Link to="/activities" search={{ deviceId: device.id, unauthenticated: 'true' }} className={kit['link']}>
            {t('console.device.unexplained')}
          </Link>
        ) : undefined
      }
    >
      <Facts
        items={[
          [t('console.device.lifetime'), format.number(data.lifetimeImpressions)],
          [t('console.device.compared'), <RelativeTime key="at" at={data.comparedAt} />],
        ]}
      />
    </Card>
  );
}
