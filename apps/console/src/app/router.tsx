import { deviceLinkField, jobStateField } from '@holdover/api';
import { Fault, isId, type AdministratorId, type Id, type IdKind } from '@holdover/kernel';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { AuditFilter } from '../client/administration-resources.ts';
import type { GateResources } from '../client/gate-resources.ts';
import type { ImportFilter } from '../client/directory-resources.ts';
import type {
  ActivityFilter,
  DeviceFilter,
  JobFilter,
  QueueFilter,
  SessionFilter,
  UserFilter,
} from '../client/resources.ts';
import { NO_SUCH_PAGE } from '../kit/is-address-fault.ts';
import { failedPageOf } from '../kit/missing.tsx';
import { PageFailed, PageMissing, PagePending } from '../kit/page-states.tsx';
import type { PageLanguage } from './page-language.ts';
import { optionalId, optionalOneOf, optionalText, readSearch, writeSearch } from './search-params.ts';

interface RouterContext {
  readonly queries: QueryClient;
  readonly resources: GateResources;
  readonly language: PageLanguage;
}

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: PageMissing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string | undefined } => ({ next: optionalText(search['next']) }),
  beforeLoad: async ({ context }) => {
    const state = await context.queries.fetchQuery(context.resources.setUp()).catch(() => ({ needed: false }));
    if (state.needed) redirect({ throw: true, to: '/set-up', search: {} });
  },
  component: lazyRouteComponent(() => import('../pages/SignIn/sign-in-page.tsx'), 'SignInPage'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (search): { token?: string | undefined } => ({ token: optionalText(search['token']) }),
  component: lazyRouteComponent(() => import('../pages/SetUp/set-up-page.tsx'), 'SetUpPage'),
});

