import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, makeId, minutes, seconds } from '@holdover/kernel';
import { integerOf, stringOf } from '@holdover/ipp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVA, EVAS } from '../testing/print-desk.ts';
import { openScanDesk, type ScanDesk } from '../testing/scan-desk.ts';
import { target } from '../testing/scripted-delivery.ts';
import { TINY_JPEG } from '../testing/scripted-scanner.ts';

describe('copy and scan at a terminal', () => {
  let desk: ScanDesk;
  beforeEach(async () => {
    desk = await openScanDesk();
    desk.print.printer.finishing = desk.print.printer.end('completed', 4);
  });
  afterEach(() => desk.close());

  const printed = () => desk.print.printer.jobs.get(1)?.template ?? [];

  test('[F1d] a copy is in the journal before its first byte, as a copy, and what is printed is counted', async () => {
    await desk.copy({ copies: 2, twoSided: true });
    await desk.until(({ state }) => state === 'done');
    expect(desk.print.journal.begun).toMatchObject([
      { kind: 'copy', mode: 'offline', pages: 2, copies: 2, sides: 'two-sided-long-edge', userId: EVA.id },
    ]);
    expect(desk.print.journal.ids).toEqual([desk.task().id]);
    expect(desk.print.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 4, source: 'job' }]);
    expect(desk.task()).toMatchObject({ pages: 2, impressions: 4, impressionsExpected: 4, previews: 0 });
    expect([integerOf(printed(), 'copies'), stringOf(printed(), 'sides'), stringOf(printed(), 'media')]).toEqual([
      2,
      'two-sided-long-edge',
      'iso_a4_210x297mm',
    ]);
    const [document] = desk.print.printer.documents.values();
    expect(document?.match(/\/Type \/Page\n/g)).toHaveLength(2);
  });

  test('[G5c] who may not print in colour copies in black, and scans in grey', async () => {
    const session = { ...EVAS, user: { ...EVA, color: false } };
    const told = await desk.desk.tasks.scanner(session);
    expect(told).toMatchObject({ outcome: 'told', scanner: { colors: ['grayscale', 'black-and-white'] } });
    await desk.desk.tasks.copy(session, {
      source: 'feeder',
      twoSidedOriginal: false,
      copies: 1,
      color: true,
      twoSided: false,
      size: 'a4',
    });
    await desk.until(({ state }) => state === 'done');
    expect(desk.scanner.tickets).toMatchObject([{ color: 'grayscale', duplex: false, resolution: 300 }]);
    expect(stringOf(printed(), 'print-color-mode')).toBe('monochrome');
    expect(desk.print.journal.begun).toMatchObject([{ color: false }]);
  });

  test('[E6] [G4e] nothing moves where the printer takes no PDF, or is away', async () => {
    desk.print.printer.formats = ['image/pwg-raster'];
    expect(await desk.copy()).toEqual({ outcome: 'unavailable', reason: 'format-not-supported' });
    desk.print.printer.reachable = false;
    expect(await desk.copy()).toEqual({ outcome: 'unavailable', reason: 'printer-unreachable' });
    expect(desk.scanner.tickets).toEqual([]);
  });

  test('[E12] the profile, a scanner that is away and targets that are not there are reasons', async () => {
    desk.actions = ['print'];
    expect(await desk.copy()).toEqual({ outcome: 'unavailable', reason: 'not-in-profile' });
    expect(await desk.scan()).toEqual({ outcome: 'unavailable', reason: 'not-in-profile' });
    desk.actions = ['scan'];
    desk.delivery.list = [target('me', { available: false, reason: 'no-email' })];
    expect(desk.desk.tasks.obstacle('scan', EVA)).toBe('no-email');
    desk.delivery.list = [target('usb'), target('me', { available: false, reason: 'no-email' })];
    expect(desk.desk.tasks.obstacle('scan', EVA)).toBeNull();
    expect(await desk.scan({ target: 'me' })).toEqual({ outcome: 'unavailable', reason: 'no-email' });
  });

  test('[F1d] a scan is in the journal before a sheet moves, and its end is there before it is delivered', async () => {
    const movedBefore: number[] = [];
    desk.print.journal.onBegin = () => movedBefore.push(desk.scanner.tickets.length);
    await desk.scan();
    await desk.until(({ state }) => state === 'done');
    expect(movedBefore).toEqual([0]);
    expect(desk.print.journal.begun).toMatchObject([{ kind: 'scan', pages: null, printer: null, color: true }]);
    expect(desk.print.journal.ended).toMatchObject([
      { outcome: 'completed', impressions: 2, sheets: null, source: 'job', toReview: false },
    ]);
    expect(desk.print.printer.jobs.size).toBe(0);
    const [arrived] = desk.delivery.arrived;
    expect(arrived).toMatchObject({ target: 'usb', format: 'application/pdf', pages: 2 });
    expect(arrived?.fileName).toMatch(/^scan-2025-06-15-15\d{4}\.pdf$/);
    expect(arrived?.content).toHaveLength(arrived?.bytes ?? 0);
    expect(desk.pageFiles().filter((name) => name.startsWith('act_'))).toEqual([]);
  });

  test('[G3a] pages are encrypted where they lie, shown to whoever scanned them, and go with the session', async () => {
    desk.delivery.answer = { delivered: 'failed', reason: 'target-full' };
    desk.scanner.page = Buffer.concat([TINY_JPEG, Buffer.alloc(100_000, 'secret')]);
    await desk.scan();
    await desk.until(({ state }) => state === 'failed');
    expect(desk.task()).toMatchObject({ reason: 'target-full', canRetry: true, previews: 2 });
    const files = desk.pageFiles().filter((name) => name.startsWith('act_'));
    expect(files).toHaveLength(2);
    for (const file of files) expect(readFileSync(join(desk.pageFolder, file)).includes('secret')).toBe(false);
    const { id } = desk.task();
    const page = desk.desk.tasks.preview(EVAS, id, 2);
    expect((await octets(page)).equals(desk.scanner.page)).toBe(true);
    expect(desk.desk.tasks.preview(EVAS, id, 3)).toBeUndefined();
    expect(desk.desk.tasks.preview({ id: makeId('session', EVAS_AT, desk.print.entropy) }, id, 1)).toBeUndefined();
    desk.desk.tasks.attend(undefined);
    expect(desk.desk.tasks.list(EVAS)).toEqual([]);
    await desk.print.until(() => desk.pageFiles().every((name) => !name.startsWith('act_')));
  });

  test('a scan that failed goes to another target, as the same document', async () => {
    desk.delivery.answer = { delivered: 'failed', reason: 'no-usb-stick' };
    await desk.scan();
    await desk.until(({ state }) => state === 'failed');
    desk.delivery.answer = undefined;
    desk.desk.tasks.retry(EVAS, desk.task().id, 'me');
    await desk.until(({ state }) => state === 'done');
    expect(desk.task().target).toMatchObject({ id: 'me' });
    expect(desk.delivery.arrived).toMatchObject([{ target: 'me', activityId: desk.task().id }]);
  });

  test('several pages as images are several files, of which none is sent twice', async () => {
    desk.scanner.sheets = 3;
    await desk.scan({ format: 'jpeg' });
    await desk.until(({ state }) => state === 'done');
    expect(desk.delivery.arrived.map(({ fileName }) => fileName.slice(-6))).toEqual(['-1.jpg', '-2.jpg', '-3.jpg']);
    expect(new Set(desk.delivery.arrived.map(({ activityId }) => activityId)).size).toBe(3);
    expect(Buffer.from(desk.delivery.arrived[0]?.content ?? []).equals(TINY_JPEG)).toBe(true);
  });

  test('what waits for the server is shown as that', async () => {
    desk.delivery.answer = { delivered: 'held' };
    await desk.scan({ target: 'me' });
    await desk.until(({ state }) => state === 'held');
    expect(desk.task()).toMatchObject({ canRetry: false, previews: 0 });
  });

  test('one scanner is one task’s, and what prints keeps nobody from the next', async () => {
    await desk.copy({ source: 'platen' });
    await desk.until(({ state }) => state === 'more');
    expect(await desk.scan()).toEqual({ outcome: 'task-active' });
    desk.print.printer.finishing = undefined;
    desk.desk.tasks.act(EVAS, desk.task().id, 'finish');
    await desk.until(({ state }) => state === 'printing');
    expect(await desk.scan()).toMatchObject({ outcome: 'started' });
  });

  test('[D5b] the session stays open while sheets move, and not while somebody is waited for', async () => {
    desk.scanner.feeder = 'jam';
    await desk.scan();
    await desk.until(({ reason }) => reason === 'feeder-jam');
    expect(desk.kept).toEqual(['open', 'let go']);
    desk.scanner.feeder = 'loaded';
    await desk.until(({ state }) => state === 'done');
    expect(desk.kept).toEqual(['open', 'let go', 'open', 'let go']);
    expect(desk.print.journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
  });

  test('a scanner that falls silent at the glass is asked again, and no page is lost or doubled', async () => {
    desk.scanner.nextIs = 'silence';
    await desk.copy({ source: 'platen' });
    await desk.until(({ reason }) => reason === 'scanner-unreachable');
    desk.scanner.reachable = true;
    desk.scanner.forget();
    await desk.until(({ state }) => state === 'more');
    expect(desk.task().pages).toBe(1);
  });

  test('a page that breaks off is not kept', async () => {
    desk.scanner.nextIs = 'breaks';
    await desk.scan();
    await desk.until(({ state }) => state === 'more');
    expect(desk.task()).toMatchObject({ pages: 0, reason: 'scanner-unreachable' });
    desk.desk.tasks.act(EVAS, desk.task().id, 'more');
    await desk.until(({ state }) => state === 'done');
    expect(desk.task().pages).toBe(2);
  });

  test('what is no image ends the scan', async () => {
    desk.scanner.page = Buffer.from('%PDF-1.4 not asked for');
    await desk.scan();
    await desk.until(({ state }) => state === 'failed');
    expect(desk.task()).toMatchObject({ reason: 'scanner-refused', canRetry: false });
    expect(desk.print.journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0 }]);
  });

  test('logging out ends what scans, and leaves what prints or is sent', async () => {
    await desk.scan({ source: 'platen' });
    await desk.until(({ state }) => state === 'more');
    desk.desk.tasks.attend(undefined);
    await desk.print.until(() => desk.print.journal.ended.length === 1);
    expect(desk.print.journal.ended).toMatchObject([{ outcome: 'cancelled', impressions: 1 }]);
    desk.desk.tasks.attend(EVAS.id);
    desk.delivery.isSlow = true;
    await desk.scan();
    await desk.until(({ state }) => state === 'delivering');
    desk.desk.tasks.attend(undefined);
    desk.delivery.letGo();
    await desk.print.until(() => desk.delivery.arrived.length === 1);
  });

  test('[B7a] of a user who is disabled nothing is scanned or sent any more', async () => {
    desk.delivery.isSlow = true;
    await desk.scan();
    await desk.until(({ state }) => state === 'delivering');
    desk.desk.tasks.stop(EVA.id);
    await desk.until(({ state }) => state === 'cancelled');
    expect(desk.delivery.arrived).toEqual([]);
    await desk.scan({ source: 'platen' });
    await desk.until(({ state }) => state === 'more');
    desk.desk.tasks.stop(EVA.id);
    await desk.until(({ state }) => state === 'cancelled');
  });

  test('[C4a] a copy has the mode of its print, whatever the session began with', async () => {
    desk.mode = 'online';
    await desk.copy();
    await desk.until(({ state }) => state === 'done');
    expect(desk.print.journal.begun).toMatchObject([{ mode: 'online' }]);
  });

  test('a copy that did not come out is printed again, as an activity of its own', async () => {
    desk.print.printer.finishing = desk.print.printer.end('aborted', 1);
    await desk.copy();
    await desk.until(({ state }) => state === 'failed');
    expect(desk.task()).toMatchObject({ reason: 'print-failed', canRetry: true });
    desk.print.printer.finishing = desk.print.printer.end('completed', 2);
    desk.desk.tasks.retry(EVAS, desk.task().id, undefined);
    await desk.until(({ state }) => state === 'done');
    expect(desk.print.journal.ended.map(({ impressions }) => impressions)).toEqual([1, 2]);
    expect(new Set(desk.print.journal.ids).size).toBe(2);
  });

  test('a copy shows why it waits, and is cancelled at the printer', async () => {
    desk.print.printer.finishing = { state: 'processing', impressionsCompleted: 0 };
    desk.print.printer.state = 'stopped';
    desk.print.printer.reasons = ['media-empty-error'];
    await desk.copy();
    await desk.until(({ reason }) => reason === 'paper');
    desk.desk.tasks.act(EVAS, desk.task().id, 'cancel');
    await desk.until(({ state }) => state === 'cancelled');
    expect(desk.print.printer.jobs.get(1)?.state).toBe('canceled');
  });

  test('[F4f] an end that the disk refuses is written once it has room', async () => {
    await desk.scan({ source: 'platen' });
    await desk.until(({ state }) => state === 'more');
    desk.print.journal.endFails = new Fault({ owner: 'environment', code: 'disk-full', message: 'The disk is full' });
    desk.desk.tasks.act(EVAS, desk.task().id, 'cancel');
    await desk.until(({ state }) => state === 'cancelled');
    expect(desk.print.journal.ended).toEqual([]);
    await desk.print.clock.advanceAsync(minutes(1));
    expect(desk.print.journal.ended).toMatchObject([{ outcome: 'cancelled', impressions: 1 }]);
  });

  test('[F4i] a power loss while it scans: the scan is unknown, and its pages are gone', async () => {
    await desk.scan({ source: 'platen' });
    await desk.until(({ state }) => state === 'more');
    const before = desk.desk;
    await desk.restart();
    expect(desk.print.journal.ended).toMatchObject([
      { outcome: 'unknown', impressions: 0, source: 'none', toReview: true },
    ]);
    expect(desk.pageFiles().filter((name) => name.startsWith('act_'))).toEqual([]);
    await before.close();
  });

  test('[F4i] a power loss while a copy prints is settled as a print’s is', async () => {
    desk.print.printer.finishing = { state: 'processing', impressionsCompleted: 1 };
    await desk.copy();
    await desk.until(({ impressions }) => impressions === 1);
    const before = desk.desk;
    await desk.restart();
    desk.print.printer.set(1, desk.print.printer.end('completed', 2));
    await desk.print.until(() => desk.print.journal.ended.length > 0);
    expect(desk.print.journal.ended[0]).toMatchObject({ outcome: 'completed', impressions: 2, source: 'job' });
    await before.close();
  });

  test('an empty feeder is waited for', async () => {
    desk.scanner.sheets = 0;
    await desk.copy();
    await desk.until(({ reason }) => reason === 'feeder-empty');
    desk.scanner.sheets = 1;
    await desk.print.clock.advanceAsync(seconds(2));
    await desk.until(({ state }) => state === 'done');
  });
});

test('[F5f] copies count among the pages a session may print offline', async () => {
  const desk = await openScanDesk({ offlinePageLimit: 3 });
  desk.print.printer.finishing = desk.print.printer.end('completed', 2);
  await desk.copy();
  await desk.until(({ state }) => state === 'done');
  desk.scanner.sheets = 2;
  await desk.copy();
  await desk.until(({ state }) => state === 'failed');
  expect(desk.task().reason).toBe('offline-page-limit');
  const id = await desk.print.hold();
  expect(await desk.print.printing.jobs.print(EVAS, [id])).toMatchObject({ reason: 'offline-page-limit' });
  await desk.close();
});

const EVAS_AT = 1_750_000_000_500 as Parameters<typeof makeId>[1];

async function octets(data: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of data ?? []) parts.push(part);
  return Buffer.concat(parts);
}
