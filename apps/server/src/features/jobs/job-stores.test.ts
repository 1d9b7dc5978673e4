import { hours, instant, later, makeId, minutes, type DeviceId, type TerminalId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { sampleJob, sampleQueue, sampleUser, SAMPLE_TIME as at } from '../../testing/sample-job.ts';
import { claimed, ended, type JobClaim } from './job.ts';

const entropy = createSeededEntropy('job-stores');
const deviceId: DeviceId = makeId('device', at, entropy);
const terminalId: TerminalId = makeId('terminal', at, entropy);
const claim = (): JobClaim => ({
  terminalId,
  deviceId,
  activityId: makeId('activity', at, entropy),
  userId: null,
  claimedAt: at,
});
const ids = (jobs: readonly { readonly id: string }[]): string[] => jobs.map(({ id }) => id);
const idsOfOwned = (jobs: readonly { readonly job: { readonly id: string } }[]): string[] =>
  ids(jobs.map(({ job }) => job));

describeStore('jobs', (open) => {
  test('a job comes back as it was inserted, by its id and by its number', async () => {
    const { jobs } = openStores((await open()).queries);
    const queue = sampleQueue('pull');
    const many = Array.from({ length: 600 }, () => sampleJob(queue.id));
    await jobs.insertMany(many);
    const last = many.at(-1);
    if (last === undefined) return expect.unreachable();
    expect(await jobs.read(last.id)).toEqual(last);
    expect(await jobs.findByNumber(queue.id, last.number)).toEqual(last);
    expect(await jobs.findByNumber(sampleQueue('other').id, last.number)).toBeUndefined();
    expect(await jobs.use()).toEqual({ jobs: 600, bytes: 600 * 3_000 });
    expect(await jobs.countLive([queue.id])).toEqual(new Map([[queue.id, 600]]));
    expect(await jobs.countBefore(queue.id, last.number)).toBe(599);
    await jobs.delete(last.id);
    expect(await jobs.read(last.id)).toBeUndefined();
  });

  test('[G1c] numbers rise and are given once, whoever asks', async () => {
    const { jobs } = openStores((await open()).queries);
    expect([await jobs.takeNumbers(3), await jobs.takeNumbers(1), await jobs.takeNumbers(10)]).toEqual([1, 4, 5]);
  });

  test('[G1d] of several that claim a job, one gets it', async () => {
    const { jobs } = openStores((await open()).queries);
    const job = sampleJob(sampleQueue('pull').id);
    await jobs.insertMany([job]);
    const tries = [claim(), claim(), claim()].map((one) => claimed(job, one));
    const won = await Promise.all(tries.map((next) => jobs.replace(job, next)));
    expect(won.filter(Boolean)).toHaveLength(1);
    const winner = tries[won.indexOf(true)];
    expect(await jobs.read(job.id)).toEqual({ ...winner, version: 2 });
    expect(await jobs.ofActivity(winner?.claim?.activityId ?? claim().activityId)).toMatchObject({ id: job.id });
    expect(ids(await jobs.claimedBy(terminalId))).toEqual([job.id]);
  });

  test('[G1e] what a device prints by itself comes by priority, then age, for owners who may', async () => {
    const { queries } = await open();
    const { jobs, users } = openStores(queries);
    const [ada, off, gray] = [
      sampleUser('ada'),
      sampleUser('off', { enabled: false }),
      sampleUser('gray', { color: false }),
    ];
    for (const user of [ada, off, gray]) await users.create(user);
    const queue = sampleQueue('direct', { kind: 'direct', deviceId });
    const waiting = { state: 'waiting', deviceId, userId: ada.id } as const;
    const [young, old, urgent] = [
      sampleJob(queue.id, { ...waiting, createdAt: later(at, minutes(1)) }),
      sampleJob(queue.id, waiting),
      sampleJob(queue.id, { ...waiting, priority: 90, createdAt: later(at, minutes(2)) }),
    ];
    const none = [
      sampleJob(queue.id, { ...waiting, userId: null, ownerName: 'nobody' }),
      sampleJob(queue.id, { ...waiting, userId: off.id }),
      sampleJob(queue.id, { ...waiting, userId: gray.id, color: true }),
      sampleJob(queue.id, { ...waiting, state: 'held' }),
      sampleJob(queue.id, { ...waiting, deviceId: makeId('device', at, entropy) }),
    ];
    await jobs.insertMany([young, old, urgent, ...none]);
    const found = await jobs.waitingFor(deviceId, 10);
    expect(idsOfOwned(found)).toEqual(ids([urgent, old, young]));
    expect(found[0]?.owner).toEqual({ id: ada.id, userName: 'ada', color: true });
  });
});

describeStore('jobs of a user', (open) => {
  test('[G1b] a pull queue gives its jobs at devices of its groups; one without groups, everywhere', async () => {
    const { queries } = await open();
    const { jobs, users, queues } = openStores(queries);
    const ada = sampleUser('ada');
    await users.create(ada);
    const north = makeId('deviceGroup', at, entropy);
    const everywhere = sampleQueue('everywhere');
    const some = sampleQueue('some', { deviceGroups: [north] });
    const direct = sampleQueue('direct', { kind: 'direct', deviceId });
    for (const queue of [everywhere, some, direct]) await queues.create(queue);
    const mine = { userId: ada.id };
    const [first, second] = [
      sampleJob(everywhere.id, mine),
      sampleJob(some.id, { ...mine, createdAt: later(at, minutes(1)) }),
    ];
    const third = sampleJob(direct.id, mine);
    await jobs.insertMany([first, second, third, sampleJob(everywhere.id, { ...mine, state: 'printing' })]);
    expect(idsOfOwned(await jobs.heldFor(ada.id, [north], 10))).toEqual(ids([second, first]));
    expect(idsOfOwned(await jobs.heldFor(ada.id, [], 10))).toEqual(ids([first]));
    expect(idsOfOwned(await jobs.heldFor(ada.id, [north], 1))).toEqual(ids([second]));
  });

  test('[G2b] a job of an unknown owner binds only to a user older than the job', async () => {
    const { queries } = await open();
    const { jobs, users, queues } = openStores(queries);
    const queue = sampleQueue('pull');
    await queues.create(queue);
    const renamed = sampleUser('Ada', { createdAt: later(at, minutes(-1)) });
    await users.create(renamed);
    const [before, after] = [
      sampleJob(queue.id, { createdAt: later(at, minutes(-2)) }),
      sampleJob(queue.id, { ownerName: 'ADA' }),
    ];
    await jobs.insertMany([before, after]);
    expect(idsOfOwned(await jobs.heldFor(renamed.id, [], 10))).toEqual(ids([after]));
    expect(await jobs.read(after.id)).toMatchObject({ userId: renamed.id, version: 2 });
    expect(await jobs.read(before.id)).toEqual(before);
  });

  test('[G5a] a colour job is not given to a user without the right to colour', async () => {
    const { queries } = await open();
    const { jobs, users, queues } = openStores(queries);
    const queue = sampleQueue('pull');
    await queues.create(queue);
    const gray = sampleUser('gray', { color: false });
    await users.create(gray);
    const mine = { userId: gray.id };
    const [black, unknown] = [sampleJob(queue.id, mine), sampleJob(queue.id, { ...mine, color: null })];
    await jobs.insertMany([black, unknown, sampleJob(queue.id, { ...mine, color: true })]);
    expect(idsOfOwned(await jobs.heldFor(gray.id, [], 10)).toSorted()).toEqual(ids([black, unknown]).toSorted());
    await users.update({ ...gray, enabled: false });
    expect(await jobs.heldFor(gray.id, [], 10)).toEqual([]);
  });
});

describeStore('lists of jobs', (open) => {
  test('narrow and page by what is asked', async () => {
    const { queries } = await open();
    const { jobs, queues, users } = openStores(queries);
    const ada = sampleUser('ada');
    await users.create(ada);
    const queue = sampleQueue('pull', { name: 'Pull print' });
    await queues.create(queue);
    const mine = { userId: ada.id, createdAt: later(at, minutes(1)) };
    const [a, b] = [sampleJob(queue.id, { name: 'Alpha' }), sampleJob(queue.id, { name: 'Beta', ...mine })];
    const done = ended(sampleJob(queue.id, { createdAt: later(at, minutes(2)) }), 'cancelled', later(at, minutes(3)));
    const printing = claimed(sampleJob(queue.id, { createdAt: later(at, minutes(3)) }), claim());
    await jobs.insertMany([a, b, done, printing]);
    const page = async (question: object) => idsOfOwned((await jobs.page({ limit: 10, ...question })).items);
    expect(await page({})).toEqual(ids([printing, done, b, a]));
    expect(await page({ q: 'ALPH' })).toEqual(ids([a]));
    expect([await page({ userId: ada.id }), await page({ over: true })]).toEqual([ids([b]), ids([done])]);
    expect([await page({ deviceId }), await page({ state: 'held' })]).toEqual([ids([printing]), ids([b, a])]);
    expect(await page({ over: false, queueId: queue.id, sort: 'createdAt' })).toEqual(ids([a, b, printing]));
    const [second, third] = [later(at, minutes(1)), later(at, minutes(3))];
    expect(await page({ from: second, until: third })).toEqual(ids([done, b]));
    expect([await page({ until: second }), await page({ from: third })]).toEqual([ids([a]), ids([printing])]);
    const first = await jobs.page({ limit: 3 });
    expect(await page({ cursor: first.nextCursor })).toEqual(ids([a]));
    expect(await jobs.list(b.id)).toEqual({ job: b, queueName: 'Pull print', deviceName: null, ownerExists: true });
    const some = async (question: { over: boolean; ownerName?: string }) =>
      ids(await jobs.ofQueue(queue.id, { limit: 2, ...question }));
    expect([await some({ over: false }), await some({ over: true })]).toEqual([ids([a, b]), ids([done])]);
    expect(await some({ over: false, ownerName: 'bob' })).toEqual([]);
  });

  test('[G3g] what is beyond its time is found, later or sooner as the setting moves it', async () => {
    const { jobs } = openStores((await open()).queries);
    const { id } = sampleQueue('pull');
    const [held, kept] = [
      sampleJob(id, { expiresAt: later(at, hours(2)) }),
      sampleJob(id, { state: 'completed', endedAt: at, expiresAt: later(at, hours(2)) }),
    ];
    const gone = ended(sampleJob(id), 'expired', later(at, hours(1)));
    await jobs.insertMany([held, kept, gone, claimed(sampleJob(id, { expiresAt: at }), claim())]);
    const expired = async (after: number) => ids(await jobs.expired(later(at, hours(after)), 10)).toSorted();
    expect([await expired(1), await expired(2)]).toEqual([[], ids([held, kept]).toSorted()]);
    await jobs.moveEnds('unprinted', hours(2));
    await jobs.moveEnds('kept', hours(-1));
    expect([await expired(1), await expired(4)]).toEqual([ids([kept]), ids([held, kept]).toSorted()]);
    expect((await jobs.withDocuments()).length).toBe(3);
    await jobs.deleteOver(later(at, hours(2)));
    expect([await jobs.read(gone.id), await jobs.read(kept.id)]).toMatchObject([undefined, { id: kept.id }]);
  });
});

describeStore('jobs at devices', (open) => {
  test('a terminal replaces what it told before, and nobody else’s', async () => {
    const { queries } = await open();
    const { deviceJobs } = openStores(queries);
    const job = (name: string, after: number) => ({
      id: makeId('job', at, entropy),
      ownerName: 'ada',
      userId: null,
      name,
      state: 'held' as const,
      createdAt: instant(at + after),
      format: 'application/pdf',
      bytes: 1,
      pages: null,
      color: null,
      copies: 1,
    });
    const [a, b, c] = [job('a', 1), job('b', 2), job('c', 3)];
    const other = { id: makeId('terminal', at, entropy), deviceId: makeId('device', at, entropy) };
    await deviceJobs.replaceAll({ id: terminalId, deviceId }, [a, b]);
    await deviceJobs.replaceAll(other, [c]);
    expect(ids((await deviceJobs.page({ limit: 10 })).items)).toEqual(ids([c, b, a]));
    await deviceJobs.replaceAll({ id: terminalId, deviceId }, [b]);
    expect(ids((await deviceJobs.page({ limit: 10, deviceId })).items)).toEqual([b.id]);
    expect(ids((await deviceJobs.page({ limit: 10, q: 'C' })).items)).toEqual([c.id]);
    expect(await deviceJobs.list(b.id)).toEqual({ ...b, deviceId, deviceName: null, ownerExists: false });
  });
});

describeStore('queues', (open) => {
  test('a queue comes back as created and as updated', async () => {
    const { queues } = openStores((await open()).queries);
    const queue = sampleQueue('pull', { deviceGroups: [makeId('deviceGroup', at, entropy)] });
    await queues.create(queue);
    const changed = { ...queue, path: 'other', acceptingJobs: false, deviceId };
    expect(await queues.read(queue.id)).toEqual(queue);
    await queues.update(changed);
    expect([await queues.findByPath('pull'), await queues.findByPath('other')]).toEqual([undefined, changed]);
    expect([await queues.all(), await queues.ofDevice(deviceId)]).toEqual([[changed], [changed]]);
    expect((await queues.page({ limit: 10, q: 'PULL' })).items).toEqual([changed]);
    await queues.delete(queue.id);
    expect(await queues.all()).toEqual([]);
  });
});
