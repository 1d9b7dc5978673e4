import { instant, makeId, milliseconds, minutes, seconds, type JobId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobSession } from '../panel-api/jobs-port.ts';
import { createFakePrintServer, IN_COLOUR, serverJob, type FakePrintServer } from '../testing/fake-print-server.ts';
import { DESK_START, EVA, EVAS, openPrintDesk, TWO_PAGES, type PrintDesk } from '../testing/print-desk.ts';

const entropy = createSeededEntropy(21);
const ONLINE: JobSession = { ...EVAS, mode: 'online' };
const newJob = (): JobId => makeId('job', DESK_START, entropy);

let server: FakePrintServer;
let desk: PrintDesk;

beforeEach(async () => {
  server = createFakePrintServer();
  desk = await openPrintDesk({ server });
  desk.printer.finishing = desk.printer.end('completed', 2);
});

afterEach(() => desk.close());

describe('[G1g] one list at the panel', () => {
  test('has the jobs of device and server, newest first', async () => {
    const here = await desk.hold();
    const older = serverJob(newJob(), { createdAt: instant(DESK_START - 1) });
    const newer = serverJob(newJob(), { createdAt: instant(DESK_START + 1) });
    server.user.push(newer, older);
    await login();
    expect(desk.list().map(({ id, waits }) => [id, waits])).toEqual([
      [newer.id, 'server'],
      [here, 'device'],
      [older.id, 'server'],
    ]);
  });

  test('is asked for at login, on the doorbell, and every 30 s', async () => {
    await login();
    expect(asksOfEva()).toBe(1);
    desk.printing.serverRang();
    await settle();
    expect(asksOfEva()).toBe(2);
    await desk.clock.advanceAsync(seconds(30));
    expect(asksOfEva()).toBe(3);
    desk.printing.attend(undefined);
    await desk.clock.advanceAsync(minutes(5));
    expect(asksOfEva()).toBe(3);
  });

  test('without the server has its jobs as unavailable; with the session they are gone', async () => {
    const { id } = serverJob(newJob());
    server.user.push(serverJob(id));
    await login();
    server.connected = false;
    desk.printing.linkChanged();
    expect(desk.list()).toMatchObject([{ id, available: false, reason: 'needs-print-server', state: 'held' }]);
    const refused = { outcome: 'unavailable', reason: 'needs-print-server' };
    expect(await desk.printing.jobs.print(EVAS, [id])).toEqual(refused);
    expect(await desk.printing.jobs.remove(EVAS, id)).toEqual(refused);
    desk.printing.attend(undefined);
    await login();
    expect(desk.list()).toEqual([]);
  });

  test('drops an answer that comes after its session', async () => {
    server.user.push(serverJob(newJob()));
    desk.printing.attend({ id: EVAS.id, userId: EVA.id });
    desk.printing.attend(undefined);
    await settle();
    expect(desk.list()).toEqual([]);
  });

  test('shows nobody what another user has', async () => {
    server.user.push(serverJob(newJob(), { userId: makeId('user', DESK_START, entropy) }));
    await login();
    expect(desk.list()).toEqual([]);
  });

  test('[G5a] shows no colour job to who may not print in colour', async () => {
    const black: HeldUser = { ...EVA, color: false };
    const { id } = serverJob(newJob());
    server.user.push(serverJob(id, {}, IN_COLOUR));
    await login();
    expect(desk.printing.jobs.list(black)).toEqual([]);
    expect(await desk.printing.jobs.print({ ...ONLINE, user: black }, [id])).toEqual({ outcome: 'not-found' });
  });

  test('a job is removed at the server, by its owner', async () => {
    const { id } = serverJob(newJob());
    server.user.push(serverJob(id));
    await login();
    expect(await desk.printing.jobs.remove(ONLINE, id)).toEqual({ outcome: 'started' });
    expect(server.removed).toEqual([id]);
    expect(desk.list()).toEqual([]);
  });
});

