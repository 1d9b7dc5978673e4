import { Fault, isId, type AdministratorId, type DeviceId, type Id, type IdKind, type UserId } from '@holdover/kernel';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent as lazyPage,
  redirect,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OUTAGE_RANGES, type OutageRange } from '../client/overview-resources.ts';
import type { GateResources } from '../client/gate-resources.ts';
import type { DeviceGroupFilter } from '../client/device-resources.ts';
import { NO_SUCH_PAGE } from '../kit/is-address-fault.ts';
import { failedPageOf } from '../kit/missing.tsx';
import { PageFailed, PageMissing, PagePending } from '../kit/page-states.tsx';
import { DEVICE_TABS, type DeviceTab } from '../pages/Devices/device-tabs.ts';
import { LATER_STEPS, type LaterStep } from '../pages/SetUp/set-up-step.ts';
import {
  activitySearch,
  alertSearch,
  auditSearch,
  deviceGroupSearch,
  deviceSearch,
  importSearch,
  jobSearch,
  queueSearch,
  reviewSearch,
  sessionSearch,
  userSearch,
} from './list-searches.ts';
import type { PageLanguage } from './page-language.ts';
import { optionalId, optionalOneOf, optionalText, readSearch, writeSearch } from './search-params.ts';

interface RouterContext {
  readonly queries: QueryClient;
  readonly resources: GateResources;
  readonly language: PageLanguage;
}

/** A page behind the first one: the styles of what the first has not come before it. */
function lazyRouteComponent<K extends string>(load: () => Promise<Readonly<Record<K, () => ReactNode>>>, name: K) {
  const whole = async () => (await Promise.all([import('./shell-styles.ts'), load()]))[1];
  return lazyPage(async () => ({ Page: (await whole())[name] }), 'Page');
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
  component: lazyPage(() => import('../pages/SignIn/sign-in-page.tsx'), 'SignInPage'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (
    search,
  ): { token?: string | undefined; step?: LaterStep | undefined; device?: DeviceId | undefined } => ({
    token: optionalText(search['token']),
    step: optionalOneOf(LATER_STEPS, search['step']),
    device: optionalId('device', search['device']),
  }),
  // The first step is for who has the link; the others are for who is signed in.
  beforeLoad: async ({ context, search, location }) => {
    if (search.step !== undefined) await enter(context, location);
  },
  component: lazyRouteComponent(() => import('../pages/SetUp/set-up-page.tsx'), 'SetUpPage'),
});

