import type { Right } from '@holdover/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.ts';
import { allows } from '../features/administrators/administrator.ts';
import type { Administrators } from '../features/administrators/administrators.ts';
import { ProblemFault, rightMissing } from '../problem-fault.ts';

/** Who is asking, by API token or by the console's session cookie. */
export interface Authentication {
  /** @throws ProblemFault `not-signed-in`, `not-allowed`, `foreign-origin` */
  admit(request: FastifyRequest, right: Right): Promise<Actor>;
  /** Who the asker of a request that is still being answered is by now; undefined once they are nobody any more. */
  admitAgain(request: FastifyRequest): Promise<Actor | undefined>;
  /** Of the session cookie sent, if any. */
  sessionToken(request: FastifyRequest): string | undefined;
  setSession(reply: FastifyReply, token: string): void;
  clearSession(reply: FastifyReply): void;
}

export interface AuthenticationOptions {
  readonly administrators: Pick<Administrators, 'actorOfSession' | 'actorOfToken'>;
  /** False only on the demo's plain HTTP. */
  readonly secure: boolean;
}

const ANYONE: Actor = { kind: 'system', id: null, name: 'anyone' };

export function createAuthentication({ administrators, secure }: AuthenticationOptions): Authentication {
  // `__Host-` binds the cookie to this host and to HTTPS (RFC 6265bis §4.1.3.2).
  const name = secure ? '__Host-holdover' : 'holdover-console';
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[name];

  const actorOf = async (request: FastifyRequest, quietly?: boolean): Promise<Actor | undefined> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      // Whoever sends one means it: a session beside it does not take its place.
      const bearer = /^Bearer ([\w.~+/-]{1,500}=*)$/i.exec(authorization)?.[1];
      return bearer === undefined ? undefined : administrators.actorOfToken(bearer, quietly);
    }
    const session = sessionToken(request);
    return session === undefined ? undefined : administrators.actorOfSession(session, quietly);
  };

  return {
    admit: async (request, right) => {
      if (request.headers.authorization === undefined) requireOwnOrigin(request, secure);
      const actor = await actorOf(request);
      if (right === 'anyone') return actor ?? ANYONE;
      if (actor === undefined) throw new ProblemFault('not-signed-in');
      if (!allows(actor, right)) throw rightMissing([right]);
      return actor;
    },
    admitAgain: (request) => actorOf(request, true),
    sessionToken,
    setSession: (reply, token) => void reply.setCookie(name, token, cookie),
    clearSession: (reply) => void reply.clearCookie(name, cookie),
  };
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser says where a changing request comes from; programs say nothing and hold no cookie they were not given.
 * @throws ProblemFault `foreign-origin`
 */
function requireOwnOrigin(request: FastifyRequest, secure: boolean): void {
  if (SAFE.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  // Fetch Metadata: `none` is somebody at the address bar.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ProblemFault('foreign-origin');
  if (origin === undefined) return;
  if (!URL.canParse(origin)) throw new ProblemFault('foreign-origin');
  const from = new URL(origin);
  if (from.host !== host || from.protocol !== (secure ? 'https:' : 'http:')) throw new ProblemFault('foreign-origin');
}
