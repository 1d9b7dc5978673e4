import { minutes, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openUnlockDesk, type UnlockDesk } from '../testing/unlock-desk.ts';

let desk: UnlockDesk;

beforeEach(async () => {
  desk = openUnlockDesk();
  await desk.pass(seconds(1));
});

afterEach(() => desk.remove());

const begins = () => desk.records('activity-begin').filter(({ kind }) => kind === 'walk-up');
const ends = () => {
  const ids = begins().map(({ activityId }) => activityId);
  return desk.records('activity-end').filter(({ activityId }) => ids.includes(activityId));
};

/** Somebody logs in and frees the device. */
async function unlocked() {
  const asker = desk.asker();
  desk.unlock.attend(asker.sessionId);
  expect(desk.unlock.unlock(asker)).toBeUndefined();
  await desk.pass(seconds(1));
  return asker;
}

describe('the device is free for one person', () => {
  test('[E14] it is locked as the terminal starts, and nothing is in the journal for it', async () => {
    expect(desk.device.locked).toBe(true);
    expect(desk.unlock.trouble()).toBeUndefined();
    expect(begins()).toEqual([]);
  });

  test('[E13] it is freed only after the journal holds the beginning, with the counter', async () => {
    const { sessionId, userId } = await unlocked();
    expect(desk.device.locked).toBe(false);
    expect(begins()).toMatchObject([
      { userId, sessionId, mode: 'offline', printer: { uuid: 'SN-1', lifetimeImpressions: 1_000 } },
    ]);
    expect(desk.device.calls.slice(-2)).toEqual(['counters', 'unlock']);
    desk.unlock.lock(sessionId);
    await desk.pass(seconds(10));
  });

  test('[E13] it stays locked where the journal cannot be written', async () => {
    desk.isDiskFull = true;
    const { sessionId } = await unlocked();
    expect([desk.device.locked, desk.unlock.unlockedFor(sessionId)]).toEqual([true, null]);
    expect(desk.device.calls).not.toContain('unlock');
    desk.isDiskFull = false;
    await unlocked();
    expect(desk.device.locked).toBe(false);
  });

  test('[F4j] while a print of ours moves the counter it waits until that stands still, and says that it is not sure', async () => {
    const print = await desk.beginPrint();
    const asker = desk.asker();
    desk.unlock.attend(asker.sessionId);
    desk.unlock.unlock(asker);
    for (let page = 1; page <= 5; page++) {
      desk.device.impressions += 1;
      await desk.pass(seconds(1));
    }
    expect(desk.device.locked).toBe(true);
    await desk.pass(seconds(5));
    expect(desk.device.locked).toBe(false);
    await desk.endPrint(print, 5);
    desk.unlock.attend(undefined);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ toReview: true }]);
  });

  test('[F4j] what came out while it was free is the person’s, once the counter stands still', async () => {
    const { sessionId } = await unlocked();
    desk.device.impressions += 4;
    await desk.pass(seconds(3));
    expect(desk.unlock.unlockedFor(sessionId)).toEqual({ impressions: 4 });
    desk.unlock.lock(sessionId);
    await desk.pass(seconds(1));
    expect(desk.device.locked).toBe(true);
    expect(desk.unlock.unlockedFor(sessionId)).toBeNull();
    // The last page is counted late.
    desk.device.impressions += 1;
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ outcome: 'completed', impressions: 5, source: 'device', toReview: false }]);
  });

  test('[F4j] our own prints in between are not the person’s a second time', async () => {
    await desk.print(9);
    await desk.pass(seconds(5));
    const { sessionId } = await unlocked();
    desk.device.impressions += 2;
    await desk.print(7);
    await desk.pass(seconds(4));
    expect(desk.unlock.unlockedFor(sessionId)).toEqual({ impressions: 2 });
    desk.unlock.lock(sessionId);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ impressions: 2, toReview: false }]);
  });

  test('[F4j] it is settled after a print of ours that goes on', async () => {
    const { sessionId } = await unlocked();
    const print = await desk.beginPrint();
    desk.device.impressions += 3;
    desk.unlock.lock(sessionId);
    await desk.pass(minutes(1));
    expect([ends(), desk.unlock.isOpen()]).toEqual([[], true]);
    desk.device.impressions += 3;
    await desk.endPrint(print, 5);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ impressions: 1, toReview: false }]);
  });

  test('[F4j] it goes to review where a print of ours in between does not know how much it was', async () => {
    const { sessionId } = await unlocked();
    const print = await desk.beginPrint();
    desk.device.impressions += 5;
    await desk.endPrint(print, 0, false);
    desk.unlock.lock(sessionId);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ impressions: 5, toReview: true }]);
  });

  test.each([
    [
      'another device counts',
      () => Object.assign(desk.device, { device: 'SN-2' }),
      { outcome: 'unknown', impressions: 0 },
    ],
    [
      'the counter went back',
      () => Object.assign(desk.device, { impressions: 7 }),
      { outcome: 'unknown', impressions: 0 },
    ],
    ['our own prints say more', () => printUncounted(3), { outcome: 'completed', impressions: 0 }],
  ])('[F4j] it goes to review where %s', async (_name, happens, says) => {
    const { sessionId } = await unlocked();
    await happens();
    desk.unlock.lock(sessionId);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ ...says, toReview: true }]);
  });
});

