import { hours, later, makeId, minutes, type DeviceId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { sampleJob, sampleQueue, SAMPLE_TIME as at } from '../../testing/sample-job.ts';
import { claimed, settled, unclaimed, type JobClaim } from './job.ts';

const entropy = createSeededEntropy('job');
const deviceId: DeviceId = makeId('device', at, entropy);
const claim = (): JobClaim => ({
  terminalId: makeId('terminal', at, entropy),
  deviceId,
  activityId: makeId('activity', at, entropy),
  userId: null,
  claimedAt: at,
});

describe('what becomes of a job', () => {
  const queueId = sampleQueue('pull').id;
  const held = sampleJob(queueId);
  const printing = claimed(held, claim());
  const paper = { impressions: 2, sheets: 1, at: later(at, minutes(5)) };

  test('[G3f] printed, its document goes; kept for reprint, it stays for that long', () => {
    const gone = settled(printing, { completed: true, ...paper }, { keptUntil: paper.at, direct: false });
    expect(gone).toMatchObject({ state: 'completed', documentKept: false, impressions: 2, endedAt: paper.at });
    const keptUntil = later(paper.at, hours(1));
    const kept = settled(printing, { completed: true, ...paper }, { keptUntil, direct: false });
    expect(kept).toMatchObject({ state: 'completed', documentKept: true, expiresAt: keptUntil });
  });

  test('[G4c] what was not printed to its end is held again, unless it was cancelled here', () => {
    const failed = { completed: false, ...paper };
    const given = { keptUntil: paper.at, direct: false };
    expect(settled(printing, failed, given)).toEqual(held);
    const cancelled = settled({ ...printing, cancelRequested: true }, failed, given);
    expect(cancelled).toMatchObject({ state: 'cancelled', documentKept: false, impressions: 2 });
    const direct = { ...printing, deviceId };
    expect(settled(direct, failed, { ...given, direct: true })).toMatchObject({ state: 'held', deviceId });
    expect(settled(direct, failed, given)).toMatchObject({ state: 'held', deviceId: null });
  });

  test('[G1f] a claim of which nothing was begun leaves the job as it waited', () => {
    expect(unclaimed(printing, paper.at)).toEqual(held);
    expect(unclaimed({ ...printing, deviceId }, paper.at)).toEqual({ ...held, deviceId, state: 'waiting' });
    expect(unclaimed({ ...printing, cancelRequested: true }, paper.at)).toMatchObject({
      state: 'cancelled',
      endedAt: paper.at,
    });
  });
});
