import { instant, makeId, milliseconds, seconds, type TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import type { LinkHub } from '../../gateway/link-hub.ts';
import { createDoorbells, type DoorbellsDeps } from './doorbells.ts';

/** So many linked terminals, of which the last `unchanged` hold what they should. */
function createWorld({ linked, unchanged = 0 }: { linked: number; unchanged?: number }) {
  const clock = createFakeClock(instant(0));
  const entropy = createSeededEntropy('doorbells');
  const ids = Array.from({ length: linked }, () => makeId('terminal', instant(0), entropy));
  const rung: { readonly id: TerminalId; readonly at: number; readonly reason: string }[] = [];
  const waiting = new Set<TerminalId>();
  const hub: Pick<LinkHub, 'linked' | 'send'> = {
    linked: () => ids,
    send: (id, frame: LinkFrameDown) => {
      if (frame.type === 'doorbell') rung.push({ id, at: clock.boot(), reason: frame.reason });
    },
  };
  const sync = {
    refresh: (id: TerminalId) => {
      const isBehind = ids.indexOf(id) < linked - unchanged;
      const applied = { revisionApplied: 1, generationDesired: 1, generationApplied: 1 };
      return Promise.resolve({ terminal: { id, revisionDesired: isBehind ? 2 : 1, ...applied } });
    },
    tidings: () => Promise.resolve({}),
  };
  const logger = createMemoryLogger();
  const doorbells = createDoorbells({
    hub,
    sync,
    waiting,
    clock,
    logger,
    database: { queries: { selectFrom: () => livingOf(ids) } },
    denyList: { current: () => Promise.resolve(undefined) },
    wipeOrder: () => Promise.resolve(undefined),
  } as unknown as DoorbellsDeps); // the parts that a doorbell asks
  return { clock, doorbells, ids, rung, waiting, logger };
}

/** What a look at all living terminals asks of the database. */
function livingOf(ids: readonly TerminalId[]) {
  const rows = ids.map((id) => ({ id, revisionDesired: 2, generationDesired: 1, keyProtector: 'keyfile' }));
  const query = {
    selectAll: () => query,
    where: () => query,
    orderBy: () => query,
    execute: () => Promise.resolve(rows),
  };
  return query;
}

describe('doorbells', () => {
  test('[A7e] what is no revocation goes out over one second for each 200 that are to pull', async () => {
    const { clock, doorbells, rung } = createWorld({ linked: 1_000 });
    doorbells.touch();
    await clock.advanceAsync(seconds(10));
    const eachSecond = Array.from(
      { length: 6 },
      (_, second) => rung.filter(({ at }) => at >= second * 1_000 && at < (second + 1) * 1_000).length,
    );
    expect(eachSecond).toEqual([200, 200, 200, 200, 200, 0]);
    const bursts = new Map<number, number>();
    for (const { at } of rung) bursts.set(at, (bursts.get(at) ?? 0) + 1);
    expect(Math.max(...bursts.values())).toBe(20);
  });

  test('[A7e] terminals that hold what they should cost the others no time', async () => {
    const { clock, doorbells, rung } = createWorld({ linked: 1_000, unchanged: 990 });
    doorbells.touch();
    await clock.advanceAsync(milliseconds(0));
    expect(rung).toHaveLength(10);
  });

  test('[A7e] what changes meanwhile comes to everybody once more, those already told last', async () => {
    const { clock, doorbells, ids, rung } = createWorld({ linked: 60 });
    doorbells.touch();
    await clock.advanceAsync(milliseconds(0));
    expect(rung).toHaveLength(20);
    doorbells.touch();
    await clock.advanceAsync(seconds(2));
    expect(rung.map(({ id }) => id)).toEqual([...ids, ...ids.slice(0, 20)]);
  });

  test('[A7f] a revocation is rung at every terminal at once, whatever waits its turn', async () => {
    const { clock, doorbells, rung, waiting } = createWorld({ linked: 300 });
    doorbells.touch();
    doorbells.revoked();
    await clock.advanceAsync(milliseconds(0));
    expect(rung.filter(({ reason }) => reason === 'revocation')).toHaveLength(300);
    // Twenty were told; the first of them was at its turn before the revocation, and comes again.
    expect(waiting.size).toBe(281);
  });

  test('a server that ends rings nobody any more', async () => {
    const { clock, doorbells, rung } = createWorld({ linked: 100 });
    doorbells.touch();
    await clock.advanceAsync(milliseconds(0));
    await doorbells.stop();
    doorbells.touch();
    await clock.advanceAsync(seconds(5));
    expect([rung.length, clock.pending()]).toEqual([20, 0]);
  });
});
