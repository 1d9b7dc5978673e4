import { join } from 'node:path';
import { decodeRecord } from '@holdover/journal';
import {
  days,
  Fault,
  hours,
  later,
  makeId,
  milliseconds,
  minutes,
  type Duration,
  type Instant,
} from '@holdover/kernel';
import type { StateSnapshot } from '@holdover/protocol';
import { createMemoryLogger, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { prepareCacheDatabase } from '../store/cache-database.ts';
import { openPrepared } from '../testing/open-prepared.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { samplePerson, sampleSnapshot, stretchedOf } from '../testing/sample-state.ts';
import { createSqlCredentialCache } from './credential-cache-sql.ts';
import type { CredentialCache } from './credential-cache.ts';
import { moveTime } from './move-time.ts';
import { createTerminalTime, type TerminalTime } from './terminal-time.ts';

const KEY = new Uint8Array(32).fill(7);
const AT_ONCE = milliseconds(0);

describe('the server moves the time', () => {
  let world: TestJournal;
  let cache: CredentialCache;
  let closeCache: () => void;
  const logger = createMemoryLogger();

  beforeEach(async () => {
    world = openTestJournal();
    const database = openPrepared(join(world.folder, 'cache.db'), KEY, prepareCacheDatabase);
    closeCache = () => database.close();
    cache = createSqlCredentialCache(database);
    await cache.adopt(snapshotAt(TEST_NOW), () => new Set());
  });
  afterEach(() => {
    closeCache();
    world.remove();
  });

  const anna = samplePerson(createSeededEntropy('moved'), 'Anna', '482913', '04A23B');
  const ownEnd = later(TEST_NOW, hours(5));
  function snapshotAt(at: Instant): StateSnapshot {
    const identity = { deviceId: makeId('device', TEST_NOW, world.entropy), deviceName: 'Kyocera' };
    const snapshot = sampleSnapshot({ identity, people: [anna], key: KEY, at });
    return { ...snapshot, credentials: snapshot.credentials.map((one) => ({ ...one, endsAt: ownEnd })) };
  }
  const move = (by: Duration): void => {
    const { journal, store: journalStore, time } = world;
    moveTime({ time, journal, journalStore, cache, logger }, later(time.now().at, by), AT_ONCE);
  };
  const cached = () => cache.find('pin', createNodeDigest().hmacSha256(KEY, stretchedOf('pin', anna.pin.digits)))[0];
  const steps = () =>
    world.texts().flatMap((text) => {
      const decoded = decodeRecord(text);
      return decoded.ok && decoded.record.type === 'clock-step' ? [decoded.record] : [];
    });

  test('[T4b] a step is journalled with the time as it was, and the log warns; less is neither', () => {
    move(minutes(5));
    expect(steps()).toEqual([]);
    move(minutes(-6));
    expect(steps()).toMatchObject([{ by: minutes(-6), time: { trusted: later(TEST_NOW, minutes(5)) } }]);
    expect(logger.text()).toContain('The server moved the time');
  });

  test('[T4c] back: what was confirmed goes back with it, in the state and in each credential', () => {
    world.clock.advance(hours(1));
    move(hours(-30));
    expect(cached()?.confirmedAt).toBe(later(TEST_NOW, hours(-30)));
    expect(cache.state()?.confirmedAt).toBe(later(TEST_NOW, hours(-30)));
    expect(world.time.now().at).toBe(later(TEST_NOW, hours(-29)));
  });

  test('[T4d] forward: by no more than the hours of uncertainty', () => {
    world.clock.advance(hours(1));
    move(hours(2));
    expect(cached()?.confirmedAt).toBe(later(TEST_NOW, hours(2)));
    move(hours(25));
    expect(cached()?.confirmedAt).toBe(later(TEST_NOW, hours(10)));
  });

  test('[T4e] nothing is confirmed later than the time the server states', async () => {
    // Computed when the server’s clock was three days ahead; the estimate of a time off hides that from the terminal.
    await cache.adopt(snapshotAt(later(TEST_NOW, hours(72))), () => new Set());
    world.clock.reboot(hours(72));
    const { clock, database, journal, store: journalStore } = world;
    const time = createTerminalTime({ clock, database, logger, uncertainHours: () => 8 });
    moveTime({ time, journal, journalStore, cache, logger }, TEST_NOW, AT_ONCE);
    expect(cached()?.confirmedAt).toBe(TEST_NOW);
  });

  test('[T4f] a credential’s own end stays', () => {
    move(hours(-30));
    expect(cached()?.endsAt).toBe(ownEnd);
    move(hours(30));
    expect(cached()?.endsAt).toBe(ownEnd);
  });

  test('[T4i] acknowledged records are kept as long as before, after a step forward too', () => {
    const { store } = world;
    const first = world.journal.append({ type: 'clock-step', mode: 'online', by: 1 });
    world.journal.append({ type: 'clock-step', mode: 'online', by: 1 });
    store.acknowledge(first.epoch, first.sequence, TEST_NOW);
    move(days(8));
    store.dropAcknowledgedBefore(later(TEST_NOW, days(1)));
    expect(store.at(first.epoch, first.sequence)).toBeDefined();
    move(days(-8));
    store.dropAcknowledgedBefore(later(TEST_NOW, milliseconds(1)));
    expect(store.at(first.epoch, first.sequence)).toBeUndefined();
  });

  test.each([
    { way: 'back', by: hours(-30), confirmed: hours(-30), now: hours(0) },
    { way: 'forward', by: hours(3), confirmed: hours(0), now: hours(3) },
  ])('[T4g] power lost in the middle of a step $way leaves ends early, never late', ({ by, confirmed, now }) => {
    const { time, journal, store: journalStore } = world;
    let effects = 0;
    const beforeTheCut = <A extends unknown[]>(effect: (...parts: A) => void) => {
      return (...parts: A): void => {
        effects += 1;
        if (effects > 1) throw new Fault({ owner: 'environment', code: 'store-damaged', message: 'The power is gone' });
        effect(...parts);
      };
    };
    const cut: TerminalTime = {
      ...time,
      state: (at, roundTrip, onStep) =>
        time.state(at, roundTrip, onStep && ((step, take) => onStep(step, beforeTheCut(take)))),
    };
    const parts = { journal, journalStore, logger, time: cut, cache: { shift: beforeTheCut(cache.shift.bind(cache)) } };
    expect(() => moveTime(parts, later(TEST_NOW, by), AT_ONCE)).toThrow('The power is gone');
    expect(cached()?.confirmedAt).toBe(later(TEST_NOW, confirmed));
    expect(time.now().at).toBe(later(TEST_NOW, now));
  });
});
