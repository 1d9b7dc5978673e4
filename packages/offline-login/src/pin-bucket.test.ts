import { bootTime, hours, minutes, seconds, type UserId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_PIN_THROTTLE,
  emptyBucket,
  fullBucket,
  giveBack,
  keepToken,
  refill,
  takeToken,
  unlock,
  untilNextToken,
  type PinBucket,
} from './pin-bucket.ts';
import type { BootMoment } from './running-time.ts';

const policy = DEFAULT_PIN_THROTTLE;
const ANNA = 'usr_anna' as UserId;
const BEN = 'usr_ben' as UserId;

function at(ms: number, bootId = 'one'): BootMoment {
  return { bootId, boot: bootTime(ms) };
}

function fail(bucket: PinBucket, now: BootMoment): PinBucket {
  const taken = takeToken(bucket, now, policy);
  return taken.taken ? keepToken(taken.bucket, taken.attempt) : taken.bucket;
}

function failTimes(bucket: PinBucket, times: number, now: BootMoment): PinBucket {
  return Array.from({ length: times }).reduce<PinBucket>((one) => fail(one, now), bucket);
}

function succeed(bucket: PinBucket, now: BootMoment, success: { userId: UserId; alike: number }): PinBucket {
  const taken = takeToken(bucket, now, policy);
  return taken.taken ? giveBack(taken.bucket, { attempt: taken.attempt, ...success }, now, policy) : taken.bucket;
}

