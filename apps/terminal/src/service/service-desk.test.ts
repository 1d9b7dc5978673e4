import { milliseconds, minutes } from '@holdover/kernel';
import { createMemoryLogger, type MemoryLogger } from '@holdover/testbed';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPinThrottle, makeFirstBucket } from '../session/pin-throttle.ts';
import { openTestJournal, type TestJournal } from '../testing/open-test-journal.ts';
import { createServiceDesk, SERVICE_PIN_RULES, type ServiceDesk } from './service-desk.ts';
import { hashServicePin } from './service-pin.ts';

const PIN = '40718263';

describe('behind the service PIN', () => {
  let kept: string;
  let world: TestJournal;
  let logger: MemoryLogger;
  let desk: ServiceDesk;

  beforeAll(async () => {
    kept = await hashServicePin(PIN);
  });
  beforeEach(() => {
    world = openTestJournal();
    logger = createMemoryLogger();
    makeFirstBucket(world.database);
    desk = openDesk();
  });
  afterEach(() => {
    expect(logger.text()).not.toContain(PIN);
    world.remove();
  });

  function openDesk(): ServiceDesk {
    const { clock, database, entropy } = world;
    const throttle = createPinThrottle({
      clock,
      database,
      name: 'service-pin-bucket',
      policy: () => SERVICE_PIN_RULES,
    });
    return createServiceDesk({ kept: () => kept, throttle, clock, entropy, logger });
  }
  async function passed(): Promise<string> {
    const login = await desk.logIn(PIN);
    if (login.outcome !== 'opened') return expect.unreachable();
    return login.token;
  }

  test('[P6a] its PIN is kept as a slow hash', () => {
    expect(kept).toMatch(/^\$argon2id\$/);
    expect(kept).not.toContain(PIN);
  });

  test('[P6b] it opens for five minutes, and for one pass at a time', async () => {
    const first = await passed();
    expect(desk.passOf(first)).toBeDefined();
    expect([desk.passOf(''), desk.passOf('x'.repeat(first.length))]).toEqual([undefined, undefined]);
    const second = await passed();
    expect([desk.passOf(first), desk.passOf(second)?.isConfirmed]).toEqual([undefined, true]);
    world.clock.advance(milliseconds(minutes(5) - 1));
    expect(desk.passOf(second)).toBeDefined();
    world.clock.advance(milliseconds(1));
    expect(desk.passOf(second)).toBeUndefined();
    const third = await passed();
    expect(desk.passOf(third)?.isConfirmed).toBe(false);
  });

  test('[P6c] five wrong PINs empty a bucket of its own, which a restart leaves empty', async () => {
    for (let n = 0; n < 5; n++) expect(await desk.logIn('00000000')).toEqual({ outcome: 'refused' });
    expect(await desk.logIn(PIN)).toEqual({ outcome: 'locked', retryAfter: minutes(30) });
    world.restart();
    desk = openDesk();
    expect(await desk.logIn(PIN)).toMatchObject({ outcome: 'locked' });
    const pins = createPinThrottle({ ...world, policy: () => undefined });
    expect(pins.lockedFor()).toBe(0);
    world.clock.advance(minutes(30));
    expect(await desk.logIn(PIN)).toMatchObject({ outcome: 'opened' });
  });

  test('[P6c] right ones cost nothing, however many', async () => {
    for (let n = 0; n < 7; n++) await passed();
  });

  test('[P6a] digits an older program kept open it too', async () => {
    const hashed = kept;
    kept = PIN;
    expect(await desk.logIn('40718264')).toEqual({ outcome: 'refused' });
    await passed();
    kept = hashed;
  });
});
