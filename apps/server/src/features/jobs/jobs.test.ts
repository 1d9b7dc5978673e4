import { DEFAULT_SPOOLING } from '@holdover/api';
import {
  hours,
  later,
  makeId,
  seconds,
  type ActivityId,
  type DeviceId,
  type JobId,
  type TerminalId,
} from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createQueueClient } from '../../testing/queue-client.ts';
import { openTestConsole, START, type TestConsole } from '../../testing/test-console.ts';
import { claimed, settled } from './job.ts';

const entropy = createSeededEntropy('jobs');
let world: TestConsole;
let deviceId: DeviceId;
let terminalId: TerminalId;

beforeEach(async () => {
  world = await openTestConsole();
  const [queue] = (await world.ask('GET /queues')).body.items;
  await world.ask(`PATCH /queues/${queue.id}`, { body: { ownerFrom: 'user-name' } });
  deviceId = (await world.ask('POST /devices', { body: { name: 'Lobby', model: 'generic' } })).body.id;
  terminalId = await enrol(deviceId);
  await world.ask('POST /users', { body: { userName: 'ada' } });
});
afterEach(() => world.close());

async function enrol(device: DeviceId): Promise<TerminalId> {
  const id = makeId('terminal', START, entropy);
  const nothing = { revokedAt: null, suspendedAt: null, lastContactAt: null, acknowledgedAt: null, confirmedAt: null };
  await world.core.database.queries
    .insertInto('terminal')
    .values({
      ...nothing,
      id,
      deviceId: device,
      version: '1',
      keyProtector: 'keyfile',
      enrolledAt: START,
      generationDesired: 1,
      generationApplied: 1,
      revisionDesired: 0,
      revisionApplied: 0,
      contentDigest: '',
      settingsDesired: null,
      settingsApplied: null,
      journalBacklog: 0,
      servicePinSealed: '',
    })
    .execute();
  return id;
}

async function print(name: string, userName = 'ada'): Promise<JobId> {
  await createQueueClient(world.printing, 'pull', { userName }).print(name);
  world.clock.advance(seconds(1));
  return (await world.ask(`GET /jobs?q=${name}`)).body.items[0].id;
}

/** As a terminal that claimed it and handed in its journal. */
async function printOut(id: JobId, completed: boolean): Promise<void> {
  const { jobs } = world.core.stores;
  const at = world.clock.wall();
  const activityId: ActivityId = makeId('activity', at, entropy);
  const held = await jobs.read(id);
  if (held === undefined) return expect.unreachable();
  await jobs.replace(held, claimed(held, { terminalId, deviceId, activityId, userId: held.userId, claimedAt: at }));
  const printing = await jobs.read(id);
  if (printing === undefined) return expect.unreachable();
  const { keepForReprintHours } = world.printing.spool.room.settings;
  const given = { keptUntil: later(at, hours(keepForReprintHours)), direct: false };
  const next = settled(printing, { completed, impressions: 3, sheets: 3, at }, given);
  await jobs.replace(printing, next);
  world.printing.spool.changed(printing, next);
}

const release = (id: JobId, to: string = deviceId) => world.ask(`POST /jobs/${id}/release`, { body: { deviceId: to } });

describe('[G1r] a job sent to a device', () => {
  test('waits there, and can be held again', async () => {
    const id = await print('Minutes');
    const sent = await release(id);
    expect(sent).toMatchObject({ status: 202, body: { state: 'waiting', deviceId, deviceName: 'Lobby' } });
    expect(sent.header('location')).toBe(`/api/v1/jobs/${id}`);
    expect((await world.core.stores.jobs.waitingFor(deviceId, 10)).map(({ job }) => job.id)).toEqual([id]);
    const held = await world.ask(`PATCH /jobs/${id}`, { body: { held: true } });
    expect(held.body).toMatchObject({ state: 'held', deviceId: null });
  });

  test('is refused for a device that cannot print, and for nobody’s job', async () => {
    const id = await print('Minutes');
    const { body: other } = await world.ask('POST /devices', { body: { name: 'No terminal', model: 'generic' } });
    expect((await release(id, other.id)).body).toMatchObject({ status: 409, code: 'job-not-printable' });
    const missing = makeId('device', START, entropy);
    expect((await release(id, missing)).body).toMatchObject({ status: 400, errors: [{ pointer: '/deviceId' }] });
    const unknown = await print('Unknown', 'nobody');
    expect((await release(unknown)).body).toMatchObject({ status: 409, code: 'job-owner-unknown' });
  });

  test('is left alone while it prints: cancelling waits for its terminal', async () => {
    const id = await print('Minutes');
    const { jobs } = world.core.stores;
    const held = await jobs.read(id);
    if (held === undefined) return expect.unreachable();
    const activityId: ActivityId = makeId('activity', START, entropy);
    await jobs.replace(
      held,
      claimed(held, { terminalId, deviceId, activityId, userId: held.userId, claimedAt: START }),
    );
    expect((await release(id)).body).toMatchObject({ code: 'job-in-print' });
    expect((await world.ask(`PATCH /jobs/${id}`, { body: { priority: 1 } })).body).toMatchObject({
      code: 'job-in-print',
    });
    expect((await world.ask(`DELETE /jobs/${id}`)).body).toMatchObject({ code: 'job-in-print' });
    expect((await world.ask(`POST /jobs/${id}/cancel`)).body).toMatchObject({ state: 'printing' });
    expect(await jobs.read(id)).toMatchObject({ cancelRequested: true });
  });
});

