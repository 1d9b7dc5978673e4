import { instant } from '@holdover/kernel';
import { PATHS, type PrinterReport } from '@holdover/protocol';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type DoorTerminal, type OpenWorld } from '../testing/open-door.ts';

const [GOOD, OTHER] = ['a1'.repeat(32), 'b2'.repeat(32)];
const CERTIFICATE = { pin: GOOD, subject: 'CN=acme', notAfter: instant(1_900_000_000_000) };
const REPORT: PrinterReport = {
  uri: 'ipps://10.0.0.9:631/ipp/print',
  uuid: 'urn:uuid:0198c1d2-0000-4000-8000-000000000007',
  makeAndModel: 'Acme 9000',
  color: true,
  duplex: true,
  formats: ['application/pdf', 'image/pwg-raster'],
  media: ['iso_a4_210x297mm'],
  pagesPerMinute: 30,
  certificate: CERTIFICATE,
};

describe('printers of devices', () => {
  let world: OpenWorld;
  let terminal: DoorTerminal;
  beforeEach(async () => {
    world = await openWorld();
    terminal = await world.enrolled();
  });
  afterEach(() => world.close());

  const report = async (more: Partial<PrinterReport> = {}): Promise<void> => {
    expect(await terminal.call(PATHS.printerReport, { ...REPORT, ...more })).toMatchObject({ status: 204 });
  };
  const shows = (pin: string) => report({ certificate: { ...CERTIFICATE, pin } });
  const approve = (pin: string) => world.ask('POST', `/devices/${terminal.device}/approve-certificate`, { pin });
  const device = async () => (await world.ask('GET', `/devices/${terminal.device}`)).body;
  const certificate = async () => (await device()).printer.certificate.state;
  const alerts = async () => (await world.ask('GET', '/alerts')).body.items.map(({ kind }: { kind: string }) => kind);

  test('a device has the printer that its terminal told of last, in lists as well, and none once it is revoked', async () => {
    expect((await device()).printer).toBeNull();
    await report({ uri: 'ipp://10.0.0.9/ipp/print', certificate: null, color: false });
    await report();
    const told = {
      uri: REPORT.uri,
      makeAndModel: 'Acme 9000',
      color: true,
      duplex: true,
      formats: REPORT.formats,
      reportedAt: expect.stringMatching(/^2026-10-01T08/),
      certificate: { state: 'pending', pin: GOOD, subject: 'CN=acme', notAfter: '2030-03-17T17:46:40.000Z' },
    };
    expect((await device()).printer).toEqual(told);
    expect((await world.ask('GET', '/devices')).body.items[0].printer).toEqual(told);
    await world.ask('POST', `/devices/${terminal.device}/revoke`);
    expect((await device()).printer).toBeNull();
  });

  test('[G4k] the certificate that was looked at is approved, audited, and reaches the terminal; another one is not', async () => {
    expect(await approve(GOOD)).toMatchObject({ status: 409, body: { code: 'certificate-changed' } });
    await report();
    expect(await approve(OTHER)).toMatchObject({ status: 409, body: { code: 'certificate-changed' } });
    expect((await terminal.synchronize()).device.printerPin).toBeNull();
    const link = await terminal.link();
    await link.introduce();
    expect(await approve(GOOD)).toMatchObject({
      status: 200,
      body: { printer: { certificate: { state: 'approved' } } },
    });
    await settle();
    expect(link.frames.at(-1)).toMatchObject({ type: 'doorbell', reason: 'state' });
    expect((await terminal.synchronize('doorbell')).device.printerPin).toBe(GOOD);
    expect((await world.ask('GET', '/audit')).body.items[0]).toMatchObject({
      action: 'device.certificate-approved',
      before: { pin: null },
      after: { pin: GOOD, subject: 'CN=acme' },
    });
    expect(await approve(GOOD)).toMatchObject({ status: 200 });
    expect((await terminal.pull('doorbell')).kind).toBe('unchanged');
  });

  test('[G4l] another certificate than the approved one raises an alert until it is approved, or the right one is back', async () => {
    await shows(OTHER);
    await shows(GOOD);
    expect([await certificate(), await alerts()]).toEqual(['pending', []]);
    await approve(GOOD);
    await shows(OTHER);
    expect([await certificate(), await alerts()]).toEqual(['changed', ['printer-certificate-changed']]);
    await shows(GOOD);
    expect([await certificate(), await alerts()]).toEqual(['approved', []]);
    await shows(OTHER);
    await approve(OTHER);
    expect([await certificate(), await alerts()]).toEqual(['approved', []]);
  });
});
