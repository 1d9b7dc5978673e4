import { hours, instant, later } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirmedAfter, isValidAt, validUntil, type ConfirmingEvent } from './validity.ts';

const CONFIRMED = instant(1_700_000_000_000);
const LATER = later(CONFIRMED, hours(5));

describe('validity', () => {
  test('[B5b] cacheHours after the confirmation', () => {
    expect(validUntil({ confirmedAt: CONFIRMED, cacheHours: 72, ownEnd: null })).toBe(CONFIRMED + 72 * 3_600_000);
  });

  test('[B5b] its own end if earlier, and only then', () => {
    const question = { confirmedAt: CONFIRMED, cacheHours: 72 };
    expect(validUntil({ ...question, ownEnd: LATER })).toBe(LATER);
    expect(validUntil({ ...question, ownEnd: later(CONFIRMED, hours(100)) })).toBe(later(CONFIRMED, hours(72)));
  });

  test('[B5b] up to its end, not at it', () => {
    expect(isValidAt(LATER, instant(LATER - 1))).toBe(true);
    expect(isValidAt(LATER, LATER)).toBe(false);
  });

  test('[B5a] an offline login does not extend validity', () => {
    expect(confirmedAfter('sync', CONFIRMED, { event: 'offline-login' })).toBe(CONFIRMED);
    expect(confirmedAfter('session', CONFIRMED, { event: 'offline-login' })).toBe(CONFIRMED);
  });

  const heartbeat = { event: 'heartbeat', snapshotAt: LATER, revision: 7, heldRevision: 7 } as const;

  test('[B5c] a synchronized credential is confirmed by synchronization and by a heartbeat about what it holds', () => {
    expect(confirmedAfter('sync', CONFIRMED, { event: 'synchronized', snapshotAt: LATER })).toBe(LATER);
    expect(confirmedAfter('sync', CONFIRMED, heartbeat)).toBe(LATER);
    expect(confirmedAfter('sync', CONFIRMED, { ...heartbeat, revision: 8 })).toBe(CONFIRMED);
    expect(confirmedAfter('sync', CONFIRMED, { event: 'online-login', at: LATER })).toBe(CONFIRMED);
  });

  test('[B5d] a session-cached one by an online login alone', () => {
    expect(confirmedAfter('session', CONFIRMED, { event: 'online-login', at: LATER })).toBe(LATER);
    expect(confirmedAfter('session', CONFIRMED, heartbeat)).toBe(CONFIRMED);
    expect(confirmedAfter('session', CONFIRMED, { event: 'synchronized', snapshotAt: LATER })).toBe(CONFIRMED);
  });

  test('[B5e] no event takes a confirmation back', () => {
    const at = fc.nat().map((ms) => instant(ms));
    const event: fc.Arbitrary<ConfirmingEvent> = fc.oneof(
      fc.record({ event: fc.constant('synchronized' as const), snapshotAt: at }),
      fc.record({
        event: fc.constant('heartbeat' as const),
        snapshotAt: at,
        revision: fc.nat(2),
        heldRevision: fc.nat(2),
      }),
      fc.record({ event: fc.constant('online-login' as const), at }),
      fc.constant({ event: 'offline-login' as const }),
    );
    fc.assert(
      fc.property(fc.constantFrom('sync' as const, 'session' as const), at, event, (source, confirmed, happened) => {
        expect(confirmedAfter(source, confirmed, happened)).toBeGreaterThanOrEqual(confirmed);
      }),
    );
  });
});
