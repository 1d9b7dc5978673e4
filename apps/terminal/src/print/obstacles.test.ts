import { Fault, instant, minutes, seconds, type JobId } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakePrintServer, type FakePrintServer } from '../testing/fake-print-server.ts';
import { EVAS, openPrintDesk, TWO_PAGES, type PrintDesk } from '../testing/print-desk.ts';
import { createPrinterTrust, type PrinterTrust } from './printer-trust.ts';
import { formatFor } from './waiting-job.ts';

let server: FakePrintServer;
let trust: PrinterTrust;
let mayPrint: boolean;
let desk: PrintDesk;

beforeEach(async () => {
  server = createFakePrintServer();
  trust = createPrinterTrust();
  mayPrint = true;
  desk = await openPrintDesk({ server, printerTrust: trust, mayPrint: () => mayPrint });
});

afterEach(() => desk.close());

describe('[G4e] a document that the device does not take', () => {
  test('is shown with the reason, and nothing is recorded or sent', async () => {
    const id = await desk.hold([], 'raster', 'image/urf');
    await desk.clock.advanceAsync(seconds(1));
    expect(desk.list()).toMatchObject([{ id, available: false, reason: 'format-not-supported' }]);
    const refused = { outcome: 'unavailable', reason: 'format-not-supported' };
    expect(await desk.printing.jobs.print(EVAS, [id])).toEqual(refused);
    expect([desk.journal.log, desk.printer.documents.size]).toEqual([[], 0]);
  });

  test('is refused by what the device says now, not by what it said before', async () => {
    const id = await desk.hold();
    await desk.clock.advanceAsync(seconds(1));
    desk.printer.formats = ['image/jpeg'];
    const refused = { outcome: 'unavailable', reason: 'format-not-supported' };
    expect(await desk.printing.jobs.print(EVAS, [id])).toEqual(refused);
  });

  test.each([
    ['application/pdf', ['application/pdf'], 'application/pdf'],
    ['application/pdf', ['application/octet-stream'], undefined],
    ['text/plain', ['application/octet-stream'], 'application/octet-stream'],
    ['text/plain', ['application/octet-stream', 'text/plain'], 'text/plain'],
    ['text/plain; charset=utf-8', ['text/plain'], 'text/plain; charset=utf-8'],
    ['image/urf', [], 'image/urf'],
  ])('%s at a device that takes %j goes as %s', (found, formats, sent) => {
    expect(formatFor(found, formats)).toBe(sent);
  });
});

describe('[G3h] a document that the disk does not give back', () => {
  test('is shown as damaged, and the others go on', async () => {
    const broken = await desk.hold();
    damage(broken);
    const whole = await desk.hold();
    desk.printer.finishing = desk.printer.end('completed', 2);
    await desk.printing.jobs.print(EVAS, [broken, whole]);
    await desk.until(() => desk.journal.ended.length === 1);
    await desk.until(() => desk.list().every(({ state }) => state !== 'printing'));
    const byId = new Map(desk.list().map((job) => [job.id, job]));
    expect(byId.get(broken)).toMatchObject({ available: false, reason: 'document-damaged', state: 'failed' });
    expect(byId.get(whole)).toMatchObject({ state: 'printed' });
    expect([...desk.printer.documents.values()]).toEqual([TWO_PAGES]);
    expect(await desk.printing.jobs.remove(EVAS, broken)).toEqual({ outcome: 'started' });
  });
});

