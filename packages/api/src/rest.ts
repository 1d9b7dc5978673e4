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
import * as printers from './printers.ts';
import * as profiles from './profiles.ts';
import * as queues from './queues.ts';
import * as review from './review.ts';
import type { Route } from './route.ts';
import * as sessions from './sessions.ts';
import * as settings from './settings.ts';
import * as userSources from './user-sources.ts';
import * as users from './users.ts';

/** Where the REST interface lives. */
export const API_ROOT = '/api/v1';

/** Every operation, in the order of its page. */
export const ROUTES: readonly Route[] = [
  administrators,
  users,
  credentials,
  imports,
  userSources,
  groups,
  deviceGroups,
  profiles,
  devices,
  printers,
  queues,
  jobs,
  settings,
  organisation,
  mail,
  authority,
  sessions,
  review,
  alerts,
  audit,
  events,
].flatMap((resource) => Object.values(resource).filter(isRoute));

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'method' in value && 'right' in value && 'path' in value;
}
