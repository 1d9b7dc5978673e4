import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconApi,
  IconBuilding,
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
import { Link, type LinkProps } from '@tanstack/react-router';
import { API_ROOT, type GrantedRight } from '@holdover/api';
import { useMay } from '../kit/use-may.ts';
import classes from './shell.module.css';
import { useTexts, type TextKey } from './texts.tsx';

interface Item {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: TextKey;
  readonly icon: Icon;
  /** Without it the page would show a refusal alone. */
  readonly right?: GrantedRight;
}

const SECTIONS: readonly { title: TextKey; items: readonly Item[] }[] = [
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
      { to: '/queues', label: 'console.queues.title', icon: IconInbox },
      { to: '/jobs', label: 'console.jobs.title', icon: IconStack2 },
      { to: '/sessions', label: 'console.sessions.title', icon: IconReceipt },
      { to: '/activities', label: 'console.activities.title', icon: IconListDetails },
    ],
  },
  {
    title: 'console.nav.settings',
    items: [
      {
        to: '/settings/printers-and-terminals',
        label: 'console.nav.printersAndTerminals',
        icon: IconDevices2,
        right: 'settings:read',
      },
      {
        to: '/settings/authentication',
        label: 'console.authentication.title',
        icon: IconLockPassword,
        right: 'settings:read',
      },
      { to: '/settings/email', label: 'console.email.title', icon: IconMail, right: 'settings:read' },
      {
        to: '/settings/organisation',
        label: 'console.organisation.title',
        icon: IconBuilding,
        right: 'settings:read',
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
        right: 'administrators:read',
      },
      { to: '/api-tokens', label: 'console.tokens.title', icon: IconKey, right: 'administrators:read' },
      {
        to: '/console-sessions',
        label: 'console.consoleSessions.title',
        icon: IconDeviceDesktop,
        right: 'administrators:read',
      },
      { to: '/audit', label: 'console.audit.title', icon: IconHistory, right: 'audit:read' },
      { to: '/system', label: 'console.system.title', icon: IconServerCog, right: 'settings:read' },
    ],
  },
];

export function Navigation() {
  const { t } = useTexts();
  const may = useMay();
  const shown = ({ right }: Item): boolean => right === undefined || may(right);
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
                  <NavigationLink {...item} />
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

function NavigationLink({ to, label, icon: Glyph }: Item) {
  const { t } = useTexts();
  return (
    <Link to={to} className={classes['link']} activeOptions={{ exact: to === '/', includeSearch: false }}>
      <Glyph size={19} stroke={1.7} aria-hidden />
      {t(label)}
    </Link>
  );
}
