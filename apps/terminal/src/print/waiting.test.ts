import { elapsed, minutes, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVAS, openPrintDesk, type PrintDesk } from '../testing/print-desk.ts';

let desk: PrintDesk;

beforeEach(async () => {
  desk = await openPrintDesk();
});

afterEach(() => desk.close());

describe('[G4d] a job that cannot print yet', () => {
  test.each([
    ['busy', 'processing', []],
    ['paper', 'stopped', ['media-empty-error']],
    ['attention', 'stopped', ['cover-open', 'toner-low-warning']],
  ] as const)('that the device refuses waits, and the panel says for what: %s', async (waitsFor, state, reasons) => {
    Object.assign(desk.printer, { refusing: 'server-error-busy', state, reasons });
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.list()[0]?.waitsFor !== undefined);
    await desk.clock.advanceAsync(minutes(10));
    expect(desk.list()).toMatchObject([{ id, state: 'printing', waitsFor }]);
    Object.assign(desk.printer, { refusing: undefined, finishing: desk.printer.end('completed', 2) });
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.begun).toHaveLength(1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
  });

  test('that the device stopped in the middle says so until it goes on', async () => {
    desk.printer.finishing = { state: 'processing-stopped', impressionsCompleted: 1 };
    const id = await desk.hold();
    Object.assign(desk.printer, { state: 'stopped', reasons: ['media-needed'] });
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.list()[0]?.waitsFor === 'paper');
    desk.printer.state = 'processing';
    desk.printer.set(1, { state: 'processing', impressionsCompleted: 2 });
    await desk.until(() => desk.list()[0]?.impressions === 2);
    expect(desk.list()[0]?.waitsFor).toBeUndefined();
  });

  test('that waits behind another in the device says so', async () => {
    desk.printer.finishing = { state: 'pending' };
    await desk.printing.jobs.print(EVAS, [await desk.hold()]);
    desk.printer.state = 'processing';
    await desk.until(() => desk.list()[0]?.waitsFor === 'busy');
  });

  test('can be cancelled, and is held again with nothing printed', async () => {
    Object.assign(desk.printer, { refusing: 'server-error-busy', state: 'processing' });
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.list()[0]?.waitsFor === 'busy');
    await desk.printing.jobs.cancel(EVAS, id);
    await desk.until(() => desk.journal.ended.length === 1);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'cancelled', impressions: 0 }]);
    await desk.until(() => desk.list()[0]?.available === true);
  });

  test('is held again after half an hour, and never lost', async () => {
    Object.assign(desk.printer, { refusing: 'server-error-busy', state: 'processing' });
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    const start = desk.clock.boot();
    await desk.until(() => desk.journal.ended.length === 1, seconds(2));
    expect(elapsed(start, desk.clock.boot())).toBeGreaterThanOrEqual(minutes(30));
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0 }]);
    expect(desk.list()).toMatchObject([{ id, state: 'failed', available: true }]);
  });

  test('[F4f] after a power loss is settled as not printed, and waits again', async () => {
    Object.assign(desk.printer, { refusing: 'server-error-busy', state: 'processing' });
    const id = await desk.hold();
    await desk.printing.jobs.print(EVAS, [id]);
    await desk.until(() => desk.journal.begun.length === 1);
    await desk.restart();
    await desk.until(() => desk.journal.leftOpen().length === 0);
    expect(desk.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0 }]);
    await desk.until(() => desk.list()[0]?.available === true);
    await desk.clock.advanceAsync(seconds(1));
  });
});
