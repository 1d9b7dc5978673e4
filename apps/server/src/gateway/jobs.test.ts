import type { Job } from '@holdover/api';
import { fromUtf8, instant, makeId, milliseconds, present } from '@holdover/kernel';
import { PATHS, type ServerJob } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { postgresPlace } from '../testing/describe-store.ts';
import { createJournal, logout, session } from '../testing/intake-world.ts';
import { createMemoryDocuments } from '../testing/memory-documents.ts';
import { openWorld, type DoorLink, type DoorTerminal, type OpenWorld } from '../testing/open-door.ts';
import { A_DOCUMENT, createQueueClient } from '../testing/queue-client.ts';

const entropy = createSeededEntropy('jobs at the door');
const opened: OpenWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0).toReversed()) await world.close();
});

/** A server with a queue, somebody who prints and a terminal. */
async function openJobs() {
  const documents = createMemoryDocuments();
  const world = await openWorld({ documents });
  opened.push(world);
  const terminal = await world.enrolled();
  const { body: anna } = await world.ask('POST', '/users', { userName: 'anna' });
  await world.ask('POST', '/queues', { path: 'letters', name: 'Letters', kind: 'pull', ownerFrom: 'user-name' });
  const client = createQueueClient(world.server.printing, 'letters', { userName: 'anna' });
  const print = async (): Promise<ServerJob> => {
    await client.print('Minutes');
    const { jobs } = await ask(terminal, PATHS.jobs, { of: 'user', userId: anna.id });
    return jobs[0];
  };
  return { world, documents, terminal, anna, print };
}

// oxlint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
const ask = async (terminal: DoorTerminal, path: string, body: object): Promise<any> => {
  const { status, text } = await terminal.call(path, body);
  expect([200, 204]).toContain(status);
  return text === '' ? undefined : JSON.parse(text);
};
const newActivity = () => makeId('activity', instant(1_790_000_000_000), entropy);

async function linked(terminal: DoorTerminal): Promise<DoorLink> {
  const link = await terminal.link();
  await link.introduce();
  await vi.waitFor(() => expect(link.frames.some(({ type }) => type === 'welcome')).toBe(true), WAIT);
  return link;
}
const bells = (link: DoorLink): number => link.frames.filter(({ type }) => type === 'jobs').length;
const WAIT = { timeout: 20_000, interval: 20 };