const ShellPage = lazyPage(() => import('./shell.tsx'), 'Shell');
/** Everything behind the sign-in: the shell with navigation, and within it the pages. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    await enter(context, location, () => ShellPage.preload?.());
  },
  component: ShellPage,
});
const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: (search): { outages?: OutageRange | undefined; as?: 'table' | undefined } => ({
    outages: optionalOneOf(Object.keys(OUTAGE_RANGES) as OutageRange[], search['outages']),
    as: optionalOneOf(['table'] as const, search['as']),
  }),
  component: lazyPage(() => import('../pages/Overview/overview-page.tsx'), 'OverviewPage'),
});
const alerts = createRoute({
  getParentRoute: () => shell,
  path: '/alerts',
  validateSearch: alertSearch,
  component: lazyRouteComponent(() => import('../pages/Alerts/alerts-page.tsx'), 'AlertsPage'),
});
const explain = createRoute({
  getParentRoute: () => shell,
  path: '/explain',
  validateSearch: (search): { user?: UserId | undefined; device?: DeviceId | undefined } => ({
    user: optionalId('user', search['user']),
    device: optionalId('device', search['device']),
  }),
  component: lazyRouteComponent(() => import('../pages/Explain/explain-page.tsx'), 'ExplainPage'),
});
const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  validateSearch: userSearch,
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
  validateSearch: deviceSearch,
  component: lazyRouteComponent(() => import('../pages/Devices/devices-page.tsx'), 'DevicesPage'),
});
const device = createRoute({
  getParentRoute: () => shell,
  path: '/devices/$id',
  params: { parse: ({ id }) => ({ id: pathId('device', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('device'),
  validateSearch: (search): { tab?: DeviceTab | undefined } => ({ tab: optionalOneOf(DEVICE_TABS, search['tab']) }),
  component: lazyRouteComponent(() => import('../pages/Devices/device-page.tsx'), 'DevicePage'),
});
const deviceGroups = createRoute({
  getParentRoute: () => shell,
  path: '/device-groups',
  validateSearch: deviceGroupSearch,
  component: lazyRouteComponent(() => import('../pages/DeviceGroups/device-groups-page.tsx'), 'DeviceGroupsPage'),
});
const deviceGroup = createRoute({
  getParentRoute: () => shell,
  path: '/device-groups/$id',
  params: { parse: ({ id }) => ({ id: pathId('deviceGroup', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('deviceGroup'),
  validateSearch: (search): Pick<DeviceGroupFilter, 'q' | 'sort'> => ({
    q: optionalText(search['q']),
    sort: optionalText(search['sort']),
  }),
  component: lazyRouteComponent(() => import('../pages/DeviceGroups/device-group-page.tsx'), 'DeviceGroupPage'),
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
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import('../pages/Queues/queues-page.tsx'), 'QueuesPage'),
});
const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: jobSearch,
  component: lazyRouteComponent(() => import('../pages/Jobs/jobs-page.tsx'), 'JobsPage'),
});
const activities = createRoute({
  getParentRoute: () => shell,
  path: '/activities',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../pages/Sessions/activities-page.tsx'), 'ActivitiesPage'),
});
const sessions = createRoute({
  getParentRoute: () => shell,
  path: '/sessions',
  validateSearch: sessionSearch,
  component: lazyRouteComponent(() => import('../pages/Sessions/sessions-page.tsx'), 'SessionsPage'),
});
const review = createRoute({
  getParentRoute: () => shell,
  path: '/review',
  validateSearch: reviewSearch,
  component: lazyRouteComponent(() => import('../pages/Review/review-page.tsx'), 'ReviewPage'),
});
const reviewItem = createRoute({
  getParentRoute: () => shell,
  path: '/review/$id',
  params: { parse: ({ id }) => ({ id: pathId('reviewItem', id) }), stringify: ({ id }) => ({ id }) },
  errorComponent: failedPageOf('reviewItem'),
  component: lazyRouteComponent(() => import('../pages/Review/review-item-page.tsx'), 'ReviewItemPage'),
});
const offlineLogin = createRoute({
  getParentRoute: () => shell,
  path: '/settings/printers-and-terminals',
  component: lazyRouteComponent(() => import('../pages/OfflineLogin/offline-login-page.tsx'), 'OfflineLoginPage'),
});
const authentication = createRoute({
  getParentRoute: () => shell,
  path: '/settings/authentication',
  component: lazyRouteComponent(() => import('../pages/Authentication/authentication-page.tsx'), 'AuthenticationPage'),
});
const system = createRoute({
  getParentRoute: () => shell,
  path: '/system',
  component: lazyRouteComponent(() => import('../pages/System/system-page.tsx'), 'SystemPage'),
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
  validateSearch: importSearch,
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
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../pages/Audit/audit-page.tsx'), 'AuditPage'),
});

const tree = root.addChildren([
  signIn,
  setUp,
  shell.addChildren([
    home,
    alerts,
    explain,
    users,
    user,
    groups,
    devices,
    device,
    deviceGroups,
    deviceGroup,
    profiles,
    profile,
    queues,
    jobs,
    sessions,
    activities,
    review,
    reviewItem,
    offlineLogin,
    authentication,
    system,
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

/** Brings the texts in the language of who is signed in; leads whoever is not to the sign-in page, which leads back. */
async function enter(
  { queries, resources, language }: RouterContext,
  { pathname, href }: { readonly pathname: string; readonly href: string },
  alongside?: () => Promise<unknown> | undefined,
): Promise<void> {
  const me = await queries.ensureQueryData(resources.me()).catch(() => null);
  if (me === null) {
    redirect({ throw: true, to: '/sign-in', search: pathname === '/' ? {} : { next: href } });
    return;
  }
  await Promise.all([language.enter(me.language, pathname === '/' ? 'first' : 'whole'), alongside?.()]);
}

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
    // What no page asked for is no filter: a list would be refused for it.
    search: { strict: true },
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