async function printUncounted(pages: number): Promise<void> {
  await desk.print(pages);
  desk.device.impressions -= pages;
}

describe('[E14] it is locked again', () => {
  test('when the session ends, whatever its end, and nobody’s lock is asked for twice', async () => {
    await unlocked();
    desk.unlock.attend(undefined);
    await desk.pass(seconds(10));
    expect(desk.device.locked).toBe(true);
    expect(ends()).toMatchObject([{ impressions: 0, outcome: 'completed' }]);
    expect(desk.device.calls.filter((call) => call === 'lock')).toHaveLength(2);
  });

  test('when somebody else takes the session over, and theirs begins after it', async () => {
    await unlocked();
    desk.device.impressions += 2;
    const next = desk.asker();
    desk.unlock.attend(next.sessionId);
    expect(desk.unlock.unlock(next)).toBeUndefined();
    await desk.pass(seconds(1));
    expect(begins()).toHaveLength(1);
    await desk.pass(seconds(10));
    expect(begins()).toMatchObject([{}, { sessionId: next.sessionId, printer: { lifetimeImpressions: 1_002 } }]);
    expect(ends()).toMatchObject([{ impressions: 2 }]);
    expect(desk.unlock.unlockedFor(next.sessionId)).toEqual({ impressions: 0 });
    desk.unlock.attend(undefined);
    await desk.pass(seconds(10));
  });

  test('when the session ended while it was being freed', async () => {
    const asker = desk.asker();
    desk.unlock.attend(asker.sessionId);
    desk.unlock.unlock(asker);
    desk.unlock.attend(undefined);
    await desk.pass(seconds(10));
    expect([desk.device.locked, begins().length - ends().length]).toEqual([true, 0]);
  });

  test('when somebody else freed it, or switched it off and on', async () => {
    desk.device.locked = false;
    await desk.pass(seconds(31));
    expect(desk.device.locked).toBe(true);
    desk.device.away = true;
    await desk.pass(minutes(1));
    expect(desk.unlock.trouble()).toBe('device-unreachable');
    desk.device.away = false;
    const before = desk.device.calls.length;
    await desk.pass(seconds(11));
    expect(desk.device.calls.slice(before)).toContain('lock');
    expect(desk.unlock.trouble()).toBeUndefined();
  });

  test('when the terminal ends, which settles what came out', async () => {
    await unlocked();
    desk.device.impressions += 3;
    const closed = desk.unlock.close();
    await desk.pass(seconds(6));
    await closed;
    expect([desk.device.locked, desk.device.closed]).toEqual([true, true]);
    expect(ends()).toMatchObject([{ impressions: 3 }]);
  });

  test('and the terminal ends all the same where the device does not answer', async () => {
    await unlocked();
    desk.device.away = true;
    const closed = desk.unlock.close();
    await desk.pass(seconds(7));
    await closed;
    expect(desk.device.closed).toBe(true);
    expect(ends()).toEqual([]);
  });
});

test('[E15] who works at the device is there: a moving counter touches the session, one that stands does not', async () => {
  const { sessionId } = await unlocked();
  await desk.pass(seconds(20));
  expect(desk.touched).toEqual([]);
  desk.device.impressions += 1;
  await desk.pass(seconds(20));
  expect(desk.touched).toEqual([sessionId]);
  desk.unlock.attend(undefined);
  await desk.pass(seconds(10));
});