describe('[G1h] the release of a job of the server', () => {
  let id: JobId;

  beforeEach(async () => {
    id = newJob();
    server.user.push(serverJob(id));
    await login();
  });

  test('is claimed under the id of its activity, before the journal has it', async () => {
    desk.journal.onBegin = () => desk.journal.log.push(`claims: ${server.claims.length}`);
    await desk.print(id, ONLINE);
    expect(desk.journal.log).toEqual(['begin', 'claims: 1', 'end']);
    expect(server.claims).toEqual([{ jobId: id, activityId: desk.journal.ids[0], userId: EVA.id }]);
    expect(desk.printer.documents.get(String(desk.journal.ids[0]))).toBe(TWO_PAGES);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2, mode: 'online' }]);
    expect(server.kept).toEqual([]);
    expect(desk.list()).toMatchObject([{ id, state: 'printed', available: false }]);
  });

  test.each(['gone', 'not-yours'] as const)(
    'begins nothing where it is %s, and the job leaves the list',
    async (claim) => {
      server.claim = claim;
      await desk.printing.jobs.print(ONLINE, [id]);
      await desk.until(() => desk.list().length === 0);
      expect(desk.journal.log).toEqual([]);
    },
  );

  test('begins nothing where it prints elsewhere, which the list says', async () => {
    server.claim = 'taken';
    await desk.printing.jobs.print(ONLINE, [id]);
    await desk.until(() => desk.list()[0]?.state === 'printing');
    await settle();
    expect(desk.list()).toMatchObject([{ id, state: 'printing', available: false }]);
    expect(desk.journal.log).toEqual([]);
    server.claim = 'claimed';
    desk.printing.serverRang();
    await settle();
    expect(desk.list()).toMatchObject([{ id, state: 'held', available: true }]);
  });

  test('begins nothing where the server does not answer, and the claim is void', async () => {
    server.claim = 'silence';
    await desk.printing.jobs.print(ONLINE, [id]);
    await desk.until(() => desk.list()[0]?.state === 'failed');
    expect(desk.list()).toMatchObject([{ id, available: true }]);
    expect(desk.journal.log).toEqual([]);
    expect(server.told.at(-1)).toEqual({ running: [] });
  });

  test('goes on where its owner leaves: what was asked for is printed', async () => {
    const other = newJob();
    server.user.push(serverJob(other));
    desk.printing.serverRang();
    await settle();
    await desk.printing.jobs.print(ONLINE, [id, other]);
    desk.printing.attend(undefined);
    await desk.until(() => desk.journal.ended.length === 2);
    expect(server.claims.map(({ jobId }) => jobId)).toEqual([id, other]);
  });

  test('[F4g] whose document breaks off on its way is not sent again; the printer is asked what it made of it', async () => {
    server.breaksAfter = 10;
    await desk.print(id, ONLINE);
    expect(desk.printer.documents.size).toBe(0);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'device' }]);
    expect(server.claims).toHaveLength(1);
  });

  test('[F4a] is settled after a power loss by the job of our name, as its sender', async () => {
    desk.printer.finishing = { state: 'processing' };
    await desk.printing.jobs.print(ONLINE, [id]);
    await desk.until(() => desk.printer.jobs.size === 1);
    expect(server.kept).toEqual([{ jobId: id, activityId: desk.journal.ids[0], userName: 'eva' }]);
    await desk.restart();
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => server.kept.length === 0);
    expect(desk.journal.ended.at(-1)).toMatchObject({ outcome: 'completed', impressions: 2 });
  });
});

describe('[G1j] what this terminal has claimed', () => {
  test('is told every 2 s while it prints, with its pages, and until the server knows the journal', async () => {
    const id = newJob();
    server.user.push(serverJob(id));
    desk.printer.finishing = { state: 'processing' };
    await login();
    server.backlog = 2;
    await desk.printing.jobs.print(ONLINE, [id]);
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printer.set(1, { impressionsCompleted: 1, sheetsCompleted: 1 });
    await desk.clock.advanceAsync(seconds(5));
    const activityId = desk.journal.ids[0];
    expect(server.told.at(-1)).toEqual({ running: [{ activityId, impressions: 1, sheets: 1 }] });
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.journal.ended.length === 1);
    await reconnect();
    expect(server.told.at(-1)?.running).toMatchObject([{ activityId }]);
    server.backlog = 0;
    await reconnect();
    expect(server.told.at(-1)).toEqual({ running: [] });
  });

  test('is told at each return, also that it is nothing', async () => {
    await reconnect();
    expect(server.told).toEqual([{ running: [] }]);
  });

  test('is stopped where somebody cancels it at the server', async () => {
    const id = newJob();
    server.user.push(serverJob(id));
    desk.printer.finishing = { state: 'processing' };
    await login();
    await desk.printing.jobs.print(ONLINE, [id]);
    await desk.until(() => desk.printer.jobs.size === 1);
    server.cancels.push(...desk.journal.ids);
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

async function login(): Promise<void> {
  desk.printing.linkChanged();
  desk.printing.attend({ id: EVAS.id, userId: EVA.id });
  await settle();
}

async function reconnect(): Promise<void> {
  server.connected = false;
  desk.printing.linkChanged();
  server.connected = true;
  desk.printing.linkChanged();
  await settle();
}

function asksOfEva(): number {
  return server.asked.filter(({ of }) => of === 'user').length;
}

async function settle(): Promise<void> {
  await desk.clock.advanceAsync(milliseconds(1));
}
