import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFAULT_MAIL,
  getMail,
  listAlerts,
  panelTask,
  panelTasks,
  patchUser,
  putMail,
  testMail,
  type MailSettings,
  type PanelTask,
  type User,
} from '@holdover/api';
import { present, seconds } from '@holdover/kernel';
import { sendMail, type MailOutcome } from '@holdover/server';
import { findTool, runForeignProcess, scratchFolder, startExim, waitUntil, type Exim } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';

const PASSWORD = 'correct-horse-battery';
const ADA = { userName: 'ada', pin: '482915' };

const scratch = scratchFolder('mail');
const closers = createClosers();
closers.add(() => scratch.remove());
afterAll(() => closers.closeAll());
let exim: Exim;
let authority: string;
let settings: MailSettings;

beforeAll(async () => {
  const [key, certificate] = [join(scratch.path, 'key.pem'), join(scratch.path, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2', '-nodes'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', key, '-out', certificate];
  await runForeignProcess(findTool('openssl'), ['req', '-x509', ...kind, ...subject]);
  authority = readFileSync(certificate, 'utf8');
  const dir = join(scratch.path, 'exim');
  mkdirSync(dir);
  exim = await startExim(dir, { password: PASSWORD, certificate: authority, key: readFileSync(key, 'utf8') });
  closers.add(() => exim.stop());
  settings = {
    ...DEFAULT_MAIL,
    enabled: true,
    host: 'localhost',
    port: exim.tlsPort,
    userName: exim.userName,
    hasPassword: true,
    authority,
    from: 'The scanner <scans@example.org>',
  };
});

describe('a mail server nobody here wrote', () => {
  const send = (
    more: Partial<MailSettings> = {},
    { to = 'ada@example.org', password = PASSWORD, data }: { to?: string; password?: string; data?: Uint8Array } = {},
  ): Promise<MailOutcome> =>
    sendMail(
      { settings: { ...settings, ...more }, password },
      {
        to,
        subject: 'Ihr Scan',
        text: 'Guten Tag, Grüße',
        id: `act_${randomBytes(8).toString('hex')}`,
        ...(data === undefined
          ? {}
          : { attachment: { fileName: 'scan.pdf', type: 'application/pdf', data: chunks(data) } }),
      },
    );

  test('takes a scan over TLS, and it arrives byte for byte', async () => {
    const data = randomBytes(1_500_000);
    const before = exim.messages().length;
    expect(await send({}, { data })).toMatchObject({ sent: true });
    await waitUntil('the e-mail', () => exim.messages().length > before);
    const message = present(
      exim.messages().find((text) => text.includes('filename=scan.pdf')),
      'the e-mail',
    );
    expect(Buffer.compare(attachmentOf(message), data)).toBe(0);
    expect(message).toMatch(/^From: The scanner <scans@example\.org>$/m);
    expect(message).toMatch(/^To: ada@example\.org$/m);
    expect(message).toMatch(/^Auto-Submitted: auto-generated$/m);
  });

  test('takes e-mail over STARTTLS', async () => {
    expect(await send({ security: 'starttls', port: exim.port })).toMatchObject({ sent: true });
  });

  test('gets no sign-in without TLS, and its words are told', async () => {
    for (const userName of [exim.userName, '']) {
      const outcome = await send({ security: 'none', port: exim.port, userName });
      expect(outcome).toMatchObject({ sent: false, detail: '550 sign in first' });
    }
  });

  test('refuses a wrong password in its own words, and the e-mail stays', async () => {
    const outcome = await send({}, { password: 'wrong-password' });
    expect(outcome).toMatchObject({ sent: false, lasting: false, detail: expect.stringContaining('535') });
    expect(outcome.detail).not.toContain('wrong-password');
  });

  test('is not believed without the authority of its certificate', async () => {
    expect(await send({ authority: null })).toMatchObject({ sent: false, lasting: false });
    expect(await send({ security: 'starttls', port: exim.port, authority: null })).toMatchObject({ sent: false });
  });

  test('says for good that it does not know somebody, and for now that it is busy', async () => {
    expect(await send({}, { to: 'nobody@example.org' })).toMatchObject({ sent: false, lasting: true });
    exim.defer(true);
    const outcome = await send();
    exim.defer(false);
    expect(outcome).toMatchObject({ sent: false, lasting: false, detail: '451 come again later' });
  });

  test('that is not there is a reason to try again', async () => {
    expect(await send({ port: 1 })).toMatchObject({ sent: false, lasting: false });
  });

  test('never gets half a scan', async () => {
    const before = exim.messages().length;
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(300_000);
      throw new RangeError('cannot be read on');
    }
    const id = 'act_half';
    const attachment = { fileName: 'half.pdf', type: 'application/pdf', data: broken() };
    const message = { to: 'ada@example.org', subject: 'Your scan', text: 'x', id, attachment };
    expect(await sendMail({ settings, password: PASSWORD }, message)).toMatchObject({ sent: false });
    expect(await send()).toMatchObject({ sent: true });
    await waitUntil('the next e-mail', () => exim.messages().length > before);
    expect(exim.messages().filter((text) => text.includes('half.pdf'))).toEqual([]);
  });
});

