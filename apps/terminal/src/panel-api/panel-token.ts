import { equalBytes, utf8 } from '@holdover/kernel';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { PanelAccess } from './panel-access.ts';
import { PanelRefusal } from './panel-refusal.ts';

/** The link an administrator opens once in the panel's browser. */
export const PANEL_LINK_PATH = '/panel-link';

const KEPT_SECONDS = 400 * 24 * 60 * 60;
const linkQuery = z.object({ token: z.string().max(128) });

/**
 * A panel over the network answers only a page that was opened by its link (security.md): the link leaves a cookie that no script
 * reads and no other site's page sends.
 */
export function registerPanelToken(app: FastifyInstance, access: Pick<PanelAccess, 'token'>, panelName: string): void {
  const cookie = `__Host-${panelName}`;
  const isToken = async (given: string | undefined): Promise<boolean> =>
    given !== undefined && equalBytes(utf8(given), utf8(await access.token()));

  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith(`${PANEL_LINK_PATH}?`)) return;
    if (!(await isToken(request.cookies[cookie]))) throw new PanelRefusal('foreign-origin');
  });
  app.get(PANEL_LINK_PATH, async (request, reply) => {
    const { data } = linkQuery.safeParse(request.query);
    if (data === undefined || !(await isToken(data.token))) throw new PanelRefusal('foreign-origin');
    const flags = { path: '/', httpOnly: true, sameSite: 'strict', secure: true, maxAge: KEPT_SECONDS } as const;
    return reply.setCookie(cookie, data.token, flags).header('cache-control', 'no-store').redirect('/', 303);
  });
}
