import { createIppClient } from '@holdover/ipp';
import { Fault, makeId, minutes, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytes, DESK_START, EVA, EVAS, openPrintDesk, type PrintDesk } from '../testing/print-desk.ts';
import type { ScriptedPrinter } from '../testing/scripted-printer.ts';

let desk: PrintDesk;

beforeEach(async () => {
  desk = await openPrintDesk();
});

afterEach(() => desk.close());

describe('after a power loss', () => {
  test('[F4a] the job of our name settles it, and a printed job is gone', async () => {
    await interrupted(desk.printer.end('completed', 2));
    await recover();
    expect(desk.journal.ended).toMatchObject([
      { outcome: 'completed', impressions: 2, source: 'job', toReview: false },
    ]);
    expect(desk.printing.spool.all()).toEqual([]);
  });

  test('[F4a] a job that still prints is followed to its end', async () => {
    await interrupted({ state: 'processing', impressionsCompleted: 1 });
    await desk.restart();
    await desk.clock.advanceAsync(seconds(2));
    expect(desk.journal.ended).toEqual([]);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(isSettled);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
  });

  test('[F4b] without the job, the counter difference settles it', async () => {
    await interrupted(undefined);
    desk.printer.lifetime = 1001;
    await recover();
    expect(desk.journal.ended).toMatchObject([
      { outcome: 'unknown', impressions: 1, source: 'device', toReview: true },
    ]);
    expect(desk.printing.spool.all()).toMatchObject([{ release: null }]);
  });

  test('[F4c] where neither tells, nothing is booked and a person decides', async () => {
    await interrupted(undefined);
    desk.printer.lifetime = undefined;
    await recover();
    expect(desk.journal.ended).toMatchObject([{ outcome: 'unknown', impressions: 0, source: 'none', toReview: true }]);
  });

  test('nothing is settled and nothing printed while the printer is away', async () => {
    await interrupted(desk.printer.end('completed', 2));
    desk.printer.reachable = false;
    await desk.restart();
    await desk.clock.advanceAsync(seconds(2));
    expect(desk.journal.ended).toEqual([]);
    desk.printer.reachable = true;
    await desk.print(await desk.hold());
    expect(desk.journal.ended.map(({ impressions }) => impressions)).toEqual([2, 2]);
  });

  test('[F4f] what could not be settled is settled once the printer is back', async () => {
    await interrupted(desk.printer.end('completed', 2));
    desk.printer.reachable = false;
    await desk.restart();
    await desk.clock.advanceAsync(minutes(3));
    expect(desk.journal.ended).toEqual([]);
    desk.printer.reachable = true;
    await desk.clock.advanceAsync(minutes(1));
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(desk.printing.spool.all()).toEqual([]);
  });

  test('[F4f] an outcome that the disk refused is recorded once it has room, and nothing is printed again', async () => {
    desk.printer.finishing = desk.printer.end('completed', 2);
    const full = new Fault({ owner: 'environment', code: 'disk-full', message: 'The disk is full' });
    desk.journal.endFails = full;
    await desk.print(await desk.hold());
    expect(desk.journal.endFails).toBeUndefined();
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(desk.printing.spool.all()).toEqual([]);
    expect(desk.printer.jobs.size).toBe(1);
  });

  test('a power loss behind the outcome’s record only frees the job', async () => {
    const id = await desk.hold();
    const activity = makeId('activity', DESK_START, desk.entropy);
    desk.printing.spool.beginRelease(id, activity, 'eva');
    desk.printing.spool.noteOutcome(id, true);
    await recover();
    expect(desk.journal.ended).toEqual([]);
    expect(desk.printing.spool.all()).toEqual([]);
  });

  /** A release whose terminal lost power after the first byte; the printer has `job` of it. */
  async function interrupted(job: ScriptedPrinter['finishing'] | undefined): Promise<void> {
    const id = await desk.hold();
    const activityId = makeId('activity', DESK_START, desk.entropy);
    await desk.journal.recordBegin(activityId, {
      mode: 'offline',
      userId: EVA.id,
      sessionId: EVAS.id,
      kind: 'print',
      pages: 2,
      copies: 1,
      color: true,
      sides: 'one-sided',
      printer: { uuid: `urn:uuid:${desk.printer.uuid}`, upTime: 1, lifetimeImpressions: 1000 },
    });
    desk.printing.spool.beginRelease(id, activityId, 'eva');
    desk.printer.finishing = job ?? desk.printer.end('completed', 2);
    if (job === undefined) return;
    const client = createIppClient({
      transport: desk.printer.transport,
      printerUri: desk.printer.uri,
      userName: 'eva',
    });
    await client.printJob({ name: activityId, format: 'text/plain', template: [], document: bytes('x') });
    desk.printer.finishing = desk.printer.end('completed', 2);
  }

  async function recover(): Promise<void> {
    await desk.restart();
    await desk.until(() => isSettled());
  }

  function isSettled(): boolean {
    return desk.journal.leftOpen().length === 0 && desk.printing.spool.all().every(({ release }) => release === null);
  }
});
