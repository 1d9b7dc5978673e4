import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attr, integerOf, stringOf, stringsOf } from '@holdover/ipp';
import { DEFAULT_SPOOLING } from '@holdover/api';
import { concatBytes, hours, minutes, present, seconds, utf8, type JobId } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { A_DOCUMENT, createQueueClient, inParts, type QueueClient } from '../../testing/queue-client.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let world: TestConsole;
beforeEach(async () => {
  world = await openTestConsole();
  // Names are believed here: what signing in changes has tests of its own.
  await world.ask(`PATCH /queues/${await queueId('pull')}`, { body: { ownerFrom: 'user-name' } });
});
afterEach(() => world.close());

const queueId = async (path: string): Promise<string> =>
  (await world.ask('GET /queues')).body.items.find((queue: { path: string }) => queue.path === path).id;
const ada = (path = 'pull'): QueueClient => createQueueClient(world.printing, path, { userName: 'ada' });
const addUser = async (userName: string, more: object = {}): Promise<string> =>
  (await world.ask('POST /users', { body: { userName, ...more } })).body.id;
const listed = async (query = '') => (await world.ask(`GET /jobs${query}`)).body.items;
const addDevice = async (name: string): Promise<string> =>
  (await world.ask('POST /devices', { body: { name, model: 'generic' } })).body.id;
const limit = (more: object) => world.ask('PUT /settings/spooling', { body: { ...DEFAULT_SPOOLING, ...more } });
const spooled = () => readFolder(join(world.dataDir, 'spool', 'documents'));

async function readFolder(folder: string): Promise<Uint8Array> {
  const names = await readdir(folder);
  return concatBytes(await Promise.all(names.map((name) => readFile(join(folder, name)))));
}

describe('a job that comes in', () => {
  test('[G7a] waits for its owner as pending-held, and the list has it', async () => {
    const id = await addUser('Ada');
    const answer = await ada().print('Minutes', A_DOCUMENT, [
      attr.integer('copies', 2),
      attr.integer('job-priority', 70),
    ]);
    expect(answer.status).toBe('successful-ok');
    expect(integerOf(answer.job, 'job-state')).toBe(4);
    expect(await listed()).toMatchObject([
      { name: 'Minutes', userId: id, ownerName: 'ada', waitsAt: 'server', queueName: 'Pull print', state: 'held' },
    ]);
    expect(await listed()).toMatchObject([{ pages: 3, copies: 2, format: 'text/plain', bytes: A_DOCUMENT.length }]);
  });

  test('[G2a] is found its owner whatever the case; an unknown one waits', async () => {
    const id = await addUser('ADA');
    await ada().print('Known');
    world.clock.advance(seconds(1));
    await createQueueClient(world.printing, 'pull', { userName: 'nobody' }).print('Unknown');
    expect(await listed('?sort=createdAt')).toMatchObject([{ userId: id }, { userId: null, ownerName: 'nobody' }]);
  });

  test('[G3a] lies encrypted, and [G3b] is whole when it is read', async () => {
    const secret = utf8('the minutes of the board '.repeat(8_000));
    await ada().print('Secret', secret);
    const [{ id }] = await listed();
    const stored = Buffer.from(await spooled());
    expect(stored.length).toBeGreaterThan(secret.length);
    expect(stored.includes('minutes of the board')).toBe(false);
    const parts: Uint8Array[] = [];
    for await (const part of world.printing.spool.document(id as JobId)) parts.push(part); // the list gave it
    expect(Buffer.from(concatBytes(parts)).equals(secret)).toBe(true);
  });

  test('[G3c] leaves nothing when its sender breaks off, or it is empty', async () => {
    const brokenOff = async function* (): AsyncGenerator<Uint8Array> {
      yield utf8('half of it');
      yield new Uint8Array(200_000);
      throw new TypeError('gone');
    };
    const document = brokenOff();
    const job = { name: 'Half', format: 'application/octet-stream', template: [] };
    await expect(ada().printJob({ ...job, document })).rejects.toThrow('gone');
    expect((await ada().printJob({ ...job, document: inParts(new Uint8Array()) })).ok).toBe(false);
    expect(await listed()).toEqual([]);
    expect((await world.core.stores.jobs.use()).jobs).toBe(0);
    expect(
      (await readdir(join(world.dataDir, 'spool', 'documents'))).filter((name) => name.startsWith('job_')),
    ).toEqual([]);
  });

  test('[G3d] is refused by number, by size, and by what is left', async () => {
    await limit({ maxJobMegabytes: 1, maxJobs: 10 });
    const megabyte = new Uint8Array(1_000_001).fill(65);
    expect((await ada().print('Large', megabyte)).status).toBe('client-error-request-entity-too-large');
    for (let n = 0; n < 10; n++) expect((await ada().print(`Small ${n}`)).ok).toBe(true);
    expect((await ada().print('One more')).status).toBe('server-error-too-many-jobs');
    expect((await ada().send('Validate-Job')).status).toBe('server-error-too-many-jobs');
    await limit({ maxSpoolMegabytes: 10, maxJobMegabytes: 8 });
    const large = new Uint8Array(6_000_000).fill(65);
    world.clock.advance(seconds(1));
    expect((await ada().print('Six', large)).ok).toBe(true);
    expect((await ada().print('Six more', large)).status).toBe('server-error-temporary-error');
    const [{ id }] = await listed();
    expect((await world.ask(`DELETE /jobs/${id}`)).status).toBe(204);
    expect((await ada().print('Six again', large)).ok).toBe(true);
  });
});

