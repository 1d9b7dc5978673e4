import { days, instant, type CredentialId, type Instant, type UserId } from '@holdover/kernel';
import type { DenyDelta } from '@holdover/protocol';
import type { Queries } from '../../database/database.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import { hasOpenSession } from '../sessions/has-open-session.ts';
import type { DenySubject } from './deny-list-store.ts';
import { createSqlDenyListStore } from './deny-list-store-sql.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';

/** No cache holds anything unconfirmed for longer than the most of `cacheHours` (720 h, A1); a day on top for clocks. */
const REMEMBERED = days(31);

/**
 * H3: what opens nothing from now on, ordered by (incarnation, version) and signed.
 * Invariant: every method runs inside a change, so that a version stands for one list only.
 */
export interface DenyList {
  /** B7. Only what some terminal holds, or is logged in with, is named: of the rest nobody need be told. @returns whether the list grew */
  denyCredentials(queries: Queries, ids: readonly CredentialId[], at: Instant): Promise<boolean>;
  denyUser(queries: Queries, id: UserId, at: Instant): Promise<boolean>;
  denySerials(queries: Queries, serials: readonly string[], at: Instant): Promise<boolean>;
  restoreUser(queries: Queries, id: UserId, at: Instant): Promise<boolean>;
  /** The newest list. */
  current(queries: Queries): Promise<DenyDelta | undefined>;
}

export function createDenyList({ incarnation, signer }: Pick<FleetAuthority, 'incarnation' | 'signer'>): DenyList {
  const publish = async (queries: Queries, at: Instant): Promise<void> => {
    const store = createSqlDenyListStore(queries);
    await store.prune(instant(at - REMEMBERED));
    const entries = await store.entries();
    const version = ((await store.signed())?.version ?? 0) + 1;
    const list = { incarnation, version, ...bySubject(entries) };
    await store.putSigned({ ...list, signature: signer.sign(list) });
  };
  const add = async (queries: Queries, subjects: readonly DenySubject[], at: Instant): Promise<boolean> => {
    if ((await createSqlDenyListStore(queries).add(subjects, at)) === 0) return false;
    await publish(queries, at);
    return true;
  };

  return {
    denyCredentials: async (queries, ids, at) => {
      const holdings = createSqlHoldingStore(queries);
      const held: DenySubject[] = [];
      for (const id of ids) {
        if ((await holdings.terminalsHolding([id])).length > 0) held.push({ kind: 'credential', subject: id });
      }
      return add(queries, held, at);
    },
    denyUser: async (queries, id, at) => {
      const held = (await createSqlHoldingStore(queries).terminalsHoldingUser(id)).length > 0;
      // A device that caches nobody has sessions to end all the same.
      const concerned = held || (await hasOpenSession(queries, id));
      return concerned && add(queries, [{ kind: 'user', subject: id }], at);
    },
    denySerials: (queries, serials, at) =>
      add(
        queries,
        serials.map((subject) => ({ kind: 'serial', subject })),
        at,
      ),
    restoreUser: async (queries, id, at) => {
      if (!(await createSqlDenyListStore(queries).remove(id))) return false;
      await publish(queries, at);
      return true;
    },
    current: (queries) => createSqlDenyListStore(queries).signed(),
  };
}

function bySubject(entries: readonly DenySubject[]) {
  return {
    users: entries.flatMap((entry) => (entry.kind === 'user' ? [entry.subject] : [])),
    credentials: entries.flatMap((entry) => (entry.kind === 'credential' ? [entry.subject] : [])),
    terminalSerials: entries.flatMap((entry) => (entry.kind === 'serial' ? [entry.subject] : [])),
  };
}
