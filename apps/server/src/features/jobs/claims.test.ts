import { ALL_DEVICES, fromUtf8, makeId, minutes, seconds } from '@holdover/kernel';
import { beforeEach, describe, expect, test } from 'vitest';
import { createClaimWorld, newActivity } from '../../testing/claim-world.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { entropy, NOW } from '../../testing/intake-world.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { Queue } from '../queues/queue.ts';
import type { User } from '../users/user.ts';
import type { Job } from './job.ts';

const nothingPrints = { running: [] };

describeStore('claims of terminals', (open) => {
  let world: Awaited<ReturnType<typeof createClaimWorld>>;
  let here: Peer;
  let ada: User;
  let pull: Queue;
  let job: Job;

  beforeEach(async () => {
    world = await createClaimWorld(await open());
    here = await world.addPeer();
    ada = await world.addUser();
    pull = await world.addQueue();
    job = await world.addJob(pull, { userId: ada.id });
  });

  const claim = async (
    peer = here,
    { of = job, by = ada.id as User['id'] | null, activityId = newActivity() } = {},
  ) => {
    const { claim: answer } = await world.claims.claim(peer, { jobId: of.id, activityId, userId: by });
    return { answer, activityId };
  };
  const listed = async (peer: Peer, user: User) =>
    (await world.claims.list(peer, { of: 'user', userId: user.id })).jobs.map(({ id }) => id);
  const state = async (of = job): Promise<Job['state']> => (await world.job(of)).state;

  describe('what is whose', () => {
    test('[G1b] a terminal lists what somebody there may print, with what a release needs', async () => {
      const { jobs } = await world.claims.list(here, { of: 'user', userId: ada.id });
      expect(jobs).toEqual([
        {
          id: job.id,
          userId: ada.id,
          userName: ada.userName,
          mayColor: true,
          name: 'Minutes',
          createdAt: NOW,
          format: 'application/pdf',
          bytes: job.bytes,
          pages: 2,
          color: false,
          template: 'AQID',
          priority: 50,
        },
      ]);
    });

    test('[G1b] a pull queue of other devices gives nothing here, neither listed nor claimed', async () => {
      const elsewhere = await world.addQueue({ deviceGroups: [makeId('deviceGroup', NOW, entropy)] });
      const theirs = await world.addJob(elsewhere, { userId: ada.id });
      const everywhere = await world.addQueue({ deviceGroups: [ALL_DEVICES] });
      const common = await world.addJob(everywhere, { userId: ada.id });
      expect((await listed(here, ada)).toSorted()).toEqual([job.id, common.id].toSorted());
      expect((await claim(here, { of: theirs })).answer).toBe('not-yours');
      expect((await claim(here, { of: common })).answer).toBe('claimed');
    });

    test('[B7g] of who is disabled nothing is listed, claimed, removed or sent, however it was claimed before', async () => {
      const { activityId } = await claim();
      const other = await world.addJob(pull, { userId: ada.id });
      await world.stores.users.update({ ...ada, enabled: false });
      expect(await listed(here, ada)).toEqual([]);
      expect((await claim(here, { of: other })).answer).toBe('not-yours');
      await expect(world.claims.document(here, { jobId: job.id, activityId })).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    test('[G5a] a colour job is neither listed nor claimed for who may not print in colour', async () => {
      const grey = await world.addUser({ color: false });
      const colourful = await world.addJob(pull, { userId: grey.id, color: true });
      const unknown = await world.addJob(pull, { userId: grey.id, color: null });
      expect(await listed(here, grey)).toEqual([unknown.id]);
      expect((await claim(here, { of: colourful, by: grey.id })).answer).toBe('not-yours');
      expect((await claim(here, { of: unknown, by: grey.id })).answer).toBe('claimed');
    });

    test('[G2b] nobody claims or removes what is somebody else’s, or nobody’s', async () => {
      const eve = await world.addUser();
      const nobodys = await world.addJob(pull, { ownerName: 'stranger' });
      for (const by of [eve.id, null]) {
        expect((await claim(here, { by })).answer).toBe('not-yours');
        expect((await claim(here, { of: nobodys, by })).answer).toBe('not-yours');
      }
      expect(await world.claims.remove(here, { jobId: job.id, userId: eve.id })).toEqual({ removed: false });
      expect(await state()).toBe('held');
    });

    test('[G1e] what waits for a device is that device’s alone, and needs nobody there', async () => {
      const direct = await world.addQueue({ kind: 'direct', deviceId: here.terminal.deviceId });
      const waiting = await world.addJob(direct, {
        userId: ada.id,
        state: 'waiting',
        deviceId: here.terminal.deviceId,
      });
      const there = await world.addPeer();
      const atDevice = async (peer: Peer) => (await world.claims.list(peer, { of: 'device' })).jobs.map(({ id }) => id);
      expect([await atDevice(here), await atDevice(there)]).toEqual([[waiting.id], []]);
      expect((await claim(there, { of: waiting, by: null })).answer).toBe('not-yours');
      expect((await claim(here, { of: waiting, by: null })).answer).toBe('claimed');
    });

    test('a device that was deactivated prints nothing', async () => {
      const inactive = await world.addPeer(false);
      expect(await listed(inactive, ada)).toEqual([]);
      expect((await claim(inactive)).answer).toBe('not-yours');
    });

    test('its owner removes a held job at the panel, and none that is being printed', async () => {
      expect(await world.claims.remove(here, { jobId: job.id, userId: ada.id })).toEqual({ removed: true });
      expect(await world.job(job)).toMatchObject({ state: 'cancelled', documentKept: false });
      const other = await world.addJob(pull, { userId: ada.id });
      await claim(here, { of: other });
      expect(await world.claims.remove(here, { jobId: other.id, userId: ada.id })).toEqual({ removed: false });
      expect(world.changes).toEqual(['held to cancelled', 'held to printing']);
    });
  });

  describe('the life of a claim', () => {
    test('[G1d] of all who claim, one gets the job; who asks again after a lost answer has it still', async () => {
      const peers = await Promise.all([1, 2, 3, 4].map(() => world.addPeer()));
      const claims = await Promise.all(peers.map(async (peer) => ({ peer, ...(await claim(peer)) })));
      expect(claims.map(({ answer }) => answer).toSorted()).toEqual(['claimed', 'taken', 'taken', 'taken']);
      const winner = claims.find(({ answer }) => answer === 'claimed');
      expect((await claim(winner?.peer, { activityId: winner?.activityId ?? newActivity() })).answer).toBe('claimed');
      expect((await claim(winner?.peer)).answer).toBe('taken');
    });

    test('[G1m] the document goes to the terminal that claimed it, and to nobody else', async () => {
      const { activityId } = await claim();
      const there = await world.addPeer();
      const wanted = { jobId: job.id, activityId };
      for (const [peer, what] of [
        [there, wanted],
        [here, { ...wanted, activityId: newActivity() }],
        [here, { ...wanted, jobId: (await world.addJob(pull, { userId: ada.id })).id }],
      ] as const) {
        await expect(world.claims.document(peer, what)).rejects.toMatchObject({ code: 'not-found' });
      }
      const { data, length } = await world.claims.document(here, wanted);
      let text = '';
      for await (const part of data) text += fromUtf8(part);
      expect([text, length]).toEqual([job.id, text.length]);
    });

    test('[F3t] the journal’s outcome settles the job as it is booked, once', async () => {
      const { activityId } = await claim();
      await world.book(here.terminal, activityId);
      expect(await world.job(job)).toMatchObject({ state: 'completed', documentKept: false, impressions: 2 });
      expect((await world.intake.state()).activities).toMatchObject([{ id: activityId, impressions: 2 }]);
      expect(world.changes).toEqual(['held to printing', 'printing to completed']);
      expect((await claim()).answer).toBe('gone');
      await expect(world.claims.document(here, { jobId: job.id, activityId })).rejects.toMatchObject({
        code: 'not-found',
      });
    });

    test('[G3f] printed, a job is kept for as long as the setting says', async () => {
      await world.stores.settings.write('spooling', {
        retentionHours: 24,
        keepForReprintHours: 2,
        maxJobMegabytes: 1,
        maxSpoolMegabytes: 10,
        maxJobs: 10,
      });
      const { activityId } = await claim();
      await world.book(here.terminal, activityId);
      expect(await world.job(job)).toMatchObject({
        state: 'completed',
        documentKept: true,
        expiresAt: NOW + 7_200_000,
      });
    });

    test.each(['failed', 'unknown'] as const)('[G4c] %s, the job is held again', async (outcome) => {
      const { activityId } = await claim();
      await world.book(here.terminal, activityId, { outcome });
      expect(await world.job(job)).toMatchObject({ state: 'held', claim: null, documentKept: true });
      const reviews = (await world.intake.state()).reviews;
      expect(reviews.filter((kind) => kind === 'unknown-outcome')).toHaveLength(outcome === 'unknown' ? 1 : 0);
    });

    test('[G1f] a claim that its terminal, back, does not name is void when nothing was begun, and no sooner', async () => {
      await claim();
      const begun = await world.addJob(pull, { userId: ada.id });
      const { activityId } = await claim(here, { of: begun });
      await world.book(here.terminal, activityId, { ends: false });
      world.clock.advance(minutes(2));
      await world.claims.progress(here, nothingPrints);
      expect([await state(), await state(begun)]).toEqual(['held', 'printing']);
      await world.book(here.terminal, activityId);
    });

    test('[G1f] a claim younger than calls take is looked at again before it is void', async () => {
      const { activityId } = await claim();
      await world.claims.progress(here, nothingPrints);
      expect(await state()).toBe('printing');
      await world.claims.progress(here, { running: [{ activityId, impressions: 0, sheets: 0 }] });
      world.clock.advance(minutes(2));
      expect(await state()).toBe('printing');
      const other = await world.addJob(pull, { userId: ada.id });
      await claim(here, { of: other });
      world.clock.advance(seconds(1));
      await world.claims.progress(here, { running: [{ activityId, impressions: 0, sheets: 0 }] });
      world.clock.advance(minutes(2));
      await expect.poll(() => state(other)).toBe('held');
      expect(await state()).toBe('printing');
    });

    test('[G1n] a terminal that is revoked has no claims: what it had begun is held again, and its journal is booked only', async () => {
      const direct = await world.addQueue({ kind: 'direct', deviceId: here.terminal.deviceId });
      const waits = { userId: ada.id, state: 'waiting', deviceId: here.terminal.deviceId } as const;
      const [unbegun, begun] = [await world.addJob(direct, waits), await world.addJob(direct, waits)];
      await claim(here, { of: unbegun, by: null });
      const { activityId } = await claim(here, { of: begun, by: null });
      await world.book(here.terminal, activityId, { ends: false });
      world.changes.splice(0);
      await world.revoke(here.terminal);
      expect([await state(unbegun), await state(begun)]).toEqual(['waiting', 'held']);
      expect(world.changes.toSorted()).toEqual(['printing to held', 'printing to waiting']);
      await world.book(here.terminal, activityId);
      expect(await state(begun)).toBe('held');
    });

    test('[G4a] progress is what the terminal says, and its answer names what was cancelled', async () => {
      const { activityId } = await claim();
      const running = [{ activityId, impressions: 5, sheets: 3 }];
      expect(await world.claims.progress(here, { running })).toEqual({ cancel: [] });
      const now = await world.job(job);
      expect(now).toMatchObject({ impressions: 5, sheets: 3 });
      await world.stores.jobs.replace(now, { ...now, cancelRequested: true });
      expect(await world.claims.progress(here, { running })).toEqual({ cancel: [activityId] });
      expect(await world.claims.progress(await world.addPeer(), { running })).toEqual({ cancel: [] });
      await world.book(here.terminal, activityId, { outcome: 'failed' });
      expect(await world.job(job)).toMatchObject({ state: 'cancelled', documentKept: false });
    });
  });
});
