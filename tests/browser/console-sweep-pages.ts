import type { SweepData } from './console-sweep-data.ts';

export interface Visit {
  /** Of its pictures. */
  readonly name: string;
  readonly path: string;
  /** Names of what is pressed, in English, one after the other, until a dialog is open, or a menu. */
  readonly dialogs?: readonly (readonly string[])[];
}

/**
 * What the sweep looks at, by the path of the route as the router knows it. A route without an entry fails the sweep.
 */
export function visitsOf(data: SweepData): Readonly<Record<string, readonly Visit[]>> {
  const { user, longUser } = data;
  const one = (name: string, path: string, ...dialogs: (readonly string[])[]): readonly Visit[] => [
    { name, path, dialogs },
  ];
  return {
    '/': one('overview', '/'),
    '/alerts': one('alerts', '/alerts'),
    '/explain': [
      { name: 'explain', path: '/explain' },
      { name: 'explained', path: `/explain?user=${user}&device=${data.device}` },
    ],
    '/users': [
      { name: 'users', path: '/users', dialogs: [['Add user'], ['Actions for ada', 'Delete user']] },
      { name: 'users-none-found', path: '/users?q=nobody-of-this-name' },
    ],
    '/users/$id': [
      { name: 'user', path: `/users/${longUser}` },
      { name: 'user-groups', path: `/users/${longUser}?tab=groups` },
      { name: 'user-pins', path: `/users/${longUser}?tab=pins`, dialogs: [['Set PIN'], ['Temporary PIN']] },
      { name: 'user-cards', path: `/users/${longUser}?tab=cards`, dialogs: [['Add ID card']] },
      { name: 'user-rights', path: `/users/${longUser}?tab=rights` },
      { name: 'user-password', path: `/users/${user}?tab=password` },
      { name: 'user-sessions', path: `/users/${user}?tab=sessions` },
      { name: 'user-offline', path: `/users/${user}?tab=offline` },
    ],
    '/groups': one('groups', '/groups', ['Add group']),
    '/imports': one('imports', '/imports'),
    '/imports/new': one('import-new', '/imports/new'),
    '/imports/$id': one('import', `/imports/${data.imported}`),
    '/user-sources': one('user-sources', '/user-sources'),
    '/user-sources/new': one('user-source-new', '/user-sources/new'),
    '/user-sources/$id': one('user-source', `/user-sources/${data.source}`),
    '/devices': one('devices', '/devices', ['Add device']),
    '/devices/$id': [
      { name: 'device', path: `/devices/${data.device}`, dialogs: [['Actions'], ['Actions', 'Report stolen']] },
      ...['offline', 'groups', 'jobs', 'records', 'history'].map((tab) => ({
        name: `device-tab-${tab}`,
        path: `/devices/${data.device}?tab=${tab}`,
      })),
    ],
    '/device-groups': one('device-groups', '/device-groups'),
    '/device-groups/$id': one('device-group', `/device-groups/${data.deviceGroup}`),
    '/profiles': one('profiles', '/profiles', ['Add profile']),
    '/profiles/$id': one('profile', `/profiles/${data.profile}`, ['Add folder']),
    '/queues': one('queues', '/queues', ['Add queue']),
    '/jobs': [
      { name: 'jobs', path: '/jobs' },
      { name: 'jobs-none-found', path: '/jobs?q=nothing-of-this-name' },
    ],
    '/sessions': one('sessions', '/sessions'),
    '/activities': one('activities', '/activities'),
    '/review': one('review', '/review'),
    '/review/$id': one('review-item', `/review/${data.review}`),
    '/settings/printers-and-terminals': one('offline-login', '/settings/printers-and-terminals', [
      'User Synchronization…',
    ]),
    '/settings/authentication': one('authentication', '/settings/authentication'),
    '/system': one('system', '/system'),
    '/settings/organisation': one('organisation', '/settings/organisation'),
    '/settings/email': one('email', '/settings/email'),
    '/administrators': one('administrators', '/administrators', ['Add administrator']),
    '/api-tokens': one('api-tokens', '/api-tokens', ['Make a token']),
    '/console-sessions': one('console-sessions', '/console-sessions'),
    '/account': one('account', '/account'),
    '/audit': one('audit', '/audit'),
  };
}

/** Outside the shell: they are seen without being signed in. */
export const GATES: Readonly<Record<string, Visit>> = {
  '/sign-in': { name: 'sign-in', path: '/sign-in' },
  '/set-up': { name: 'set-up-done', path: '/set-up' },
};

/** Of no route. */
export const MISSING: Visit = { name: 'missing', path: '/no/such/page' };
