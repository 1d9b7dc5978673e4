import { days, hours, instant, later, makeId, minutes } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Database } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createPinMisses, MISSES, type PinMisses } from './pin-misses.ts';

const START = instant(Date.UTC(2026, 9, 1));
const entropy = createSeededEntropy('pin-misses');
const terminal = makeId('terminal', START, entropy);
const other = makeId('terminal', START, entropy);

describeStore('the bucket of unknown PINs', (open) => {
  const prepare = async () => {
    const clock = createFakeClock(START);
    const database = await open();
    return { clock, database, misses: createPinMisses({ database, clock }) };
  };
  const walk = (misses: PinMisses, count: number): Promise<readonly (boolean | undefined)[]> =>
    Promise.all(Array.from({ length: count }, async () => (await misses.begin(terminal))?.missed()));
  const isEmpty = async (misses: PinMisses, id = terminal): Promise<boolean> => {
    const begun = await misses.begin(id);
    begun?.matched();
    return begun === undefined;
  };
  const reopened = (database: Database, clock: Parameters<typeof createPinMisses>[0]['clock']) =>
    createPinMisses({ database, clock });

  test('[D3i] a hundred misses a day for each terminal, then one every 14.4 minutes', async () => {
    const { clock, misses } = await prepare();
    const alerts = await walk(misses, MISSES);
    expect(alerts.filter((alert) => alert === true)).toHaveLength(1);
    expect([await isEmpty(misses), await isEmpty(misses, other)]).toEqual([true, false]);

    clock.advance(minutes(14));
    expect(await isEmpty(misses)).toBe(true);
    clock.advance(minutes(1));
    expect(await isEmpty(misses)).toBe(false);
    await walk(misses, 1);
    expect(await isEmpty(misses)).toBe(true);

    clock.advance(hours(48));
    expect((await walk(misses, MISSES)).includes(undefined)).toBe(false);
    expect(await isEmpty(misses)).toBe(true);
  });

  test('[D3i] of tries at the same time no more are let in than are left, and a match costs none', async () => {
    const { misses } = await prepare();
    for (let n = 0; n < 2 * MISSES; n++) (await misses.begin(terminal))?.matched();
    const walked = await walk(misses, 3 * MISSES);
    expect(walked.filter((answer) => answer !== undefined)).toHaveLength(MISSES);
    expect(await isEmpty(misses)).toBe(true);
  });

  test('[D3p] neither a restart of the server nor its clock set back gives a miss back; set back it locks for a day at most', async () => {
    const { clock, database, misses } = await prepare();
    await walk(misses, MISSES);
    expect(await isEmpty(reopened(database, clock))).toBe(true);
    clock.setWall(later(START, days(-365)));
    const back = reopened(database, clock);
    expect(await isEmpty(back)).toBe(true);
    clock.advance(minutes(14));
    expect(await isEmpty(back)).toBe(true);
    clock.advance(minutes(1));
    expect(await isEmpty(back)).toBe(false);
  });
});