describe('a job by parts', () => {
  const open = async (): Promise<number> => {
    const opened = await ada().send('Create-Job', { operation: [attr.name('job-name', 'Parts')] });
    return present(integerOf(opened.job, 'job-id'), 'job-id');
  };
  const send = (jobId: number) =>
    ada().send('Send-Document', {
      jobId,
      operation: [attr.boolean('last-document', true)],
      document: inParts(A_DOCUMENT),
    });

  test('[G7a] is there before and after its document came', async () => {
    const jobId = await open();
    expect(integerOf((await ada().getJobAttributes(jobId)).job, 'job-state')).toBe(4);
    expect(await listed()).toEqual([]);
    expect((await send(jobId)).ok).toBe(true);
    expect(await listed()).toMatchObject([{ name: 'Parts', state: 'held' }]);
    expect((await send(jobId)).status).toBe('client-error-not-possible');
  });

  test('[G3j] ends a minute after it was created', async () => {
    const jobId = await open();
    world.clock.advance(seconds(59));
    expect(integerOf((await ada().getJobAttributes(jobId)).job, 'job-state')).toBe(4);
    world.clock.advance(seconds(1));
    expect(integerOf((await ada().getJobAttributes(jobId)).job, 'job-state')).toBe(8);
    expect((await send(jobId)).status).toBe('client-error-not-possible');
  });

  test('[G4c] is cancelled by its owner and by nobody else', async () => {
    await ada().print('Mine');
    const [job] = (await ada().getJobs('not-completed', ['job-id'])).jobs;
    const jobId = present(integerOf(present(job, 'job'), 'job-id'), 'job-id');
    const bob = createQueueClient(world.printing, 'pull', { userName: 'bob' });
    expect((await bob.cancelJob(jobId)).status).toBe('client-error-not-authorized');
    expect((await ada().cancelJob(jobId)).ok).toBe(true);
    expect((await ada().cancelJob(jobId)).status).toBe('client-error-not-possible');
    expect(await listed()).toMatchObject([{ state: 'cancelled', reprintable: false }]);
    expect((await ada().getJobs('completed')).jobs).toHaveLength(1);
    await ada().print('First');
    await ada().print('Second');
    await bob.print('Not mine');
    const mine = { operation: [attr.boolean('my-jobs', true)] };
    expect((await ada().send('Get-Jobs', mine)).jobs).toHaveLength(2);
    expect((await ada().send('Cancel-My-Jobs')).ok).toBe(true);
    expect(await listed('?over=false')).toMatchObject([{ name: 'Not mine' }]);
  });
});

describe('a direct queue', () => {
  const makeDirect = async (): Promise<void> => {
    const deviceId = await addDevice('Lobby');
    const body = { path: 'lobby', name: 'Lobby', kind: 'direct', ownerFrom: 'user-name', deviceId };
    expect((await world.ask('POST /queues', { body })).status).toBe(201);
  };

  test('[G1q] lets its jobs wait for the device, but for those of nobody known or disabled', async () => {
    await makeDirect();
    await addUser('ada');
    await addUser('off', { enabled: false });
    expect(integerOf((await ada('lobby').print('Go')).job, 'job-state')).toBe(3);
    for (const userName of ['nobody', 'off']) {
      const answer = await createQueueClient(world.printing, 'lobby', { userName }).print('Wait');
      expect(integerOf(answer.job, 'job-state')).toBe(4);
    }
    const hold = attr.keyword('job-hold-until', 'indefinite');
    expect(integerOf((await ada('lobby').print('Held', A_DOCUMENT, [hold])).job, 'job-state')).toBe(4);
    expect(await listed('?state=waiting')).toMatchObject([{ name: 'Go' }]);
    expect(await listed('?state=held')).toHaveLength(3);
  });

  test('[G1r] a job is held, let go on and changed by its owner', async () => {
    await makeDirect();
    await addUser('ada');
    const printed = await ada('lobby').print('Go');
    const jobId = present(integerOf(printed.job, 'job-id'), 'job-id');
    expect((await ada('lobby').send('Hold-Job', { jobId })).ok).toBe(true);
    expect(await listed()).toMatchObject([{ state: 'held', priority: 50 }]);
    const job = [attr.integer('job-priority', 90), attr.integer('copies', 3)];
    expect((await ada('lobby').send('Set-Job-Attributes', { jobId, job })).ok).toBe(true);
    expect((await ada('lobby').send('Release-Job', { jobId })).ok).toBe(true);
    expect(await listed()).toMatchObject([{ state: 'waiting', priority: 90, copies: 3 }]);
  });
});

