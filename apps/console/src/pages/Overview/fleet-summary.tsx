import type { Overview } from '@holdover/api';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTexts } from '../../app/texts.tsx';
import { Status } from '../../kit/status.tsx';
import { useMay } from '../../kit/use-may.ts';
import classes from './fleet-summary.module.css';
import { STANDINGS } from './map-plan.ts';
import { STANDING_LOOK } from './standing-look.ts';

/** How the devices stand, as one bar and by number, and the other figures of the fleet below. */
export function FleetSummary({ overview }: { overview: Overview }) {
  const { t } = useTexts();
  return (
    <section className={classes['card']} aria-label={t('console.overview.lead')}>
      <DeviceCounts devices={overview.devices} />
      <Figures overview={overview} />
    </section>
  );
}

function DeviceCounts({ devices }: { devices: Overview['devices'] }) {
  const { t, format } = useTexts();
  const shown = STANDINGS.filter((standing) => devices[standing] > 0);
  return (
    <div className={classes['devices']}>
      <Link to="/devices" className={classes['figure']}>
        <strong>{format.number(devices.total)}</strong>
        <span>{t('console.devices.title')}</span>
      </Link>
      <div className={classes['counts']}>
        <div className={classes['bar']} aria-hidden>
          {shown.map((standing) => (
            <i key={standing} data-standing={standing} style={{ flexGrow: devices[standing] }} />
          ))}
        </div>
        {shown.length === 0 ? (
          <p className={classes['sub']}>{t('console.overview.noDevices')}</p>
        ) : (
          <ul>
            {shown.map((standing) => {
              const { icon, tone, word } = STANDING_LOOK[standing];
              return (
                <li key={standing}>
                  <Link
                    to="/devices"
                    search={standing === 'inactive' ? { active: 'false' } : { link: standing, active: 'true' }}
                  >
                    <strong>{format.number(devices[standing])}</strong>{' '}
                    <Status tone={tone} icon={icon} word={t(word)} />
                  </Link>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}

interface Figure {
  readonly label: string;
  readonly value: string;
  readonly sub?: string;
  readonly link: Pick<LinkProps, 'to' | 'search'>;
  readonly tone?: 'warn';
}

function Figures({ overview }: { overview: Overview }) {
  const figures = useFigures(overview);
  return (
    <ul className={classes['figures']}>
      {figures.map(({ label, value, sub, link, tone }) => (
        <li key={label}>
          <Link {...link} className={classes['figure']} data-tone={tone}>
            <span>
              <strong>{value}</strong> {sub === undefined ? null : <small>{sub}</small>}
            </span>
            <span>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function useFigures({ standingAlerts, openReview, journal, rollout, users }: Overview): readonly Figure[] {
  const { t, format } = useTexts();
  const may = useMay();
  const { number } = format;
  const of = (part: number, total: number) => ({
    value: number(part),
    ...(total === 0 ? {} : { sub: t('console.overview.ofAll', { total: number(total) }) }),
  });
  return [
    {
      label: t('console.overview.standing'),
      value: number(standingAlerts),
      link: { to: '/alerts' },
      ...(standingAlerts === 0 ? {} : { tone: 'warn' as const }),
    },
    ...(openReview === null
      ? []
      : [{ label: t('console.overview.openReview'), value: number(openReview), link: { to: '/review' } } as const]),
    {
      label:
        journal.backlog === 0
          ? t('console.overview.backlog')
          : t('console.overview.backlogAt', { count: journal.terminals, number: number(journal.terminals) }),
      value: number(journal.backlog),
      link: { to: '/devices', search: { backlog: 'true' } },
    },
    {
      label: t('console.overview.settingsApplied'),
      ...of(rollout.applied, rollout.total),
      link: { to: may('settings:read') ? '/settings/printers-and-terminals' : '/devices' },
    },
    {
      label: t('console.overview.users'),
      ...of(users.enabled, users.total),
      link: { to: '/users', search: { enabled: 'true' } },
    },
  ];
}
