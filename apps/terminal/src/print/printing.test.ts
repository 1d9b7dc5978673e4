import { attr, stringOf } from '@holdover/ipp';
import { makeId, present, seconds } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobSession } from '../panel-api/jobs-port.ts';
import { COPIES, DESK_START, EVA, EVAS, openPrintDesk, TWO_PAGES, type PrintDesk } from '../testing/print-desk.ts';

let desk: PrintDesk;
let offlinePageLimit: number | null;

beforeEach(async () => {
  offlinePageLimit = null;
  desk = await openPrintDesk({ offlinePageLimit: () => offlinePageLimit });
});

afterEach(() => desk.close());

describe('a release', () => {
  test('[F4e] the beginning is recorded, with the printer’s counters, before the first byte', async () => {
    const id = await desk.hold();
    desk.journal.onBegin = () => desk.journal.log.push(`documents: ${desk.printer.documents.size}`);
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(id);
    expect(desk.journal.log).toEqual(['begin', 'documents: 0', 'end']);
    expect(desk.journal.begun[0]).toMatchObject({
      mode: 'offline',
      userId: EVA.id,
      sessionId: EVAS.id,
      kind: 'print',
      pages: 2,
      copies: 1,
      printer: { uuid: `urn:uuid:${desk.printer.uuid}`, lifetimeImpressions: 1000 },
    });
  });

  test('counters that no record can hold are not known', async () => {
    desk.printer.upTime = 1_750_000_000;
    desk.printer.lifetime = -1;
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(await desk.hold());
    expect(desk.journal.begun[0]?.printer).toMatchObject({ upTime: null, lifetimeImpressions: null });
    expect(desk.journal.ended).toMatchObject([{ impressions: 2, source: 'job' }]);
  });

  test('[F4e] the printer learns the activity as the name, and the user', async () => {
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(await desk.hold());
    const job = present(desk.printer.jobs.get(1), 'the job');
    expect([job.name, job.userName]).toEqual([desk.journal.ids[0], 'eva']);
    expect(desk.printer.documents.get(job.name)).toBe(TWO_PAGES);
  });

  test('[G3f] a printed job is gone from the spool and stays in the session’s list', async () => {
    const id = await desk.hold();
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(id);
    expect(desk.printing.spool.all()).toEqual([]);
    expect(desk.list()).toMatchObject([{ id, state: 'printed', available: false, impressions: 2 }]);
  });

  test('what was printed is gone from the list with the next session', async () => {
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(await desk.hold());
    const next = makeId('session', DESK_START, createSeededEntropy(12));
    desk.printing.attend({ id: next, userId: EVA.id });
    expect(desk.list()).toEqual([]);
  });

  test('[G4a] progress is the printer’s own', async () => {
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printer.set(1, { state: 'processing', impressionsCompleted: 1 });
    await desk.until(() => desk.list()[0]?.impressions === 1);
    expect(desk.list()).toMatchObject([{ state: 'printing', available: false }]);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.printing.spool.all().length === 0);
  });

  test('[G4c] cancelled at the printer after the page that moves, and held again', async () => {
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printer.set(1, { state: 'processing', impressionsCompleted: 1 });
    await desk.printing.jobs.cancel(EVAS, id);
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'cancelled', impressions: 1, source: 'job' }]);
    await desk.until(() => desk.list()[0]?.available === true);
    expect(desk.list()).toMatchObject([{ id, state: 'cancelled' }]);
  });

  test('jobs print one after the other', async () => {
    const ids = [await desk.hold(), await desk.hold()];
    await desk.printing.jobs.print(EVAS, ids);
    await desk.until(() => desk.printer.jobs.size === 1);
    await desk.clock.advanceAsync(seconds(10));
    expect(desk.printer.jobs.size).toBe(1);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.printer.jobs.size === 2);
    desk.printer.set(2, desk.printer.end('completed', 2));
    await desk.until(() => desk.printing.spool.all().length === 0);
  });

  test('[F5f] a session prints offline as many pages as the setting allows, all that was asked for or nothing', async () => {
    offlinePageLimit = 3;
    desk.printer.finishing = desk.printer.end('completed', 2);
    const refused = { outcome: 'unavailable', reason: 'offline-page-limit' };
    expect(await desk.printing.jobs.print(EVAS, [await desk.hold(), await desk.hold()])).toEqual(refused);
    expect(desk.journal.begun).toEqual([]);
    await desk.print(await desk.hold());
    expect(await desk.printing.jobs.print(EVAS, [await desk.hold()])).toEqual(refused);
    await desk.print(await desk.hold(), { ...EVAS, mode: 'online' });
  });

  test('a printer that cannot be reached starts nothing', async () => {
    const id = await desk.hold();
    desk.printer.reachable = false;
    expect(await desk.printing.jobs.print(EVAS, [id])).toEqual({
      outcome: 'unavailable',
      reason: 'printer-unreachable',
    });
    expect(desk.journal.log).toEqual([]);
  });

  test('[B7a] the jobs of a user who is stopped end, those waiting unprinted', async () => {
    const ids = [await desk.hold(), await desk.hold()];
    await desk.printing.jobs.print(EVAS, ids);
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printing.jobs.stop(EVA.id);
    await desk.until(() => desk.list().every((job) => job.state === 'cancelled'));
    expect(desk.printer.jobs.size).toBe(1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('[F4d] a job is sent again', () => {
  test('while the printer refuses it as busy', async () => {
    desk.printer.refusing = 'server-error-busy';
    await desk.printing.jobs.print(EVAS, [await desk.hold()]);
    await desk.until(() => desk.journal.log.length === 1);
    await desk.clock.advanceAsync(seconds(10));
    desk.printer.refusing = undefined;
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(desk.journal.begun).toHaveLength(1);
  });

  test('but not when it refuses it for good', async () => {
    desk.printer.refusing = 'client-error-document-format-not-supported';
    const id = await desk.hold();
    await desk.print(id);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'none' }]);
    expect(desk.list()).toMatchObject([{ id, state: 'failed', available: true }]);
  });

  test('but not after a byte was accepted; the printer is asked what it made of it', async () => {
    desk.printer.breaksAfter = { octets: 1, makesJob: true };
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.print(await desk.hold());
    expect(desk.printer.jobs.size).toBe(1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2, source: 'job' }]);
  });

  test('but not when the connection broke and the printer knows nothing of it', async () => {
    desk.printer.breaksAfter = { octets: 1, makesJob: false };
    const id = await desk.hold();
    await desk.print(id);
    expect(desk.printer.jobs.size).toBe(0);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'device' }]);
    expect(desk.list()).toMatchObject([{ id, available: true }]);
  });
});

