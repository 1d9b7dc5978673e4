import { randomBytes } from 'node:crypto';
import { Fault, makeId } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { openTerminalDisk } from '../../tests/support/terminal-disk.ts';

/**
 * Puts `count` more users, a PIN and an ID card each, into the cache of a terminal that does not run, where a
 * synchronization would have put them. Nobody could log in as one of them: a verifier is the output of a keyed hash, so
 * random bytes look like it to the store, and the slow hashes of thousands of people need not be paid to measure one login.
 */
export async function fillCache(dataDir: string, count: number): Promise<void> {
  const entropy = createSystemEntropy();
  const now = createSystemClock().wall();
  const { cache, journal } = await openTerminalDisk(dataDir);
  try {
    const slot = cache.prepare<[], { id: number }>('SELECT id FROM slot WHERE active = 1').get();
    if (slot === undefined)
      throw new Fault({
        owner: 'caller',
        code: 'nothing-synchronized',
        message: `${dataDir} holds no state to add to`,
      });
    const user = cache.prepare(
      'INSERT INTO cached_user (slot, id, user_name, full_name, language, color) VALUES (?, ?, ?, ?, NULL, 1)',
    );
    const credential = cache.prepare(
      `INSERT INTO cached_credential (slot, id, source, user_id, method, verifier, ends_at, confirmed_at, used_at)
       VALUES (?, ?, 'sync', ?, ?, ?, NULL, ?, ?)`,
    );
    cache.transaction(() => {
      for (let n = 0; n < count; n++) {
        const id = makeId('user', now, entropy);
        user.run(slot.id, id, `person-${n}`, `Person number ${n}`);
        for (const method of ['pin', 'card'] as const)
          credential.run(slot.id, makeId(method, now, entropy), id, method, randomBytes(32), now, now);
      }
    })();
  } finally {
    cache.close();
    journal.close();
  }
}
