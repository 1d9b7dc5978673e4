import {
  me,
  setUp,
  setUpState,
  signIn,
  signOut,
  type Administrator as ApiAdministrator,
  type Principal,
} from '@holdover/api';
import { ProblemFault } from '../../problem-fault.ts';
import type { Authentication } from '../../http/authentication.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { rightsOf, type Administrator } from './administrator.ts';
import type { Administrators } from './administrators.ts';

export interface AdministratorRoutesDeps {
  readonly administrators: Administrators;
  readonly authentication: Authentication;
  readonly stores: Stores;
}

export function addAdministratorRoutes(routes: RouteRegistrar, deps: AdministratorRoutesDeps): void {
  const { administrators, authentication } = deps;
  routes.add(setUpState, async () => ({ needed: await administrators.setUpNeeded() }));
  routes.add(
    setUp,
    async ({ body: { token, ...first }, reply }) => {
      const { administrator, sessionToken } = await administrators.setUp(token, first);
      authentication.setSession(reply, sessionToken);
      return toApi(administrator);
    },
    { location: () => '/me' },
  );
  routes.add(signIn, async ({ body, request, reply }) => {
    const oldToken = authentication.sessionToken(request);
    const { administrator, sessionToken } = await administrators.signIn({ ...body, address: request.ip, oldToken });
    authentication.setSession(reply, sessionToken);
    return toApi(administrator);
  });
  routes.add(signOut, async ({ request, reply }) => {
    const token = authentication.sessionToken(request);
    if (token !== undefined) await administrators.signOut(token);
    authentication.clearSession(reply);
  });
  routes.add(me, async ({ actor }): Promise<Principal> => {
    if (actor.kind !== 'administrator') throw new ProblemFault('not-allowed');
    const found = await deps.stores.administrators.findByUserName(actor.name);
    if (found === undefined) throw new ProblemFault('not-signed-in');
    return { kind: 'administrator', ...toApi(found.administrator), rights: rightsOf(found.administrator.role) };
  });
}

function toApi({ id, userName, role, language }: Administrator): ApiAdministrator {
  return { id, userName, role, language };
}