describe('[G4f] a device over ipps', () => {
  const SEEN = { pin: 'ab'.repeat(32), subject: 'CN=device', notAfter: instant(1_800_000_000_000) };
  const refusal = (code: string): Fault => new Fault({ owner: 'peer', code, message: 'as the test told' });

  test.each(['printer-certificate-unapproved', 'printer-certificate-changed', 'printer-certificate-refused'])(
    'prints nothing where its certificate is not the approved one: %s',
    async (code) => {
      desk.printer.fault = refusal(code);
      const refused = { outcome: 'unavailable', reason: 'printer-certificate' };
      expect(await desk.printing.jobs.print(EVAS, [await desk.hold()])).toEqual(refused);
      expect(desk.journal.log).toEqual([]);
    },
  );

  test('has its jobs shown with the reason until the approved one is there', async () => {
    const approved: { pin?: string } = {};
    trust.usePin(() => approved.pin);
    const id = await desk.hold();
    trust.tls.onCertificate?.(SEEN);
    expect(desk.printing.trouble()).toBe('printer-certificate');
    expect(trust.tls.pin?.()).toBeUndefined();
    expect(desk.list()).toMatchObject([{ id, available: false, reason: 'printer-certificate' }]);
    approved.pin = SEEN.pin;
    expect(trust.tls.pin?.()).toBe(SEEN.pin);
    expect(desk.printing.trouble()).toBeUndefined();
    expect(desk.list()).toMatchObject([{ id, available: true }]);
  });

  test('shows its certificate to the server before it could be asked anything, and when it changes', async () => {
    desk.printer.fault = refusal('printer-certificate-unapproved');
    await desk.restart();
    trust.tls.onCertificate?.(SEEN);
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(seconds(2));
    expect(server.printers).toMatchObject([{ uri: desk.printer.uri, uuid: null, certificate: SEEN }]);
    const other = { ...SEEN, pin: 'cd'.repeat(32) };
    trust.tls.onCertificate?.(other);
    await desk.clock.advanceAsync(seconds(2));
    expect(server.printers.map(({ certificate }) => certificate)).toEqual([SEEN, other]);
  });
});

describe('[G1k] the server is told', () => {
  test('what the device can do, when it changes and at each return', async () => {
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(seconds(2));
    const formats = ['application/octet-stream', 'application/pdf', 'text/plain'];
    expect(server.printers).toMatchObject([
      { uuid: `urn:uuid:${desk.printer.uuid}`, makeAndModel: 'Scripted 1', formats, certificate: null },
    ]);
    desk.printer.formats = ['application/pdf'];
    await desk.clock.advanceAsync(minutes(6));
    expect(server.printers.map((report) => report.formats)).toEqual([formats, ['application/pdf']]);
    reconnect();
    await desk.clock.advanceAsync(seconds(2));
    expect(server.printers).toHaveLength(3);
  });

  test('what waits in the spool, a moment after a change and at each return', async () => {
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(seconds(2));
    const ids = [await desk.hold(), await desk.hold()];
    await desk.clock.advanceAsync(seconds(2));
    expect(server.spools.map(({ jobs }) => jobs.map(({ id }) => id))).toEqual([[], ids]);
    expect(server.spools.at(-1)?.jobs[0]).toMatchObject({ ownerName: 'eva', state: 'held', pages: 2, copies: 1 });
    reconnect();
    await desk.clock.advanceAsync(seconds(2));
    expect(server.spools).toHaveLength(3);
  });

  test('later, where it did not answer', async () => {
    desk.printing.linkChanged();
    await desk.clock.advanceAsync(seconds(2));
    server.client.deviceJobs = () =>
      Promise.resolve({ kind: 'none', fault: new Fault({ owner: 'peer', code: 'gateway-too-slow', message: 'no' }) });
    const { spools } = server;
    const before = spools.length;
    await desk.hold();
    await desk.clock.advanceAsync(seconds(5));
    expect(spools).toHaveLength(before);
    server.client.deviceJobs = (jobs) => {
      spools.push(jobs);
      return Promise.resolve({ kind: 'answer', value: {} });
    };
    await desk.clock.advanceAsync(seconds(31));
    expect(spools).toHaveLength(before + 1);
  });
});

test('[G5b] nobody prints where the profile does not have it', async () => {
  mayPrint = false;
  const refused = { outcome: 'unavailable', reason: 'not-in-profile' };
  expect(await desk.printing.jobs.print(EVAS, [await desk.hold()])).toEqual(refused);
});

function reconnect(): void {
  server.connected = false;
  desk.printing.linkChanged();
  server.connected = true;
  desk.printing.linkChanged();
}

/** As the sealed store finds it. */
function damage(id: JobId): void {
  const { spool } = desk.printing;
  const read = spool.document.bind(spool);
  spool.document = (asked) => (asked === id ? damaged() : read(asked));
}

async function* damaged(): AsyncGenerator<Uint8Array> {
  yield await Promise.reject<Uint8Array>(
    new Fault({ owner: 'environment', code: 'sealed-file-damaged', message: 'as the test told' }),
  );
}
