import type { SealedDatabase } from '@holdover/sealed-store';
import { createMemoryDisk, createSimulatedTime, type MemoryDisk } from '@holdover/testbed/simulation';
import { instant } from '@holdover/kernel';

export interface HeldCredential {
  readonly userId: string;
  readonly method: 'pin' | 'card';
  readonly source: 'sync' | 'session';
}

/** The credentials in use, read past the code that keeps them. */
export function heldCredentialsOf(cache: SealedDatabase): readonly HeldCredential[] {
  return cache
    .prepare<[], HeldCredential>(
      'SELECT user_id AS userId, method, source FROM cached_credential JOIN slot ON slot.id = slot AND slot.active = 1',
    )
    .all();
}

export interface BookedRecord {
  readonly terminalId: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly review: string | null;
}

/** What the server has of each epoch of each terminal, in order, read past the code that keeps it. */
export function journalOf(server: MemoryDisk): ReadonlyMap<string, readonly BookedRecord[]> {
  const copy = createMemoryDisk();
  copy.restore(server.image());
  const life = createSimulatedTime(instant(0)).machine().start();
  const database = copy.open('server', life);
  const rows = database
    .prepare<[], BookedRecord>(
      'SELECT terminalId, epoch, sequence, review FROM journalRecord ORDER BY terminalId, epoch, sequence',
    )
    .all();
  database.close();
  const places = new Map<string, BookedRecord[]>();
  for (const row of rows) {
    const place = `${row.terminalId}/${row.epoch}`;
    places.set(place, [...(places.get(place) ?? []), row]);
  }
  return places;
}
