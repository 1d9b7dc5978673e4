import { createApiToken, deleteApiToken, listApiTokens, type ApiToken as Shown } from '@holdover/api';
import { instant, toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { ApiToken } from './administrator.ts';
import type { ApiTokens } from './api-tokens.ts';

export function addApiTokenRoutes(routes: RouteRegistrar, tokens: ApiTokens): void {
  routes.add(listApiTokens, async ({ query }) => {
    const page = await tokens.list(query);
    return { ...page, items: page.items.map(toApi) };
  });
  routes.add(
    createApiToken,
    async ({ actor, body }) => {
      const expiresAt = body.expiresAt === null ? null : instant(Date.parse(body.expiresAt));
      const { made, token } = await tokens.create(actor, { ...body, expiresAt });
      return { ...toApi(made), token };
    },
    { withoutSecrets: ({ token: _token, ...shown }) => shown, location: () => '/api-tokens' },
  );
  routes.add(deleteApiToken, ({ actor, params }) => tokens.delete(actor, params.id));
}

function toApi({ createdAt, expiresAt, lastUsedAt, rights, ...token }: ApiToken): Shown {
  return {
    ...token,
    rights: [...rights],
    createdAt: toRfc3339(createdAt),
    expiresAt: expiresAt === null ? null : toRfc3339(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : toRfc3339(lastUsedAt),
  };
}
