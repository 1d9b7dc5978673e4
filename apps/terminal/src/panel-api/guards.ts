import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PanelRefusal } from './panel-refusal.ts';

/** As browsers know this panel. */
export interface OwnAddress {
  readonly scheme: 'http' | 'https';
  /** Values of `Host`, lower-case. */
  readonly ownHosts: () => ReadonlySet<string>;
}

/**
 * The panel's API answers only its own panel (security.md): own Host (so that no name of an attacker's resolves to it),
 * no foreign Origin (so that no page in some browser types PINs), JSON alone (so that no form can).
 */
export function registerGuards(app: FastifyInstance, { scheme, ownHosts }: OwnAddress): void {
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host?.toLowerCase();
    if (host === undefined || !ownHosts().has(host)) throw new PanelRefusal('foreign-origin');
    if (!request.url.startsWith('/api/')) return;
    if (isForeign(request, `${scheme}://${host}`)) throw new PanelRefusal('foreign-origin');
    if (carriesBody(request) && !isJson(request.headers['content-type'])) throw new PanelRefusal('bad-request');
  });
}

/** @param own the panel's own origin */
function isForeign(request: FastifyRequest, own: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== own) return true;
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function carriesBody(request: FastifyRequest): boolean {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': coding } = request.headers;
  return type !== undefined || coding !== undefined || (length !== undefined && length !== '0');
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json\s*(;|$)/i.test(type);
}
