import type { GrantedRight } from '@holdover/api';

/** What a page, and all below it, would show a refusal without. */
const PAGE_RIGHTS: Readonly<Record<string, GrantedRight>> = {
  '/users': 'users:read',
  '/groups': 'users:read',
  '/imports': 'users:read',
  '/imports/new': 'users:write',
  '/user-sources': 'users:read',
  '/user-sources/new': 'settings:write',
  '/devices': 'devices:read',
  '/device-groups': 'devices:read',
  '/alerts': 'devices:read',
  '/explain': 'devices:read',
  '/profiles': 'devices:read',
  '/queues': 'devices:read',
  '/jobs': 'accounting:read',
  '/sessions': 'accounting:read',
  '/activities': 'accounting:read',
  '/review': 'accounting:read',
  '/settings': 'settings:read',
  '/system': 'settings:read',
  '/administrators': 'administrators:read',
  '/api-tokens': 'administrators:read',
  '/console-sessions': 'administrators:read',
  '/audit': 'audit:read',
};

/** Undefined: whoever is signed in may see it. */
export function rightFor(path: string): GrantedRight | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const part = path.slice(0, end);
    if (Object.hasOwn(PAGE_RIGHTS, part)) return PAGE_RIGHTS[part];
  }
  return undefined;
}
