import * as administrators from './administrators.ts';
import * as alerts from './alerts.ts';
import * as audit from './audit.ts';
import * as authority from './authority.ts';
import * as credentials from './credentials.ts';
import * as deviceGroups from './device-groups.ts';
import * as devices from './devices.ts';
import * as events from './events.ts';
import * as groups from './groups.ts';
import * as imports from './imports.ts';
import * as jobs from './jobs.ts';
import * as mail from './mail.ts';
import * as organisation from './organisation.ts';
import * as overview from './overview.ts';
import * as printers from './printers.ts';
import * as profiles from './profiles.ts';
import * as queues from './queues.ts';
import * as review from './review.ts';
import type { Route } from './route.ts';
import * as sessions from './sessions.ts';
import * as settings from './settings.ts';
import * as system from './system.ts';
import * as userSources from './user-sources.ts';
import * as users from './users.ts';

/** Operations and schemas of one subject. */
export interface Resource {
  readonly name: string;
  readonly about: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** In the order of the page. */
export const RESOURCES: readonly Resource[] = [
  {
    name: 'Administrators',
    about: 'Signing in, who may do what, their sessions, and tokens for programs.',
    exports: administrators,
  },
  { name: 'Users', about: 'The people who print.', exports: users },
  { name: 'PINs and ID cards', about: 'What people log in with at a device.', exports: credentials },
  { name: 'Imports', about: 'Users from a CSV file, and how an import goes.', exports: imports },
  { name: 'User sources', about: 'Directories (LDAP) that users come from.', exports: userSources },
  { name: 'Groups', about: 'Groups of users, nested one level.', exports: groups },
  { name: 'Device groups', about: 'Groups of devices; some are sites.', exports: deviceGroups },
  { name: 'Profiles', about: 'What a kind of device offers at its panel.', exports: profiles },
  { name: 'Devices', about: 'Printers with their terminals, and who can log in there offline.', exports: devices },
  { name: 'Overview', about: 'The fleet at a glance, and when terminals were away.', exports: overview },
  { name: 'Printers', about: 'Printers found on the network, and their certificates.', exports: printers },
  { name: 'Queues', about: 'Where programs print to.', exports: queues },
  { name: 'Jobs', about: 'What waits to be printed.', exports: jobs },
  { name: 'Settings', about: 'Offline login, PIN rules, journal.', exports: settings },
  { name: 'Organisation', about: 'Name, language and time zone.', exports: organisation },
  { name: 'Mail', about: 'How the server sends mail.', exports: mail },
  { name: 'Authority', about: 'The fleet’s certificate authority and the link to terminals.', exports: authority },
  { name: 'System', about: 'The server itself: version, certificates, log.', exports: system },
  { name: 'Sessions', about: 'Who logged in where, what they did, and what it used.', exports: sessions },
  { name: 'Review', about: 'Records that a person must look at.', exports: review },
  { name: 'Alerts', about: 'What needs somebody now.', exports: alerts },
  { name: 'Audit', about: 'Every change, chained, with who, when, before and after.', exports: audit },
  { name: 'Events', about: 'What has just become true, as it happens.', exports: events },
];

export const routesOf = ({ exports }: Resource): Route[] => Object.values(exports).filter(isRoute);

/** Every operation, in the order of its page. */
export const ROUTES: readonly Route[] = RESOURCES.flatMap(routesOf);

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'method' in value && 'right' in value && 'path' in value;
}