const ShellPage = lazyRouteComponent(() => import('./shell.tsx'), 'Shell');
/** Everything behind the sign-in: the shell with navigation, and within it the pages. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(context.resources.me()).catch(() => null);
    if (me === null) {
      redirect({ throw: true, to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
      return;
    }
    await Promise.all([context.language.enter(me.language), ShellPage.preload?.()]);
  },
  component: ShellPage,
});
const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/Overview/overview-page.tsx'), 'OverviewPage'),
});
const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  validateSearch: (search): UserFilter => ({
    q: optionalText(search['q']),
    group: optionalId('group', search['group']),
    enabled: optionalOneOf(['true', 'false'] as const, search['enabled']),
    source: optionalId('userSource', search['source']),
    pinBelowFloor: optionalOneOf(['true'] as const, search['pinBelowFloor']),
    sort: optionalText(search['sort']),
  }),
  component: lazyRouteComponent(() => import('../pages/Users/users-page.tsx'), 'UsersPage'),
});
const USER_TABS = ['general', 'groups', 'pins', 'cards', 'rights', 'password', 'sessions', 'offline'] as const;
type UserTab = (typeof USER_TABS)[number];
const user = createRoute({
  getParentRoute: () => shell,
  path: '/users/$id',
  params: { parse: ({ id }) => ({ id: pathId('user', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('user'),
  validateSearch: (search): { tab?: UserTab | undefined } => ({ tab: optionalOneOf(USER_TABS, search['tab']) }),
  component: lazyRouteComponent(() => import('../pages/Users/user-page.tsx'), 'UserPage'),
});
const groups = createRoute({
  getParentRoute: () => shell,
  path: '/groups',
  validateSearch: (search): { q?: string | undefined } => ({ q: optionalText(search['q']) }),
  component: lazyRouteComponent(() => import('../pages/Groups/groups-page.tsx'), 'GroupsPage'),
});
const devices = createRoute({
  getParentRoute: () => shell,
  path: '/devices',
  validateSearch: (search): DeviceFilter => ({
    q: optionalText(search['q']),
    link: optionalOneOf(deviceLinkField.options, search['link']),
    sort: optionalText(search['sort']),
  }),
  component: lazyRouteComponent(() => import('../pages/Devices/devices-page.tsx'), 'DevicesPage'),
});
const device = createRoute({
  getParentRoute: () => shell,
  path: '/devices/$id',
  params: { parse: ({ id }) => ({ id: pathId('device', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('device'),
  component: lazyRouteComponent(() => import('../pages/Devices/device-page.tsx'), 'DevicePage'),
});
const profiles = createRoute({
  getParentRoute: () => shell,
  path: '/profiles',
  component: lazyRouteComponent(() => import('../pages/Profiles/profiles-page.tsx'), 'ProfilesPage'),
});
const profile = createRoute({
  getParentRoute: () => shell,
  path: '/profiles/$id',
  params: { parse: ({ id }) => ({ id: pathId('profile', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('profile'),
  component: lazyRouteComponent(() => import('../pages/Profiles/profile-page.tsx'), 'ProfilePage'),
});
const queues = createRoute({
  getParentRoute: () => shell,
  path: '/queues',
  validateSearch: (search): QueueFilter => ({ q: optionalText(search['q']), sort: optionalText(search['sort']) }),
  component: lazyRouteComponent(() => import('../pages/Queues/queues-page.tsx'), 'QueuesPage'),
});
const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: (search): JobFilter => ({
    q: optionalText(search['q']),
    over: optionalOneOf(['true', 'any'] as const, search['over']),
    state: optionalOneOf(jobStateField.options, search['state']),
    userId: optionalId('user', search['userId']),
    queueId: optionalId('queue', search['queueId']),
    deviceId: optionalId('device', search['deviceId']),
  }),
  component: lazyRouteComponent(() => import('../pages/Jobs/jobs-page.tsx'), 'JobsPage'),
});
const recordSearch = (search: Record<string, unknown>): SessionFilter => ({
  mode: optionalOneOf(['online', 'offline'] as const, search['mode']),
  userId: optionalId('user', search['userId']),
  deviceId: optionalId('device', search['deviceId']),
});
const activities = createRoute({
  getParentRoute: () => shell,
  path: '/activities',
  validateSearch: (search): ActivityFilter => ({
    ...recordSearch(search),
    unauthenticated: optionalOneOf(['true'] as const, search['unauthenticated']),
  }),
  component: lazyRouteComponent(() => import('../pages/Sessions/activities-page.tsx'), 'ActivitiesPage'),
});
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/sessions',
  validateSearch: recordSearch,
  component: lazyRouteComponent(() => import('../pages/Sessions/sessions-page.tsx'), 'SessionsPage'),
});
const offlineLogin = createRoute({
  getParentRoute: () => shell,
  path: '/settings/printers-and-terminals',
  component: lazyRouteComponent(() => import('../pages/OfflineLogin/offline-login-page.tsx'), 'OfflineLoginPage'),
});
const organisation = createRoute({
  getParentRoute: () => shell,
  path: '/settings/organisation',
  component: lazyRouteComponent(() => import('../pages/Settings/organisation-page.tsx'), 'OrganisationPage'),
});
const email = createRoute({
  getParentRoute: () => shell,
  path: '/settings/email',
  component: lazyRouteComponent(() => import('../pages/Settings/email-page.tsx'), 'EmailPage'),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  validateSearch: (search): ImportFilter => ({ source: optionalId('userSource', search['source']) }),
  component: lazyRouteComponent(() => import('../pages/Imports/imports-page.tsx'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('../pages/Imports/new-import-page.tsx'), 'NewImportPage'),
});
const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  params: { parse: ({ id }) => ({ id: pathId('import', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('import'),
  component: lazyRouteComponent(() => import('../pages/Imports/import-page.tsx'), 'ImportPage'),
});
const userSources = createRoute({
  getParentRoute: () => shell,
  path: '/user-sources',
  component: lazyRouteComponent(() => import('../pages/UserSources/sources-page.tsx'), 'SourcesPage'),
});
const newUserSource = createRoute({
  getParentRoute: () => shell,
  path: '/user-sources/new',
  component: lazyRouteComponent(() => import('../pages/UserSources/new-source-page.tsx'), 'NewSourcePage'),
});
const userSource = createRoute({
  getParentRoute: () => shell,
  path: '/user-sources/$id',
  params: { parse: ({ id }) => ({ id: pathId('userSource', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('userSource'),
  component: lazyRouteComponent(() => import('../pages/UserSources/source-page.tsx'), 'SourcePage'),
});
const administrators = createRoute({
  getParentRoute: () => shell,
  path: '/administrators',
  component: lazyRouteComponent(() => import('../pages/Administrators/administrators-page.tsx'), 'AdministratorsPage'),
});
const apiTokens = createRoute({
  getParentRoute: () => shell,
  path: '/api-tokens',
  component: lazyRouteComponent(() => import('../pages/ApiTokens/api-tokens-page.tsx'), 'ApiTokensPage'),
});
const consoleSessions = createRoute({
  getParentRoute: () => shell,
  path: '/console-sessions',
  validateSearch: (search): { administrator?: AdministratorId | undefined } => ({
    administrator: optionalId('administrator', search['administrator']),
  }),
  component: lazyRouteComponent(
    () => import('../pages/ConsoleSessions/console-sessions-page.tsx'),
    'ConsoleSessionsPage',
  ),
});
const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/Account/account-page.tsx'), 'AccountPage'),
});
const ACTOR_KINDS = ['administrator', 'api-token', 'user', 'terminal', 'system'] as const;
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: (search): AuditFilter => ({
    q: optionalText(search['q']),
    action: optionalText(search['action']),
    target: optionalText(search['target']),
    targetKind: optionalText(search['targetKind']),
    actor: optionalText(search['actor']),
    actorKind: optionalOneOf(ACTOR_KINDS, search['actorKind']),
    from: optionalText(search['from']),
    until: optionalText(search['until']),
  }),
  component: lazyRouteComponent(() => import('../pages/Audit/audit-page.tsx'), 'AuditPage'),
});

const tree = root.addChildren([
  signIn,
  setUp,
  shell.addChildren([
    home,
    users,
    user,
    groups,
    devices,
    device,
    profiles,
    profile,
    queues,
    jobs,
    sessions,
    activities,
    offlineLogin,
    organisation,
    email,
    imports,
    newImport,
    oneImport,
    userSources,
    newUserSource,
    userSource,
    administrators,
    apiTokens,
    consoleSessions,
    account,
    audit,
  ]),
]);

function pathId<K extends IdKind>(kind: K, text: string): Id<K> {
  if (isId(kind, text)) return text;
  throw new Fault({ owner: 'caller', code: NO_SUCH_PAGE, message: `The address names no id of kind ${kind}` });
}

export function createConsoleRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    context,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
