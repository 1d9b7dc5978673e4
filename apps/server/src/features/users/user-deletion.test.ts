import { DEFAULT_OFFLINE_LOGIN } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, hours, instant, later, makeId, present, type TerminalId } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import { OPENED_AT, openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';
import { createQueueClient } from '../../testing/queue-client.ts';
import { createTestJournal } from '../../testing/test-journal.ts';

const entropy = createSeededEntropy('user-deletion');
const WAIT = { timeout: 20_000, interval: 20 };
const opened: OpenWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };

/** Anna, held at the lift, where she is logged in, and at the stairs, which are away; with jobs on the server. */
async function openHouse() {
  const documents = createMemoryDocuments();
  const world = await openWorld({ documents });
  opened.push(world);
  const userSync = { enabled: true, intervalHours: 4, assignments: [everybody] };
  await world.ask('PUT', '/settings/offline-login', { ...DEFAULT_OFFLINE_LOGIN, userSync });
  const { body: anna } = await world.ask('POST', '/users', { userName: 'anna', fullName: 'Anna Ahrens' });
  await world.ask('POST', `/users/${anna.id}/pins`, { pin: '482913' });
  await world.ask('POST', `/users/${anna.id}/cards`, { number: '04A1B2C3' });
  const [lift, stairs] = [await world.enrolled('Lift'), await world.enrolled('Stairs')];
  for (const terminal of [lift, stairs]) await terminal.synchronize();
  await world.ask('POST', '/queues', { path: 'letters', name: 'Letters', kind: 'pull', ownerFrom: 'user-name' });
  const client = createQueueClient(world.server.printing, 'letters', { userName: 'anna' });
  for (const name of ['Minutes', 'Agenda', 'Report']) await client.print(name);
  return { world, documents, anna, lift, stairs };
}

const tell = async (terminal: DoorTerminal, path: string, body: object) => {
  const answer = await terminal.call(path, body);
  expect([200, 204]).toContain(answer.status);
  return answer.text === '' ? undefined : JSON.parse(answer.text);
};

/** A session of hers with a print that goes on, as the journal of the lift shows it. */
async function printing({ world, anna, lift }: Awaited<ReturnType<typeof openHouse>>) {
  const { jobs } = await tell(lift, PATHS.jobs, { of: 'user', userId: anna.id });
  const activityId = makeId('activity', OPENED_AT, entropy);
  await tell(lift, PATHS.jobClaim, { jobId: jobs[0].id, activityId, userId: anna.id });
  const { body } = await world.ask('GET', `/devices/${lift.device}`);
  const terminalId: TerminalId = body.terminal.id;
  const journal = createTestJournal({ identity: { terminalId } }, null);
  const sessionId = makeId('session', OPENED_AT, entropy);
  const shared = { mode: 'online', time: journal.time(OPENED_AT), sessionId, userId: anna.id } as const;
  journal.append({ type: 'session-begin', ...shared, method: 'pin', credentialIds: [] });
  await tell(lift, PATHS.journal, { records: journal.texts });
  return { activityId, jobId: jobs[0].id, sessionId };
}

describe('deleting somebody', () => {
  test('[B7h] first says what goes and what stays', async () => {
    const house = await openHouse();
    await printing(house);
    const link = await house.lift.link();
    await link.introduce();
    await vi.waitFor(() => expect(link.frames.some(({ type }) => type === 'welcome')).toBe(true), WAIT);
    expect(await house.world.ask('GET', `/users/${house.anna.id}/deletion`)).toEqual({
      status: 200,
      body: { jobs: 2, pins: 1, cards: 1, terminals: 2, terminalsAway: 1, sessions: 1, activities: 0 },
    });
    const gone = 'usr_01900000-0000-7000-8000-000000000000';
    expect(await house.world.ask('GET', `/users/${gone}/deletion`)).toMatchObject({ status: 404 });
  });

  test('[B7h] takes waiting jobs with their documents, and lets what is in print end after the sheet', async () => {
    const house = await openHouse();
    const { world, documents, anna, lift } = house;
    const { activityId, jobId, sessionId } = await printing(house);
    const link = await lift.link();
    await link.introduce();
    expect(await world.ask('DELETE', `/users/${anna.id}`)).toMatchObject({ status: 204 });
    const frame = await vi.waitFor(
      () =>
        present(
          link.frames.findLast((one) => one.type === 'doorbell' && one.reason === 'revocation'),
          'a bell',
        ),
      WAIT,
    );
    // Her session there ends, and nothing of hers is given to anybody.
    expect(frame).toMatchObject({ denyDelta: { users: [anna.id] } });
    expect(await tell(lift, PATHS.jobs, { of: 'user', userId: anna.id })).toEqual({ jobs: [] });
    const running = [{ activityId, impressions: 1, sheets: 1 }];
    expect(await tell(lift, PATHS.jobProgress, { running })).toEqual({ cancel: [activityId] });
    await world.server.printing.spool.settled();
    expect([...documents.files.keys()]).toEqual([jobId]);
    const { body: jobs } = await world.ask('GET', '/jobs');
    expect(jobs.items).toMatchObject([{ id: jobId, state: 'printing' }]);
    // What happened stays under her name.
    const { body: sessions } = await world.ask('GET', '/sessions?q=anna');
    expect(sessions.items).toMatchObject([{ id: sessionId, userId: anna.id, userName: 'anna' }]);
    expect(await world.ask('GET', `/users/${anna.id}`)).toMatchObject({ status: 404 });
    expect((await world.ask('GET', '/users?q=anna')).body.items).toEqual([]);
  });

  test('[B9g] keeps the PIN from others until every terminal that held it forgot it, or its end there has passed', async () => {
    const { world, anna, lift, stairs } = await openHouse();
    await world.ask('DELETE', `/users/${anna.id}`);
    const { body: ben } = await world.ask('POST', '/users', { userName: 'ben' });
    const give = () => world.ask('POST', `/users/${ben.id}/pins`, { pin: '482913' });
    expect((await give()).body).toMatchObject({ status: 409, code: 'pin-taken' });
    expect((await lift.synchronize('doorbell')).users).toEqual([]);
    expect((await give()).body).toMatchObject({ code: 'pin-taken' });
    await stairs.synchronize('doorbell');
    expect(await give()).toMatchObject({ status: 201 });
  });

  test('[B9g] a terminal that never comes back keeps it no longer than it could open with it', async () => {
    const { world, anna } = await openHouse();
    await world.ask('DELETE', `/users/${anna.id}`);
    const { body: ben } = await world.ask('POST', '/users', { userName: 'ben' });
    const give = () => world.ask('POST', `/users/${ben.id}/pins`, { pin: '482913' });
    world.clock.setWall(later(OPENED_AT, hours(71)));
    expect((await give()).body).toMatchObject({ code: 'pin-taken' });
    world.clock.setWall(instant(later(OPENED_AT, hours(73))));
    expect(await give()).toMatchObject({ status: 201 });
  });

  test('[B7g] disabling keeps the jobs, and nobody is given them until they are enabled again', async () => {
    const { world, documents, anna, lift } = await openHouse();
    const jobs = async () => (await tell(lift, PATHS.jobs, { of: 'user', userId: anna.id })).jobs.length;
    await world.ask('PATCH', `/users/${anna.id}`, { enabled: false });
    expect([await jobs(), documents.files.size]).toEqual([0, 3]);
    await world.ask('PATCH', `/users/${anna.id}`, { enabled: true });
    expect(await jobs()).toBe(3);
  });
});