describe('PIN bucket', () => {
  test('[D3a] five wrong PINs empty it; the sixth is not looked at', () => {
    const bucket = failTimes(fullBucket(policy), 5, at(0));
    expect(bucket.tokens).toBe(0);
    expect(takeToken(bucket, at(0), policy).taken).toBe(false);
  });

  test('[D3a] a token comes back every 90 minutes, up to five', () => {
    const bucket = failTimes(fullBucket(policy), 5, at(0));
    expect(refill(bucket, at(minutes(90) - 1), policy).tokens).toBe(0);
    expect(refill(bucket, at(minutes(90)), policy).tokens).toBe(1);
    expect(refill(bucket, at(minutes(269)), policy).tokens).toBe(2);
    expect(refill(bucket, at(hours(1_000)), policy).tokens).toBe(5);
  });

  test('[D3a] looking often gives no more than looking once', () => {
    let bucket = failTimes(fullBucket(policy), 5, at(0));
    for (let minute = 1; minute <= 270; minute++) bucket = refill(bucket, at(minutes(minute)), policy);
    expect(bucket.tokens).toBe(3);
  });

  test('[D3a] a full bucket saves nothing up', () => {
    const bucket = failTimes(refill(fullBucket(policy), at(hours(100)), policy), 5, at(hours(100)));
    expect(refill(bucket, at(hours(100) + minutes(89)), policy).tokens).toBe(0);
  });

  test('[D3b] the token is gone before the answer is known, and back with it', () => {
    const taken = takeToken(fullBucket(policy), at(0), policy);
    expect(taken.bucket.tokens).toBe(4);
    if (!taken.taken) return expect.unreachable();
    const success = { attempt: taken.attempt, userId: ANNA, alike: 0 };
    const after = giveBack(taken.bucket, success, at(0), policy);
    expect(after.tokens).toBe(5);
  });

  test('[D3b] an attempt gives back once, and only its own', () => {
    const bucket = failTimes(fullBucket(policy), 3, at(0));
    const taken = takeToken(bucket, at(0), policy);
    if (!taken.taken) return expect.unreachable();
    const success = { attempt: taken.attempt, userId: ANNA, alike: 0 };
    const once = giveBack(taken.bucket, success, at(0), policy);
    expect(once.tokens).toBe(2);
    expect(giveBack(once, success, at(0), policy).tokens).toBe(2);
    expect(giveBack(taken.bucket, { ...success, attempt: taken.attempt - 1 }, at(0), policy).tokens).toBe(1);
  });

  test('[D3b] what failed is not given back later', () => {
    const taken = takeToken(fullBucket(policy), at(0), policy);
    if (!taken.taken) return expect.unreachable();
    const failed = keepToken(taken.bucket, taken.attempt);
    expect(giveBack(failed, { attempt: taken.attempt, userId: ANNA, alike: 2 }, at(0), policy).tokens).toBe(4);
    expect(keepToken(taken.bucket, taken.attempt + 1)).toEqual(taken.bucket);
  });

  test('[D3b] a power cut between taking and answering costs the token', () => {
    const taken = takeToken(fullBucket(policy), at(0), policy);
    const restored = JSON.parse(JSON.stringify(taken.bucket)) as PinBucket;
    expect(refill(restored, at(0, 'two'), policy).tokens).toBe(4);
  });

  test('[D3c] two slips before the right PIN come back, a third does not', () => {
    const bucket = failTimes(fullBucket(policy), 3, at(0));
    expect(succeed(bucket, at(1), { userId: ANNA, alike: 3 }).tokens).toBe(4);
  });

  test('[D3c] two a user a day: the day is one of running time', () => {
    const first = succeed(failTimes(fullBucket(policy), 2, at(0)), at(1), { userId: ANNA, alike: 2 });
    expect(first.tokens).toBe(5);
    const second = succeed(failTimes(first, 2, at(2)), at(3), { userId: ANNA, alike: 2 });
    expect(second.tokens).toBe(3);
    const other = succeed(second, at(4), { userId: BEN, alike: 1 });
    expect(other.tokens).toBe(4);
    const nextDay = failTimes(other, 2, at(hours(24)));
    expect(nextDay.tokens).toBe(3);
    expect(succeed(nextDay, at(hours(24)), { userId: ANNA, alike: 2 }).tokens).toBe(3);
    expect(succeed(nextDay, at(hours(24) + 1), { userId: ANNA, alike: 2 }).tokens).toBe(5);
  });

  test('[D3c] a success without slips brings back nothing but its own token', () => {
    const bucket = failTimes(fullBucket(policy), 3, at(0));
    expect(succeed(bucket, at(1), { userId: ANNA, alike: 0 }).tokens).toBe(2);
  });

  test('[D3d] an unlock fills the bucket, once, however often the order comes', () => {
    const bucket = failTimes(fullBucket(policy), 5, at(0));
    const unlocked = unlock(bucket, 1, at(1), policy);
    expect(unlocked.tokens).toBe(5);
    const emptied = failTimes(unlocked, 5, at(2));
    expect(unlock(emptied, 1, at(3), policy).tokens).toBe(0);
    expect(unlock(emptied, 2, at(3), policy).tokens).toBe(5);
  });

  test('[D3e] [T2b] a reboot brings nothing back and keeps the wait already served', () => {
    const bucket = refill(failTimes(fullBucket(policy), 5, at(0)), at(minutes(80)), policy);
    const rebooted = refill(bucket, at(hours(500), 'two'), policy);
    expect(rebooted.tokens).toBe(0);
    expect(refill(rebooted, at(hours(500) + minutes(10), 'two'), policy).tokens).toBe(1);
  });

  test('[D3e] a boot clock that reads less than before brings nothing back', () => {
    const bucket = failTimes(fullBucket(policy), 5, at(hours(10)));
    expect(refill(refill(bucket, at(0), policy), at(hours(10) + minutes(89)), policy).tokens).toBe(0);
  });

  test('[D3e] a shorter wait set by the administrator counts from now', () => {
    const waited = refill(failTimes(fullBucket(policy), 5, at(0)), at(minutes(89)), policy);
    const shorter = { ...policy, pinRefill: minutes(1) };
    const changed = refill(waited, at(minutes(89)), shorter);
    expect(changed.tokens).toBe(0);
    expect(refill(changed, at(minutes(90)), shorter).tokens).toBe(1);
  });

  test('[D3e] more attempts set by the administrator come by waiting, fewer at once', () => {
    const bucket = refill(fullBucket(policy), at(0), policy);
    expect(refill(bucket, at(0), { ...policy, pinAttempts: 10 }).tokens).toBe(5);
    expect(refill(bucket, at(0), { ...policy, pinAttempts: 2 }).tokens).toBe(2);
  });

  test('[D3e] a bucket that was full under fewer attempts saved nothing up for more', () => {
    const full = refill(fullBucket(policy), at(0), policy);
    const raised = { ...policy, pinAttempts: 10 };
    const after = refill(full, at(hours(10)), raised);
    expect(after.tokens).toBe(5);
    expect(refill(after, at(hours(10) + minutes(89)), raised).tokens).toBe(5);
    expect(refill(after, at(hours(10) + minutes(90)), raised).tokens).toBe(6);
  });

  test('[D3e] settings changed there and back bring nothing', () => {
    const other = { pinAttempts: 100, pinRefill: minutes(1) };
    let bucket = failTimes(fullBucket(policy), 5, at(0));
    for (let n = 0; n < 1_000; n++) bucket = refill(bucket, at(n * 59_000), n % 2 === 0 ? other : policy);
    expect(bucket.tokens).toBe(0);
  });

  test('[D3e] a bucket that was lost starts empty', () => {
    expect(takeToken(emptyBucket(), at(0), policy).taken).toBe(false);
  });

  test('[D3f] the wait named is exactly the wait there is', () => {
    const bucket = failTimes(fullBucket(policy), 5, at(seconds(7)));
    const refused = takeToken(bucket, at(minutes(30)), policy);
    if (refused.taken) return expect.unreachable();
    expect(refused.retryAfter).toBe(minutes(60) + seconds(7));
    expect(untilNextToken(fullBucket(policy), policy)).toBe(0);
    expect(untilNextToken(failTimes(fullBucket(policy), 4, at(0)), policy)).toBe(0);
    const now = minutes(30) + refused.retryAfter;
    expect(takeToken(bucket, at(now - 1), policy).taken).toBe(false);
    expect(takeToken(bucket, at(now), policy).taken).toBe(true);
  });

  test('[D3a] the bucket holds nothing of a PIN', () => {
    const text = JSON.stringify(succeed(failTimes(fullBucket(policy), 2, at(0)), at(1), { userId: ANNA, alike: 1 }));
    expect(Object.keys(JSON.parse(text) as object).toSorted()).toEqual([
      'givenBack',
      'lastAttempt',
      'lastUnlock',
      'pending',
      'refilledAt',
      'running',
      'tokens',
      'under',
      'v',
    ]);
  });
});