describe('what an administrator does', () => {
  test('[G3g] a job goes with its hours, which the setting moves', async () => {
    await ada().print('Short');
    await limit({ retentionHours: 2 });
    world.clock.advance(hours(1));
    await ada().print('Later');
    world.clock.advance(minutes(61));
    await world.printing.retention.look();
    expect(await listed()).toMatchObject([
      { name: 'Later', state: 'held' },
      { name: 'Short', state: 'expired', expiresAt: null },
    ]);
    await world.printing.spool.settled();
    expect((await world.core.stores.jobs.withDocuments()).length).toBe(1);
  });

  test('[G1r] priority, hold, cancel and delete are obeyed and recorded', async () => {
    await addUser('ada');
    await ada().print('Minutes');
    const [{ id }] = await listed();
    expect((await world.ask(`PATCH /jobs/${id}`, { body: { priority: 99 } })).body).toMatchObject({ priority: 99 });
    expect(await world.ask(`POST /jobs/${id}/cancel`)).toMatchObject({ status: 202, body: { state: 'cancelled' } });
    expect(await world.ask(`POST /jobs/${id}/cancel`)).toMatchObject({ status: 409, body: { code: 'job-over' } });
    expect((await world.ask(`PATCH /jobs/${id}`, { body: { held: true } })).body).toMatchObject({ code: 'job-over' });
    expect((await world.ask(`DELETE /jobs/${id}`)).status).toBe(204);
    expect((await world.ask(`GET /jobs/${id}`)).status).toBe(404);
    const { items } = (await world.ask(`GET /audit?target=${id}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      'job.deleted',
      'job.cancelled',
      'job.changed',
    ]);
  });

  test('[G1s] a queue in which jobs wait is not deleted', async () => {
    const id = await queueId('pull');
    await ada().print('Minutes');
    expect(await world.ask(`DELETE /queues/${id}`)).toMatchObject({ status: 409, body: { code: 'queue-holds-jobs' } });
    const [job] = await listed();
    await world.ask(`POST /jobs/${job.id}/cancel`);
    expect((await world.ask(`DELETE /queues/${id}`)).status).toBe(204);
    await expect(ada().print('Late')).rejects.toThrow('No queue');
  });

  test('[G1p] a queue comes, changes and goes with its printer, and its path is given once', async () => {
    const body = { path: 'colour', name: 'Colour', location: 'Hall', kind: 'pull', ownerFrom: 'user-name' };
    const made = await world.ask('POST /queues', { body });
    expect(made.body).toMatchObject({ ...body, uri: 'ipps://localhost:8631/ipp/print/colour', waitingJobs: 0 });
    expect((await world.ask('POST /queues', { body })).body).toMatchObject({ code: 'already-exists' });
    const shown = (await ada('colour').getPrinterAttributes()).printer;
    expect([stringOf(shown, 'printer-name'), stringOf(shown, 'printer-location')]).toEqual(['Colour', 'Hall']);
    await world.ask(`PATCH /queues/${made.body.id}`, { body: { path: 'color', acceptingJobs: false } });
    await expect(ada('colour').print('Old')).rejects.toThrow('No queue');
    expect((await ada('color').print('New')).status).toBe('server-error-not-accepting-jobs');
  });

  test('[G7b] a queue advertises what every printer does until its devices have told', async () => {
    const shown = (await ada().getPrinterAttributes()).printer;
    expect(stringsOf(shown, 'document-format-supported')).toContain('application/pdf');
    expect((await world.ask(`GET /queues/${await queueId('pull')}`)).body).toMatchObject({ color: true });
  });

  test.each([
    [{ kind: 'direct' }, '/deviceId'],
    [{ kind: 'pull', deviceGroups: ['dgr_01900000-0000-7000-8000-000000000000'] }, '/deviceGroups/0'],
    [{ kind: 'pull', path: 'Not/good' }, '/path'],
  ])('[G1p] a queue that cannot be is refused by its field %#', async (more, pointer) => {
    const answer = await world.ask('POST /queues', { body: { path: 'x', name: 'X', ...more } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