describe('[E16] where it cannot be locked', () => {
  test('the panel says so, it is tried until it is, and nobody frees it before', async () => {
    await unlocked();
    desk.device.impressions += 2;
    desk.device.away = true;
    desk.unlock.attend(undefined);
    await desk.pass(seconds(2));
    expect([desk.unlock.isFreeForAll(), desk.unlock.trouble()]).toEqual([true, 'device-unreachable']);
    const next = desk.asker();
    desk.unlock.attend(next.sessionId);
    expect(desk.unlock.unlock(next)).toBe('device-unreachable');
    await desk.pass(minutes(5));
    desk.device.away = false;
    await desk.pass(minutes(1));
    expect([desk.unlock.isFreeForAll(), desk.unlock.trouble()]).toEqual([false, undefined]);
    expect(desk.device.locked).toBe(true);
    expect([begins().length, ends()]).toMatchObject([1, [{ impressions: 2 }]]);
  });

  test('because the device does not let it be, it is not lockable, which is no alarm', async () => {
    desk.remove();
    desk = openUnlockDesk();
    desk.device.lockable = false;
    await desk.pass(seconds(1));
    expect([desk.unlock.trouble(), desk.unlock.isFreeForAll()]).toEqual(['device-not-lockable', false]);
    expect(desk.device.calls).not.toContain('lock');
  });

  test('without an adapter neither', async () => {
    desk.remove();
    desk = openUnlockDesk({ withoutAdapter: true });
    expect(desk.unlock.trouble()).toBe('device-not-lockable');
    expect(desk.unlock.unlock(desk.asker())).toBe('device-not-lockable');
    await desk.unlock.close();
  });

  test('after an unlock that failed, it is locked and nothing is booked', async () => {
    desk.device.unlockFails = true;
    await unlocked();
    await desk.pass(seconds(10));
    expect(desk.device.locked).toBe(true);
    expect(ends()).toMatchObject([{ outcome: 'failed', impressions: 0, toReview: false }]);
  });
});

describe('[F4k] the power goes while the device is free', () => {
  test('it is locked at the start, and the counter settles it; who used it meanwhile is for a person to say', async () => {
    await unlocked();
    await desk.print(4);
    desk.device.impressions += 3;
    desk.restart();
    await desk.pass(seconds(10));
    expect(desk.device.locked).toBe(true);
    expect(ends()).toMatchObject([{ outcome: 'completed', impressions: 3, source: 'device', toReview: true }]);
    expect(desk.unlock.trouble()).toBeUndefined();
  });

  test('nothing moved: nothing is for anybody to say', async () => {
    await unlocked();
    desk.restart();
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ outcome: 'completed', impressions: 0, toReview: false }]);
  });

  test('a print of ours that was open waits for its own end first', async () => {
    await unlocked();
    const print = await desk.beginPrint();
    desk.device.impressions += 5;
    desk.restart();
    await desk.pass(minutes(1));
    expect(ends()).toEqual([]);
    await desk.endPrint(print, 5);
    await desk.pass(seconds(10));
    expect(ends()).toMatchObject([{ impressions: 0, toReview: false }]);
  });

  test('while the device is away it stays open; a second start goes on with it', async () => {
    await unlocked();
    desk.device.away = true;
    desk.restart();
    await desk.pass(minutes(1));
    expect([ends(), desk.unlock.isFreeForAll()]).toEqual([[], true]);
    desk.restart();
    desk.device.away = false;
    await desk.pass(seconds(10));
    expect(ends()).toHaveLength(1);
  });
});

describe('[F5h] where a session may print so many pages offline', () => {
  test('the device is locked once they are out, they count with the others, and it is freed no more', async () => {
    desk.left = 5;
    const { sessionId } = await unlocked();
    desk.device.impressions += 4;
    await desk.pass(seconds(3));
    expect(desk.device.locked).toBe(false);
    desk.device.impressions += 2;
    await desk.pass(seconds(10));
    expect([desk.device.locked, desk.left]).toEqual([true, -1]);
    expect(ends()).toMatchObject([{ impressions: 6, toReview: false }]);
    expect([desk.unlock.trouble(), desk.unlock.unlockedFor(sessionId)]).toEqual(['offline-page-limit', null]);
    expect(desk.unlock.unlock(desk.asker())).toBe('offline-page-limit');
  });

  test('it is nobody’s trouble while nobody is there', async () => {
    desk.left = 0;
    expect(desk.unlock.trouble()).toBeUndefined();
  });
});
