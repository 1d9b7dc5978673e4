import { hours, instant, makeId, minutes, type ConsoleSessionId, type Instant } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import type { Page } from '../../database/page.ts';
import { ProblemFault, rightMissing } from '../../problem-fault.ts';
import type { AdministrationDeps } from './administration-deps.ts';
import { allows, type Administrator, type ConsoleSession } from './administrator.ts';
import type { SessionEnds, SessionQuestion } from './console-session-store.ts';
import { newToken, tokenHash } from './token.ts';

/** Where somebody signed in from, as far as the network and their browser say. */
export interface SignInPlace {
  readonly address: string;
  readonly userAgent: string;
}

type ListedSession = ConsoleSession & { readonly userName: string };

export interface ConsoleSessions {
  /** For whoever has just proved who they are. @returns for the cookie; only its hash is kept */
  open(change: Change, administrator: Administrator, place: SignInPlace): Promise<string>;
  /** `quietly`: without counting as use. */
  actor(token: string, quietly?: boolean): Promise<Actor | undefined>;
  /** One's own; of others with `administrators:read`. @throws ProblemFault `not-allowed` */
  list(actor: Actor, question: Omit<SessionQuestion, 'ends'>): Promise<Page<ListedSession>>;
  /** One's own; of others with `administrators:write`. @throws ProblemFault `not-found` */
  revoke(actor: Actor, id: ConsoleSessionId): Promise<void>;
  /** By the cookie, if it opens anything. */
  signOut(token: string): Promise<void>;
}

/** OWASP ASVS 5.0 7.3: idle and absolute ends of a session. */
const IDLE_MOST = minutes(60);
const SESSION_MOST = hours(12);
/** How stale `seenAt` may be: not every request writes. */
const SEEN_STEP = minutes(1);
/** Of one administrator at a time; a script that signs in for each request ends its own oldest. */
const SESSIONS_MOST = 50;
const USER_AGENT_MOST = 200;

export function sessionEnds(now: Instant): SessionEnds {
  return { createdBefore: instant(now - SESSION_MOST), seenBefore: instant(now - IDLE_MOST) };
}

export function createConsoleSessions(deps: AdministrationDeps): ConsoleSessions {
  const { stores, clock, digest } = deps;
  return {
    open: (change, administrator, place) => openSession(deps, change, { administrator, place }),
    actor: async (token, quietly = false) => {
      const hash = tokenHash(token, digest);
      const found = await stores.administrators.findSession(hash);
      if (found === undefined || !found.administrator.enabled) return undefined;
      const { session, administrator } = found;
      const now = clock.wall();
      const ends = sessionEnds(now);
      if (session.createdAt < ends.createdBefore || session.seenAt < ends.seenBefore) return undefined;
      if (!quietly && now - session.seenAt > SEEN_STEP) await stores.administrators.touchSession(hash, now);
      return { ...actorOf(administrator), session: session.id };
    },
    list: async (actor, question) => {
      const ends = sessionEnds(clock.wall());
      if (allows(actor, 'administrators:read')) return stores.administrators.sessionsPage({ ...question, ends });
      if (actor.kind !== 'administrator') throw rightMissing(['administrators:read']);
      if (question.administrator !== undefined && question.administrator !== actor.id)
        throw rightMissing(['administrators:read']);
      return stores.administrators.sessionsPage({ ...question, administrator: actor.id, ends });
    },
    revoke: (actor, id) => deps.changes.make(actor, (change) => revokeSession(deps, change, id)),
    signOut: async (token) => {
      const hash = tokenHash(token, digest);
      const found = await stores.administrators.findSession(hash);
      if (found === undefined) return;
      await deps.changes.make(actorOf(found.administrator), async (change) => {
        await change.stores.administrators.deleteSession(hash);
        const before = { session: found.session.id, address: found.session.address };
        await change.audit({
          action: 'administrator.signed-out',
          target: targetOf(found.administrator),
          before,
          after: null,
        });
        change.afterCommit(deps.access.ended);
      });
    },
  };
}

interface Opening {
  readonly administrator: Administrator;
  readonly place: SignInPlace;
}

async function openSession(
  { entropy, digest }: AdministrationDeps,
  { stores: { administrators: store }, at }: Change,
  { administrator, place }: Opening,
): Promise<string> {
  const token = newToken(entropy);
  await store.deleteSessionsBefore(sessionEnds(at));
  await store.createSession({
    id: makeId('consoleSession', at, entropy),
    tokenHash: tokenHash(token, digest),
    administratorId: administrator.id,
    address: place.address,
    userAgent: cleanUserAgent(place.userAgent),
    createdAt: at,
    seenAt: at,
  });
  await store.deleteOldestSessions(administrator.id, SESSIONS_MOST);
  return token;
}

async function revokeSession(deps: AdministrationDeps, change: Change, id: ConsoleSessionId): Promise<void> {
  const { actor, at } = change;
  const store = change.stores.administrators;
  const session = await store.readSession(id);
  const ends = sessionEnds(at);
  // One that others have is not even there for whoever may not end it.
  const mine = actor.kind === 'administrator' && actor.id === session?.administratorId;
  const over = session === undefined || session.createdAt < ends.createdBefore || session.seenAt < ends.seenBefore;
  if (over || !(mine || allows(actor, 'administrators:write'))) throw new ProblemFault('not-found');
  const owner = await store.find(session.administratorId);
  await store.deleteSessionById(id);
  await change.audit({
    action: 'console-session.revoked',
    target: { kind: 'console-session', id, name: owner?.administrator.userName ?? null },
    before: { administratorId: session.administratorId, address: session.address, userAgent: session.userAgent },
    after: null,
  });
  change.afterCommit(deps.access.ended);
}

export function actorOf({ id, userName, role }: Administrator): Extract<Actor, { kind: 'administrator' }> {
  return { kind: 'administrator', id, name: userName, role };
}

export function targetOf({ id, userName }: Administrator) {
  return { kind: 'administrator', id, name: userName };
}

/** Anybody can send anything as that: one short line of printable text is kept. */
export function cleanUserAgent(text: string): string {
  return text
    .replaceAll(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, USER_AGENT_MOST);
}
