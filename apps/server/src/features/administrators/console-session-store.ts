import type { AdministratorId, ConsoleSessionId, Instant } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Administrator, ConsoleSession } from './administrator.ts';

export interface StoredSession extends ConsoleSession {
  /** Hex SHA-256 of the cookie's token. */
  readonly tokenHash: string;
}

export interface SessionEnds {
  readonly createdBefore: Instant;
  readonly seenBefore: Instant;
}

export interface SessionQuestion extends PageQuestion {
  /** In the administrator's name. */
  readonly q?: string | undefined;
  readonly administrator?: AdministratorId | undefined;
  /** What is past these is over, though its row may still be there. */
  readonly ends: SessionEnds;
}

export interface ConsoleSessionStore {
  createSession(session: StoredSession): Promise<void>;
  findSession(
    tokenHash: string,
  ): Promise<{ readonly session: StoredSession; readonly administrator: Administrator } | undefined>;
  readSession(id: ConsoleSessionId): Promise<ConsoleSession | undefined>;
  sessionsPage(question: SessionQuestion): Promise<Page<ConsoleSession & { readonly userName: string }>>;
  countSessions(
    administrators: readonly AdministratorId[],
    ends: SessionEnds,
  ): Promise<ReadonlyMap<AdministratorId, number>>;
  touchSession(tokenHash: string, seenAt: Instant): Promise<void>;
  /** The session goes on under another cookie. */
  renameSession(id: ConsoleSessionId, tokenHash: string): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  deleteSessionById(id: ConsoleSessionId): Promise<void>;
  /** @returns how many; all but `except` */
  deleteSessionsOf(administrator: AdministratorId, except?: ConsoleSessionId): Promise<number>;
  /** All but the newest `most`. */
  deleteOldestSessions(administrator: AdministratorId, most: number): Promise<void>;
  deleteSessionsBefore(ends: SessionEnds): Promise<void>;
}
