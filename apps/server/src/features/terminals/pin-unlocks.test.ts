import { days, hours, instant, later, makeId, type Instant } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import type { Change } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import { createLinkHub } from '../../gateway/link-hub.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createPinUnlocks } from './pin-unlocks.ts';

const AT = instant(1_790_000_000_000);
const terminalId = makeId('terminal', AT, createSeededEntropy('pin-unlocks'));

/** Orders to one terminal, which a test lets come and go; `number` is the server's incarnation. */
function prepare(database: Database, number = 1) {
  const hub = createLinkHub();
  const got: LinkFrameDown[] = [];
  const unlocks = createPinUnlocks({ database, hub, fleet: { incarnation: { number, random: '0123456789abcdef' } } });
  return {
    got,
    link: () =>
      hub.add({ terminalId, send: (frame) => got.push(frame), close: () => undefined, isDegraded: () => false }),
    returns: () => unlocks.take(terminalId),
    async give(at: Instant) {
      const after: (() => void)[] = [];
      await database.transact(async (queries) => {
        const change: Change = {
          actor: SYSTEM,
          at,
          queries,
          stores: openStores(queries),
          audit: () => Promise.resolve(),
          raiseRevision: () => Promise.resolve(),
          afterCommit: (action) => void after.push(action),
        };
        await unlocks.give(change, terminalId);
      });
      after.forEach((action) => action());
    },
  };
}

const orderIn = (frame: LinkFrameDown | undefined): number => (frame?.type === 'unlock-pin' ? frame.order : 0);

describeStore('unlock orders', (open) => {
  test('[D3o] are numbered upwards though the clock goes back, and over a restart', async () => {
    const database = await open();
    const before = prepare(database);
    before.link();
    await before.give(AT);
    await before.give(later(AT, hours(-30)));
    const after = prepare(database);
    after.link();
    await after.give(later(AT, hours(-70)));
    const orders = [...before.got, ...after.got].map(orderIn);
    expect(orders).toEqual([1_000_001, 1_000_002, 1_000_003]);
  });

  test('[D3o] begin above all earlier ones in a new incarnation, whatever the backup knew', async () => {
    const { got, link, give } = prepare(await open(), 2);
    link();
    await give(AT);
    expect(got.map(orderIn)).toEqual([2_000_001]);
  });

  test('[D3o] three a day, counted on disk; a clock set back waits no longer than a day', async () => {
    const database = await open();
    const { give } = prepare(database);
    for (let n = 0; n < 3; n++) await give(later(AT, hours(n)));
    const restarted = prepare(database);
    await expect(restarted.give(later(AT, hours(20)))).rejects.toMatchObject({
      code: 'too-many-tries',
      retryAfterSeconds: 4 * 3_600,
    });
    await expect(restarted.give(later(AT, hours(-50)))).rejects.toMatchObject({ retryAfterSeconds: 24 * 3_600 });
    await restarted.give(later(AT, days(1)));
  });

  test('[D3d] wait for a terminal that is away, over a restart, and go out once', async () => {
    const database = await open();
    const { give } = prepare(database);
    await give(AT);
    await give(later(AT, hours(1)));
    const restarted = prepare(database);
    expect(orderIn(await restarted.returns())).toBe(1_000_002);
    expect(await restarted.returns()).toBeUndefined();
  });
});