describe('a printed job', () => {
  test('[G3f] is gone with its document', async () => {
    const id = await print('Minutes');
    await printOut(id, true);
    await world.printing.spool.settled();
    const { body } = await world.ask(`GET /jobs/${id}`);
    expect(body).toMatchObject({ state: 'completed', impressions: 3, deviceId, reprintable: false, expiresAt: null });
    expect((await release(id)).body).toMatchObject({ code: 'job-over' });
  });

  test('[G3i] that is kept can be printed again, until its hours are over', async () => {
    await world.ask('PUT /settings/spooling', { body: { ...DEFAULT_SPOOLING, keepForReprintHours: 2 } });
    const id = await print('Minutes');
    await printOut(id, true);
    expect((await world.ask(`GET /jobs/${id}`)).body).toMatchObject({ state: 'completed', reprintable: true });
    expect((await release(id)).body).toMatchObject({ state: 'waiting', endedAt: null, impressions: 0 });
    await printOut(id, true);
    const jobId = (await world.core.stores.jobs.read(id))?.number ?? 0;
    const ada = createQueueClient(world.printing, 'pull', { userName: 'ada' });
    expect((await ada.send('Restart-Job', { jobId })).ok).toBe(true);
    expect((await world.ask(`GET /jobs/${id}`)).body).toMatchObject({ state: 'held', deviceId: null });
    expect((await ada.send('Restart-Job', { jobId })).status).toBe('client-error-not-possible');
    await printOut(id, true);
    world.clock.advance(hours(3));
    await world.printing.retention.look();
    expect((await world.ask(`GET /jobs/${id}`)).body).toMatchObject({ state: 'completed', reprintable: false });
    expect(await world.core.stores.jobs.use()).toEqual({ jobs: 0, bytes: 0 });
  });
});

describe('lists', () => {
  test('[G3k] jobs on the server and at devices are one list, page by page', async () => {
    const names = ['S1', 'D1', 'S2', 'D2', 'S3'];
    const atDevice: Parameters<typeof world.core.stores.deviceJobs.replaceAll>[1][number][] = [];
    for (const name of names) {
      if (name.startsWith('S')) await print(name);
      else {
        const createdAt = world.clock.wall();
        const id = makeId('job', createdAt, entropy);
        const unknown = { userId: null, pages: null, color: null, copies: 1 };
        atDevice.push({
          ...unknown,
          id,
          ownerName: 'bob',
          name,
          state: 'held',
          createdAt,
          format: 'text/plain',
          bytes: 1,
        });
        world.clock.advance(seconds(1));
      }
    }
    await world.core.stores.deviceJobs.replaceAll({ id: terminalId, deviceId }, atDevice);
    const pages: string[][] = [];
    for (let cursor = ''; pages.length < 9;) {
      const { body } = await world.ask(`GET /jobs?limit=2${cursor}`);
      pages.push(body.items.map(({ name }: { name: string }) => name));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(pages).toEqual([['S3', 'D2'], ['S2', 'D1'], ['S1']]);
    const ofDevices = (await world.ask('GET /jobs?waitsAt=device&sort=createdAt')).body.items;
    expect(ofDevices).toMatchObject([{ name: 'D1', deviceName: 'Lobby', queueId: null }, { name: 'D2' }]);
    expect((await world.ask(`GET /jobs/${ofDevices[0].id}`)).body).toMatchObject({ name: 'D1', waitsAt: 'device' });
    expect((await world.ask(`GET /jobs?deviceId=${deviceId}`)).body.items).toHaveLength(2);
  });

  test('what changes is told to the console, the last of many', async () => {
    const told: string[] = [];
    world.hub.subscribe(undefined, ({ event }) => {
      if (event.name === 'job.changed') told.push(`${event.data.name} ${event.data.state}`);
    });
    const id = await print('Minutes');
    await expect.poll(() => told).toEqual(['Minutes held']);
    await world.ask(`DELETE /jobs/${id}`);
    world.clock.advance(seconds(1));
    await expect.poll(() => told).toEqual(['Minutes held', 'Minutes cancelled']);
  });

  test('an old state is not changed', async () => {
    const id = await print('Minutes');
    const before = (await world.ask(`GET /jobs/${id}`)).header('etag') ?? '';
    await world.ask(`PATCH /jobs/${id}`, { body: { priority: 60 } });
    const headers = { 'if-match': before };
    expect((await world.ask(`PATCH /jobs/${id}`, { body: { priority: 70 }, headers })).status).toBe(412);
    expect((await world.ask(`DELETE /jobs/${id}`, { headers })).status).toBe(412);
  });
});
