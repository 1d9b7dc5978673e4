import { IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { Status } from '../../kit/status.tsx';
import { ExactTime } from '../../kit/times.tsx';
import classes from './outages.module.css';
import type { Lane } from './outage-lanes.ts';

/** The chart in words: each outage with its times, in the order of its lanes. */
export function OutageTable({ lanes }: { lanes: readonly Lane[] }) {
  const { t, format } = useTexts();
  return (
    <div className={classes['scroll']} tabIndex={0} role="group" aria-label={t('console.outages.title')}>
      <table className={classes['table']} aria-label={t('console.outages.title')}>
        <thead>
          <tr>
            <th scope="col">{t('console.outages.device')}</th>
            <th scope="col">{t('console.outages.from')}</th>
            <th scope="col">{t('console.outages.until')}</th>
            <th scope="col">{t('console.outages.duration')}</th>
          </tr>
        </thead>
        <tbody>
          {lanes.flatMap((lane) =>
            lane.bars.map(({ outage, lasted }) => (
              <tr key={`${lane.deviceId} ${outage.from}`}>
                <th scope="row">
                  <Link to="/devices/$id" params={{ id: lane.deviceId }} className={`${kit['link']} break`}>
                    {lane.deviceName}
                  </Link>
                </th>
                <td>
                  <ExactTime at={outage.from} />
                </td>
                <td>
                  {outage.until === null ? (
                    <Status tone="bad" icon={IconPlugConnectedX} word={t('console.outages.lasts')} />
                  ) : (
                    <ExactTime at={outage.until} />
                  )}
                </td>
                <td className="tabular">{format.duration(lasted)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
