import { makeId, milliseconds, minutes, seconds, type JobId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakePrintServer, IN_COLOUR, serverJob, type FakePrintServer } from '../testing/fake-print-server.ts';
import { DESK_START, EVA, EVAS, openPrintDesk, type PrintDesk } from '../testing/print-desk.ts';

const entropy = createSeededEntropy(22);
const newJob = (): JobId => makeId('job', DESK_START, entropy);

let server: FakePrintServer;
let desk: PrintDesk;

beforeEach(async () => {
  server = createFakePrintServer();
  desk = await openPrintDesk({ server });
  desk.printer.finishing = desk.printer.end('completed', 2);
});

afterEach(() => desk.close());

describe('[G1i] direct prints', () => {
  test('are printed one after the other in their order, of their owner, without a session', async () => {
    const ids = [newJob(), newJob()];
    server.device.push(...ids.map((id) => serverJob(id)));
    desk.printer.finishing = { state: 'processing' };
    desk.printing.linkChanged();
    await desk.until(() => desk.printer.jobs.size === 1);
    await desk.clock.advanceAsync(seconds(5));
    expect(server.claims).toMatchObject([{ jobId: ids[0], userId: null }]);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.printer.jobs.size === 2);
    desk.printer.set(2, desk.printer.end('completed', 2));
    await desk.until(() => desk.journal.ended.length === 2);
    expect(server.claims.map(({ jobId }) => jobId)).toEqual(ids);
    expect(desk.journal.begun).toMatchObject([
      { sessionId: null, userId: EVA.id, mode: 'online' },
      { sessionId: null, userId: EVA.id, mode: 'online' },
    ]);
    expect(desk.printer.jobs.get(1)?.userName).toBe('eva');
  });

  test('are looked for when the server rings, and never without it', async () => {
    desk.printing.linkChanged();
    await settle();
    server.device.push(serverJob(newJob()));
    server.connected = false;
    desk.printing.serverRang();
    await desk.clock.advanceAsync(minutes(1));
    expect(desk.printer.jobs.size).toBe(0);
    server.connected = true;
    desk.printing.serverRang();
    await desk.until(() => desk.journal.ended.length === 1);
  });

  test('wait for who stands at the panel', async () => {
    const [first, second] = [newJob(), newJob()];
    server.device.push(serverJob(first), serverJob(second));
    desk.printer.finishing = { state: 'processing' };
    desk.printing.linkChanged();
    await desk.until(() => desk.printer.jobs.size === 1);
    await desk.printing.jobs.print(EVAS, [await desk.hold()]);
    desk.printer.finishing = desk.printer.end('completed', 2);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.journal.ended.length === 3);
    expect(desk.journal.begun.map(({ sessionId }) => sessionId)).toEqual([null, EVAS.id, null]);
  });

  test.each([
    ['prints something else', 'processing'],
    ['is stopped', 'stopped'],
  ] as const)('wait for a device that %s, unclaimed', async (_, state) => {
    server.device.push(serverJob(newJob()));
    desk.printer.state = state;
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(minutes(1));
    expect([server.claims, desk.journal.log]).toEqual([[], []]);
    desk.printer.state = 'idle';
    await desk.until(() => desk.journal.ended.length === 1);
  });

  test('are sent in the end to a device that always says that it prints', async () => {
    server.device.push(serverJob(newJob()));
    desk.printer.state = 'processing';
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(minutes(6));
    expect(desk.journal.ended).toHaveLength(1);
  });

  test('[G4e] of a format that the device does not take end as failed, and nothing is sent', async () => {
    server.device.push(serverJob(newJob(), { format: 'image/urf' }));
    desk.printing.linkChanged();
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'none' }]);
    expect(desk.printer.documents.size).toBe(0);
  });

  test('[G5a] of who may not print in colour are printed in black', async () => {
    server.device.push(serverJob(newJob(), { mayColor: false }, IN_COLOUR));
    desk.printing.linkChanged();
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.begun).toMatchObject([{ color: false }]);
    expect(desk.printer.jobs.get(1)?.template).toMatchObject([
      { name: 'print-color-mode', values: [{ value: 'monochrome' }] },
    ]);
  });

  test('[B7a] of a user who is disabled end', async () => {
    server.device.push(serverJob(newJob()));
    desk.printer.finishing = { state: 'processing' };
    desk.printing.linkChanged();
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printing.jobs.stop(EVA.id);
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('whose document cannot be had are tried again, and nothing waits behind them', async () => {
    const [broken, whole] = [newJob(), newJob()];
    server.device.push(serverJob(broken), serverJob(whole));
    server.missing.add(broken);
    desk.printing.linkChanged();
    await desk.until(() => desk.journal.ended.length === 1);
    expect(server.claims.map(({ jobId }) => jobId)).toEqual([broken, whole]);
    server.device.splice(1);
    await desk.clock.advanceAsync(minutes(30));
    expect(server.claims.length).toBeLessThan(20);
    server.missing.clear();
    await desk.until(() => desk.journal.ended.length === 2, seconds(10));
  });

  test('that another device took are left to it', async () => {
    server.claim = 'taken';
    server.device.push(serverJob(newJob()));
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(minutes(5));
    expect(server.claims).toHaveLength(1);
  });
});

async function settle(): Promise<void> {
  await desk.clock.advanceAsync(milliseconds(1));
}
