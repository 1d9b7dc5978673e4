import type { FleetAuthorityState } from '@holdover/api';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import kit from '../../kit/kit.module.css';
import { useNow } from '../../kit/times.tsx';
import classes from './system.module.css';

/** How many are named before "and so many more". */
const SHOWN = 8;

/** Who holds up the next step, and what to wait for. */
export function AuthorityWaits({ state }: { state: FleetAuthorityState }) {
  const { t, format } = useTexts();
  const { beside, terminalsBehind, certificatesOfPrevious, waitsFor } = state;
  if (beside === null) return null;
  const count = beside.state === 'next' ? terminalsBehind : certificatesOfPrevious;
  if (count === 0) return <p role="status">{t('console.authority.ready')}</p>;
  const more = count - Math.min(SHOWN, waitsFor.length);
  const told = beside.state === 'next' ? 'console.authority.waitsNext' : 'console.authority.waitsPrevious';
  return (
    <div className={classes['waits']}>
      <p role="status">{t(told, { count, number: format.number(count) })}</p>
      <ul>
        {waitsFor.slice(0, SHOWN).map((device) => (
          <WaitsRow key={device.deviceId} device={device} />
        ))}
        {more <= 0 ? null : <li>{t('console.authority.more', { count: more, number: format.number(more) })}</li>}
      </ul>
      <p className={kit['hint']}>{t('console.authority.stuck')}</p>
    </div>
  );
}

function WaitsRow({ device }: { device: FleetAuthorityState['waitsFor'][number] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { deviceId, deviceName, lastContactAt } = device;
  return (
    <li>
      <Link to="/devices/$id" params={{ id: deviceId }} className={kit['link']}>
        {deviceName}
      </Link>{' '}
      <span className={kit['hint']}>
        {lastContactAt === null
          ? t('console.authority.never')
          : t('console.authority.lastContact', { since: format.relative(lastContactAt, now) })}
      </span>
    </li>
  );
}