describe('scans to oneself', () => {
  let fleet: Fleet;
  let station: StationRunning;
  let ada: User;

  beforeAll(async () => {
    fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
    closers.add(() => fleet.close());
    ada = await fleet.addPerson(ADA);
    await fleet.api.call(patchUser, { params: { id: ada.id }, body: { email: 'ada@example.org', language: 'de' } });
    const { hasPassword: _said, ...body } = settings;
    const saved = await fleet.api.call(putMail, { body: { ...body, password: PASSWORD } });
    expect(saved).toMatchObject({ hasPassword: true });
    expect(JSON.stringify(await fleet.api.call(getMail, {}))).not.toContain(PASSWORD);
    station = await fleet.run(await fleet.addStation('generic', 'multifunction'));
    await fleet.synchronize([station], [ADA]);
    await station.panel.login({ method: 'pin', pin: ADA.pin });
    await waitUntil('scanning to be there', async () =>
      (await station.panel.state()).session?.actions.some(({ name, available }) => name === 'scan' && available),
    );
  });

  test('the settings can be tried', async () => {
    const { sent } = await fleet.api.call(testMail, { body: { to: 'administrator@example.org' } });
    expect(sent).toBe(true);
  });

  test('[E8] online a scan is sent at once, in the language of its owner', async () => {
    const before = scansArrived().length;
    expect(await scanToMe()).toMatchObject({ state: 'done' });
    await waitUntil('the scan to arrive', () => scansArrived().length === before + 1);
    const message = present(scansArrived()[0], 'the scan');
    expect(message).toMatch(/^Subject: Ihr Scan$/m);
    const pdf = attachmentOf(message).toString('latin1');
    expect([pdf.slice(0, 5), pdf.trimEnd().slice(-5)]).toEqual(['%PDF-', '%%EOF']);
  });

  test('[G3n] a scan that the mail server puts off is sent later, once', async () => {
    const [before, tries] = [scansArrived().length, deferrals()];
    exim.defer(true);
    expect(await scanToMe()).toMatchObject({ state: 'done' });
    await waitUntil('a try', () => deferrals() > tries);
    expect(scansArrived()).toHaveLength(before);
    exim.defer(false);
    // Whoever saves the settings has mended something: what waits is tried at once.
    const { hasPassword: _said, ...body } = settings;
    await fleet.api.call(putMail, { body: { ...body, mostMegabytes: 24, password: PASSWORD } });
    await waitUntil('the scan to arrive', () => scansArrived().length > before);
    expect(scansArrived()).toHaveLength(before + 1);
    expect((await fleet.api.call(listAlerts, { query: {} })).items).toEqual([]);
  });

  test('[E8] [G3l] offline a scan is held, and sent exactly once after return', async () => {
    const before = scansArrived().length;
    fleet.cable.set(false);
    await waitUntil('offline', async () => (await station.panel.state()).link === 'offline', seconds(30));
    expect(await scanToMe()).toMatchObject({ state: 'held' });
    expect(scansArrived()).toHaveLength(before);
    fleet.cable.set(true);
    await waitUntil('the scan to arrive', () => scansArrived().length > before, seconds(60));
    await waitUntil('online', async () => (await station.panel.state()).link === 'online', seconds(30));
    expect(scansArrived()).toHaveLength(before + 1);
  });

  const scansArrived = (): readonly string[] => exim.messages().filter((text) => /filename="?scan-/.test(text));
  const rejected = (): string => readFileSync(join(scratch.path, 'exim', 'log', 'rejectlog'), 'utf8');
  const deferrals = (): number => [...rejected().matchAll(/temporarily rejected RCPT/g)].length;

  async function scanToMe(): Promise<PanelTask> {
    present(station.printer.escl, 'the scanner').loadFeeder(1);
    const { id } = panelTask.parse(await call('POST', 'scan', { target: 'me', source: 'feeder', resolution: 75 }));
    let task: PanelTask | undefined;
    await waitUntil(
      'the scan to end',
      async () => {
        task = panelTasks.parse(await call('GET', 'tasks')).items.find((one) => one.id === id);
        return ['done', 'held', 'failed', 'cancelled'].includes(task?.state ?? '');
      },
      seconds(30),
    );
    return present(task, 'the task');
  }

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const answer = await fetch(new URL(`api/${path}`, station.terminal.panelUrl), {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return JSON.parse(await answer.text());
  }
});

async function* chunks(data: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += 65_536) yield data.subarray(at, at + 65_536);
}

/** The one part that is base64 and has a file name (RFC 2046). */
function attachmentOf(message: string): Buffer {
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1] ?? expect.fail('no multipart');
  const part = message.split(`--${boundary}`).find((text) => /filename=/.test(text)) ?? expect.fail('no attachment');
  return Buffer.from(part.slice(part.search(/\r?\n\r?\n/)), 'base64');
}