describe('[G5a] colour', () => {
  const BLACK: HeldUser = { ...EVA, color: false };

  test('colour jobs are neither shown to nor printed for a user without the right', async () => {
    const id = await desk.hold([attr.keyword('print-color-mode', 'color')]);
    expect(desk.printing.jobs.list(BLACK)).toEqual([]);
    expect(await desk.printing.jobs.print({ ...EVAS, user: BLACK }, [id])).toEqual({ outcome: 'not-found' });
    expect(desk.list()).toHaveLength(1);
  });

  test('what does not tell is printed in black', async () => {
    const id = await desk.hold(COPIES(2));
    desk.printer.finishing = desk.printer.end('completed', 4);
    await desk.print(id, { ...EVAS, user: BLACK });
    expect(stringOf(present(desk.printer.jobs.get(1), 'the job').template, 'print-color-mode')).toBe('monochrome');
    expect(desk.journal.ended).toMatchObject([{ color: false }]);
  });
});

test('[G4m] what the queue decided, when and after whom, is not asked of the printer again', async () => {
  const queued = [attr.integer('job-priority', 90), attr.keyword('job-hold-until', 'indefinite')];
  const id = await desk.hold([...COPIES(2), ...queued]);
  desk.printer.finishing = desk.printer.end('completed', 4);
  await desk.print(id);
  expect(present(desk.printer.jobs.get(1), 'the job').template).toEqual(COPIES(2));
});

describe('another person', () => {
  const BEN: HeldUser = { ...EVA, id: makeId('user', DESK_START, createSeededEntropy(10)), userName: 'ben' };
  const BENS: JobSession = { ...EVAS, id: makeId('session', DESK_START, createSeededEntropy(11)), user: BEN };

  test('neither sees, prints, cancels nor removes the job', async () => {
    const id = await desk.hold();
    expect(desk.printing.jobs.list(BEN)).toEqual([]);
    expect(await desk.printing.jobs.print(BENS, [id])).toEqual({ outcome: 'not-found' });
    expect(await desk.printing.jobs.remove(BENS, id)).toEqual({ outcome: 'not-found' });
    await desk.printing.jobs.print(EVAS, [id]);
    expect(await desk.printing.jobs.cancel(BENS, id)).toEqual({ outcome: 'not-found' });
  });
});
