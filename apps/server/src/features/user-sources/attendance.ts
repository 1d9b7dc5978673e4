import type { SourceEntry } from '../imports/import-order.ts';
import { SourceFault } from './ldap/source-fault.ts';
import type { BroughtUser } from './user-source-store.ts';

/** Who of a source's people is there this time. */
export interface Attendance {
  /** The entry as it is to be imported. */
  note(entry: SourceEntry): SourceEntry;
  /**
   * A directory that has lost its people, or shows them no more, is no reason to lock them all out.
   * @param force although more than half of them would be disabled
   * @throws SourceFault `nobody-found`, `too-many-gone`
   */
  requireBelievable(force: boolean): void;
  /** Whom the directory has not, or has disabled: for the next time. */
  absent(): readonly string[];
}

export interface AttendanceOptions {
  readonly brought: readonly BroughtUser[];
  readonly absentBefore: ReadonlySet<string>;
  readonly deactivateMissing: boolean;
}

/** What the import takes for an id, and a database gives back as it was. */
const MOST_ID = 1_000;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/u;

/** Fewer have no halves worth speaking of. */
const FEW = 20;

/**
 * Invariant: somebody is enabled because of the directory only when it was the directory that disabled them. Who was disabled by
 * hand stays so, however often it is read.
 */
export function createAttendance({ brought, absentBefore, deactivateMissing }: AttendanceOptions): Attendance {
  const named = brought.flatMap(({ externalId, enabled }) => (externalId === null ? [] : [{ externalId, enabled }]));
  const enabledBefore = new Set(named.filter(({ enabled }) => enabled).map(({ externalId }) => externalId));
  const missing = new Set(named.map(({ externalId }) => externalId));
  const disabled = new Set<string>();
  let seen = 0;
  const going = (): number => [...enabledBefore].filter((id) => disabled.has(id) || isGone(id)).length;
  const isGone = (id: string): boolean => deactivateMissing && missing.has(id);
  return {
    note: ({ enabled, ...entry }) => {
      seen += 1;
      missing.delete(entry.externalId);
      if (enabled !== false) return absentBefore.has(entry.externalId) ? { ...entry, enabled: true } : entry;
      disabled.add(entry.externalId);
      return { ...entry, enabled };
    },
    requireBelievable: (force) => {
      if (seen === 0 && brought.length > 0) throw new SourceFault('nobody-found');
      if (force || enabledBefore.size < FEW) return;
      if (going() * 2 > enabledBefore.size) throw new SourceFault('too-many-gone');
    },
    absent: () => {
      const gone = deactivateMissing ? [...missing] : [];
      // Back, but not enabled again yet, should this run not come to its end.
      const returning = named.filter(({ externalId: id, enabled }) => !enabled && absentBefore.has(id));
      const all = new Set([...disabled, ...gone, ...returning.map(({ externalId }) => externalId)]);
      return [...all].filter((id) => id !== '' && id.length <= MOST_ID && !UNSTORABLE.test(id));
    },
  };
}
