import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconApi,
  IconBuilding,
  IconChecklist,
  IconDeviceDesktop,
  IconDevices2,
  IconFileImport,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconListDetails,
  IconMessageQuestion,
  IconLockPassword,
  IconMail,
  IconMapPin,
  IconPrinter,
  IconReceipt,
  IconServer2,
  IconServerCog,
  IconStack2,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { API_ROOT } from '@holdover/api';
import { useMay } from '../kit/use-may.ts';
import { rightFor } from './page-rights.ts';
import { useServices } from './services.tsx';
import classes from './shell.module.css';
import { useTexts, type TextKey } from './texts.tsx';

interface Item {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: TextKey;
  readonly icon: Icon;
}

export const SECTIONS: readonly { title: TextKey; items: readonly Item[] }[] = [
  {
    title: 'console.nav.people',
    items: [
      { to: '/users', label: 'console.users.title', icon: IconUsers },
      { to: '/groups', label: 'console.groups.title', icon: IconUsersGroup },
      { to: '/imports', label: 'console.imports.title', icon: IconFileImport },
      { to: '/user-sources', label: 'console.sources.title', icon: IconServer2 },
    ],
  },
  {
    title: 'console.nav.fleet',
    items: [
      { to: '/devices', label: 'console.devices.title', icon: IconPrinter },
      { to: '/device-groups', label: 'console.deviceGroups.title', icon: IconMapPin },
      { to: '/alerts', label: 'console.alerts.title', icon: IconAlertTriangle },
      { to: '/explain', label: 'console.explanation.title', icon: IconMessageQuestion },
      { to: '/profiles', label: 'console.profiles.title', icon: IconAdjustmentsHorizontal },
    ],
  },
  {
    title: 'console.nav.printing',
    items: [
      { to: '/queues', label: 'console.queues.title', icon: IconInbox },
      { to: '/jobs', label: 'console.jobs.title', icon: IconStack2 },
    ],
  },
  {
    title: 'console.nav.accounting',
    items: [
      { to: '/sessions', label: 'console.sessions.title', icon: IconReceipt },
      { to: '/activities', label: 'console.activities.title', icon: IconListDetails },
      { to: '/review', label: 'console.review.title', icon: IconChecklist },
    ],
  },
  {
    title: 'console.nav.settings',
    items: [
      {
        to: '/settings/printers-and-terminals',
        label: 'console.nav.printersAndTerminals',
        icon: IconDevices2,
      },
      {
        to: '/settings/authentication',
        label: 'console.authentication.title',
        icon: IconLockPassword,
      },
      { to: '/settings/email', label: 'console.email.title', icon: IconMail },
      {
        to: '/settings/organisation',
        label: 'console.organisation.title',
        icon: IconBuilding,
      },
    ],
  },
  {
    title: 'console.nav.administration',
    items: [
      {
        to: '/administrators',
        label: 'console.administrators.title',
        icon: IconUserShield,
      },
      { to: '/api-tokens', label: 'console.tokens.title', icon: IconKey },
      {
        to: '/console-sessions',
        label: 'console.consoleSessions.title',
        icon: IconDeviceDesktop,
      },
      { to: '/audit', label: 'console.audit.title', icon: IconHistory },
      { to: '/system', label: 'console.system.title', icon: IconServerCog },
    ],
  },
];

export function Navigation() {
  const { t } = useTexts();
  const may = useMay();
  const waiting = useWaiting();
  const shown = ({ to }: Item): boolean => {
    const right = rightFor(to);
    return right === undefined || may(right);
  };
  return (
    <nav className={classes['nav']} aria-label={t('console.shell.navigation')}>
      <NavigationLink to="/" label="console.overview.title" icon={IconHome} />
      {SECTIONS.map(({ title, items }) => ({ title, items: items.filter(shown) }))
        .filter(({ items }) => items.length > 0)
        .map(({ title, items }) => (
          <div key={title}>
            <div className={classes['section']}>{t(title)}</div>
            <ul>
              {items.map((item) => (
                <li key={item.to}>
                  <NavigationLink {...item} waiting={waiting(item.to)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      <div className={classes['section']}>{t('console.nav.developers')}</div>
      <a className={classes['link']} href={`${API_ROOT}/docs`} target="_blank" rel="noreferrer">
        <IconApi size={19} stroke={1.7} aria-hidden />
        {t('console.nav.api')}
      </a>
    </nav>
  );
}

/** What waits for somebody, of pages that have such. */
function useWaiting(): (to: Item['to']) => number {
  const { resources } = useServices();
  const may = useMay();
  const review = useQuery(resources.openReview(may('accounting:read')));
  return (to) => (to === '/review' ? (review.data?.count ?? 0) : 0);
}

function NavigationLink({ to, label, icon: Glyph, waiting = 0 }: Item & { readonly waiting?: number }) {
  const { t, format } = useTexts();
  return (
    <Link to={to} className={classes['link']} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Glyph size={19} stroke={1.7} aria-hidden />
      {t(label)}
      {waiting === 0 ? null : (
        <span className={classes['waiting']}>
          <span aria-hidden>{format.number(waiting)}</span>
          <span className="sr-only">
            {t('console.review.openItems', { count: waiting, number: format.number(waiting) })}
          </span>
        </span>
      )}
    </Link>
  );
}