describe('jobs of the server at the gateway', () => {
  test('[G1m] what was printed to a queue is listed, claimed, and sent whole to the terminal that claimed it', async () => {
    const { terminal, anna, print } = await openJobs();
    const job = await print();
    expect(job).toMatchObject({ userId: anna.id, userName: 'anna', name: 'Minutes', bytes: A_DOCUMENT.length });
    const wanted = { jobId: job.id, activityId: newActivity() };
    expect(await terminal.download(PATHS.jobDocument, wanted)).toMatchObject({ refusal: { status: 404 } });
    expect(await ask(terminal, PATHS.jobClaim, { ...wanted, userId: anna.id })).toEqual({ claim: 'claimed' });
    const document = await terminal.download(PATHS.jobDocument, wanted);
    if ('refusal' in document) expect.fail(document.refusal.text);
    let text = '';
    for await (const part of document.data) text += fromUtf8(part);
    expect([text, document.length]).toEqual([fromUtf8(A_DOCUMENT), A_DOCUMENT.length]);
    // A document is no answer to a call, nor an answer a document.
    expect(await terminal.call(PATHS.jobDocument, wanted)).toMatchObject({ status: 404 });
    expect(await terminal.download(PATHS.jobs, { of: 'device' })).toMatchObject({ refusal: { status: 404 } });
  });

  test.each([
    ['shorter', A_DOCUMENT.subarray(1)],
    ['longer', new Uint8Array(A_DOCUMENT.length + 1)],
  ])('[G1m] a document that is %s than it was breaks off', async (_, spoilt) => {
    const { documents, terminal, anna, print } = await openJobs();
    const { id: jobId } = await print();
    documents.files.set(jobId, spoilt);
    const wanted = { jobId, activityId: newActivity() };
    await ask(terminal, PATHS.jobClaim, { ...wanted, userId: anna.id });
    const document = await terminal.download(PATHS.jobDocument, wanted);
    if ('refusal' in document) expect.fail(document.refusal.text);
    const readAll = async (): Promise<void> => {
      for await (const part of document.data) expect(part).toBeDefined();
    };
    await expect(readAll()).rejects.toMatchObject({ code: 'invariant-broken' });
  });

  test('a document that is not there, or is damaged from its beginning, is refused', async () => {
    const { world, documents, terminal, anna, print } = await openJobs();
    const { id: jobId } = await print();
    documents.files.clear();
    const wanted = { jobId, activityId: newActivity() };
    await ask(terminal, PATHS.jobClaim, { ...wanted, userId: anna.id });
    expect(await terminal.download(PATHS.jobDocument, wanted)).toMatchObject({ refusal: { status: 500 } });
    expect(world.logger.text()).toContain('sealed-file-damaged');
  });

  test.each(['jobs', 'jobClaim', 'jobDocument', 'jobProgress', 'jobRemoval', 'deviceJobs', 'printerReport'] as const)(
    'a revoked terminal is refused at %s',
    async (path) => {
      const { world, terminal } = await openJobs();
      await world.ask('POST', `/devices/${terminal.device}/revoke`);
      expect(await terminal.call(PATHS[path], {})).toMatchObject({ status: path === 'jobDocument' ? 404 : 403 });
      expect(await terminal.download(PATHS[path], {})).toMatchObject({
        refusal: { status: path === 'jobDocument' ? 403 : 404 },
      });
    },
  );

  test('[G1n] enrolled anew, a device has none of the claims of the terminal before', async () => {
    const { world, terminal, anna, print } = await openJobs();
    const { id: jobId } = await print();
    const claim = { jobId, activityId: newActivity(), userId: anna.id };
    await ask(terminal, PATHS.jobClaim, claim);
    const { body: made } = await world.ask('POST', `/devices/${terminal.device}/enrolment`);
    await world.enrol(made.code);
    expect((await world.ask('GET', `/jobs/${jobId}`)).body).toMatchObject({ state: 'held' });
  });

  test('[G4c] what an administrator cancels in print is named in the answer to progress', async () => {
    const { world, terminal, anna, print } = await openJobs();
    const { id: jobId } = await print();
    const activityId = newActivity();
    await ask(terminal, PATHS.jobClaim, { jobId, activityId, userId: anna.id });
    const link = await linked(terminal);
    const running = [{ activityId, impressions: 1, sheets: 1 }];
    expect(await ask(terminal, PATHS.jobProgress, { running })).toEqual({ cancel: [] });
    expect((await world.ask('GET', `/jobs/${jobId}`)).body).toMatchObject({ state: 'printing', impressions: 1 });
    await world.ask('POST', `/jobs/${jobId}/cancel`);
    await world.clock.advanceAsync(milliseconds(300));
    await vi.waitFor(() => expect(bells(link)).toBe(1), WAIT);
    expect(await ask(terminal, PATHS.jobProgress, { running })).toEqual({ cancel: [activityId] });
  });

  test('a terminal tells what waits in its own spool, each time in place of what it told before', async () => {
    const { world, terminal, anna } = await openJobs();
    const of = (name: string) => ({
      id: makeId('job', instant(1_790_000_000_000), entropy),
      ownerName: 'anna',
      userId: anna.id,
      name,
      state: 'held',
      createdAt: 1_790_000_000_000,
      format: 'application/pdf',
      bytes: 10,
      pages: null,
      color: null,
      copies: 1,
    });
    const named = async () => (await world.ask('GET', '/jobs?waitsAt=device')).body.items.map(({ name }: Job) => name);
    await ask(terminal, PATHS.deviceJobs, { jobs: [of('a'), of('b')] });
    expect((await named()).toSorted()).toEqual(['a', 'b']);
    await ask(terminal, PATHS.deviceJobs, { jobs: [of('c')] });
    expect(await named()).toEqual(['c']);
    await world.ask('POST', `/devices/${terminal.device}/revoke`);
    expect(await named()).toEqual([]);
  });

  test('[G1o] a job rings where its owner is logged in, and nowhere else', async () => {
    const { world, terminal, anna, print } = await openJobs();
    const other = await linked(await world.enrolled('Lobby'));
    const link = await linked(terminal);
    await print();
    await world.clock.advanceAsync(milliseconds(300));
    const { body: device } = await world.ask('GET', `/devices/${terminal.device}`);
    const journal = createJournal(device.terminal.id);
    journal.add({ ...session, userId: anna.id });
    await ask(terminal, PATHS.journal, { records: journal.texts() });
    expect(bells(link)).toBe(0);
    await print();
    await print();
    await world.clock.advanceAsync(milliseconds(300));
    await vi.waitFor(() => expect(bells(link)).toBe(1), WAIT);
    journal.add(logout);
    await ask(terminal, PATHS.journal, { records: journal.texts() });
    await print();
    await world.clock.advanceAsync(milliseconds(300));
    await settle();
    expect([bells(link), bells(other)]).toEqual([1, 0]);
  });

  test('[G1o] a job for a device rings at its terminal, though it is linked to another server', async () => {
    const place = postgresPlace();
    await place.prepare();
    const { url } = await place.next();
    const first = await openWorld({ database: { url }, documents: createMemoryDocuments() });
    opened.push(first);
    const second = await openWorld({ database: { url }, userName: 'second', documents: createMemoryDocuments() });
    opened.push(second);
    const terminal = await first.enrolled();
    await first.ask('POST', '/users', { userName: 'anna' });
    const link = await linked(second.at(terminal));
    const queue = { path: 'labels', name: 'Labels', kind: 'direct', ownerFrom: 'user-name', deviceId: terminal.device };
    expect(await first.ask('POST', '/queues', queue)).toMatchObject({ status: 201 });
    const client = createQueueClient(first.server.printing, 'labels', { userName: 'anna' });
    await vi.waitFor(() => present(first.server.printing.printers.printerAt('/ipp/print/labels'), 'the queue'), WAIT);
    await client.print('Label');
    await vi.waitFor(async () => {
      await first.clock.advanceAsync(milliseconds(100));
      expect(bells(link)).toBe(1);
    }, WAIT);
    expect((await ask(second.at(terminal), PATHS.jobs, { of: 'device' })).jobs).toMatchObject([{ name: 'Label' }]);
  }, 60_000);
});
