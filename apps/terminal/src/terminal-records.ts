import { createSqlCredentialCache } from './cache/credential-cache-sql.ts';
import type { CredentialCache } from './cache/credential-cache.ts';
import { createTerminalTime, type TerminalTime } from './cache/terminal-time.ts';
import { createSqlJournalStore } from './journal/journal-store-sql.ts';
import type { JournalStore } from './journal/journal-store.ts';
import { openTerminalJournal, type TerminalJournal } from './journal/terminal-journal.ts';
import { createSignal, type Signal } from './panel-api/signal.ts';
import { createMembership, type Membership } from './service/membership.ts';
import type { TerminalStores } from './store/terminal-stores.ts';
import type { Ports, TerminalSelf } from './terminal-options.ts';

/** What is on this disk, and what time it is. */
export interface Records {
  readonly cache: CredentialCache;
  readonly time: TerminalTime;
  readonly journalStore: JournalStore;
  readonly journal: TerminalJournal;
  /** Something the panel shows may have changed. */
  readonly changes: Signal;
  readonly membership: Membership;
  close(): void;
}

/** Begins the epoch of this start, and ends whatever session a power loss left open. */
export function openRecords(
  { clock, entropy, digest, logger }: Pick<Ports, 'clock' | 'entropy' | 'digest' | 'logger'>,
  { terminalId }: Pick<TerminalSelf, 'terminalId'>,
  stores: Pick<TerminalStores, 'journal' | 'cache'>,
): Records {
  const cache = createSqlCredentialCache(stores.cache);
  const time = createTerminalTime({
    clock,
    database: stores.journal,
    logger,
    uncertainHours: () => cache.state()?.settings.uncertainHours,
  });
  const journalStore = createSqlJournalStore(stores.journal);
  const journal = openTerminalJournal({ terminalId, store: journalStore, time, clock, entropy, digest });
  for (const { sessionId, userId, mode } of journal.leftOpen()) {
    journal.append({ type: 'session-end', mode, userId, sessionId, reason: 'power-loss' });
    logger.warn('A session was open when the terminal stopped; it is ended', { sessionId });
  }
  const changes = createSignal();
  journal.subscribe(() => changes.notify());
  const membership = createMembership(stores.journal);
  return { cache, time, journalStore, journal, changes, membership, close: () => time.close() };
}
