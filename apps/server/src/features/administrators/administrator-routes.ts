import {
  changeOwnPassword,
  me,
  patchMe,
  setUp,
  setUpState,
  signIn,
  signOut,
  type Administrator as ApiAdministrator,
  type Principal as ApiPrincipal,
} from '@holdover/api';
import type { FastifyRequest } from 'fastify';
import { ProblemFault } from '../../problem-fault.ts';
import type { Authentication } from '../../http/authentication.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { chosenTimeZone } from '../settings/settings.ts';
import { addAccountRoutes } from './account-routes.ts';
import { grantedTo, type Administrator } from './administrator.ts';
import type { Administrators } from './administrators.ts';
import { addApiTokenRoutes } from './api-token-routes.ts';
import { addConsoleSessionRoutes } from './console-session-routes.ts';
import type { SignInPlace } from './console-sessions.ts';
import type { Actor } from '../../actor.ts';

export interface AdministratorRoutesDeps {
  readonly administrators: Administrators;
  readonly authentication: Authentication;
  readonly stores: Pick<Stores, 'settings'>;
}

export function addAdministratorRoutes(routes: RouteRegistrar, deps: AdministratorRoutesDeps): void {
  addSignInRoutes(routes, deps);
  addOwnRoutes(routes, deps);
  addAccountRoutes(routes, deps.administrators.accounts);
  addConsoleSessionRoutes(routes, deps.administrators.sessions);
  addApiTokenRoutes(routes, deps.administrators.tokens);
}

function addSignInRoutes(routes: RouteRegistrar, { administrators, authentication }: AdministratorRoutesDeps): void {
  routes.add(setUpState, async () => ({ needed: await administrators.setUpNeeded() }));
  routes.add(
    setUp,
    async ({ body: { token, ...first }, request, reply }) => {
      const { administrator, sessionToken } = await administrators.setUp(token, first, placeOf(request));
      authentication.setSession(reply, sessionToken);
      return toApi(administrator);
    },
    { location: () => '/me' },
  );
  routes.add(signIn, async ({ body, request, reply }) => {
    const oldToken = authentication.sessionToken(request);
    const { administrator, sessionToken } = await administrators.signIn({ ...body, ...placeOf(request), oldToken });
    authentication.setSession(reply, sessionToken);
    return toApi(administrator);
  });
  routes.add(signOut, async ({ request, reply }) => {
    const token = authentication.sessionToken(request);
    if (token !== undefined) await administrators.sessions.signOut(token);
    authentication.clearSession(reply);
  });
}

function addOwnRoutes(routes: RouteRegistrar, deps: AdministratorRoutesDeps): void {
  const { administrators, authentication, stores } = deps;
  const { own } = administrators;
  const principalOf = async (actor: Actor, administrator: Administrator): Promise<ApiPrincipal> => ({
    kind: 'administrator',
    ...toApi(administrator),
    rights: [...grantedTo(actor)],
    timeZone: await chosenTimeZone(stores.settings),
  });
  routes.add(me, async ({ actor }) => {
    if (actor.kind === 'administrator') return principalOf(actor, await own.read(actor));
    if (actor.kind !== 'api-token') throw new ProblemFault('not-allowed');
    const { kind, id, name } = actor;
    const timeZone = await chosenTimeZone(stores.settings);
    return { kind, id, userName: name, role: null, rights: [...actor.rights], language: null, timeZone };
  });
  routes.add(patchMe, async ({ actor, body }) => principalOf(actor, await own.patch(actor, body)));
  routes.add(changeOwnPassword, async ({ actor, body, request, reply }) => {
    const token = await own.changePassword(actor, { ...body, address: request.ip });
    authentication.setSession(reply, token);
  });
}

function placeOf(request: FastifyRequest): SignInPlace {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}

function toApi({ id, userName, role, language }: Administrator): ApiAdministrator {
  return { id, userName, role, language };
}
