/** F6: unacknowledged records a journal holds before new sessions are refused. Records of running sessions still go in. */
export const JOURNAL_CAPACITY = 100_000;

/** F6: panel and console warn from here. */
export const JOURNAL_WARNING = 80_000;

/** F1: refusals that wait for the server beyond these are only counted; pushing the oldest out would leave a gap in the chain. */
export const REFUSAL_RING = 10_000;

export type JournalRoom = 'room' | 'warning' | 'full';

/** F6: acknowledged records do not count. */
export function journalRoom(unacknowledged: number): JournalRoom {
  if (unacknowledged >= JOURNAL_CAPACITY) return 'full';
  return unacknowledged >= JOURNAL_WARNING ? 'warning' : 'room';
}
