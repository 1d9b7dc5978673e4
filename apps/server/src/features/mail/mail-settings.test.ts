import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthority } from '@holdover/nodejs';
import { instant, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { addressOf, readMailAccess } from './mail-settings.ts';

const PASSWORD = 'only-the-mail-server-knows';

let console: TestConsole;
let authority: string;
beforeAll(async () => {
  console = await openTestConsole();
  const fleet = makeId('fleet', instant(1), createSeededEntropy(1));
  authority = (await createAuthority(fleet)).certificate;
});
afterAll(() => console.close());

const read = async () => (await console.ask('GET /settings/mail')).body;
const save = (body: unknown) => console.ask('PUT /settings/mail', { body });
const WORKING = { enabled: true, host: 'mail.example.org', userName: 'scans', from: 'Scans <scans@example.org>' };

test('a new installation sends no e-mail', async () => {
  expect(await read()).toMatchObject({ enabled: false, host: '', security: 'tls', port: 465, hasPassword: false });
});

test('the password is sealed, answered by nobody, and no line of the audit log has it', async () => {
  const saved = await save({ ...(await read()), ...WORKING, authority, password: PASSWORD });
  expect(saved).toMatchObject({ status: 200, body: { ...WORKING, hasPassword: true } });
  const stored = await console.core.stores.settings.read('mail');
  const audit = (await console.ask('GET /audit')).text;
  for (const text of [saved.text, JSON.stringify(stored), audit, console.logger.text()]) {
    expect(text).not.toContain(PASSWORD);
  }
  expect(audit).toContain('mail.changed');
  const access = await readMailAccess(console.core.stores.settings, console.core.keys);
  expect([access.password, access.settings.host]).toEqual([PASSWORD, 'mail.example.org']);
});

test('what was read can be saved; the password stays, and what did not change is not recorded', async () => {
  const before = (await console.ask('GET /audit')).body.items.length;
  expect(await save(await read())).toMatchObject({ status: 200, body: { hasPassword: true } });
  expect((await console.ask('GET /audit')).body.items).toHaveLength(before);
});

test.each([{ host: 'elsewhere.example.org' }, { port: 2_525 }, { security: 'none' }])(
  'a stored password goes to no other server: %j asks for it again',
  async (change) => {
    const answer = await save({ ...(await read()), ...change });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/password', code: 'password-again' }] },
    });
    expect(await save({ ...(await read()), ...change, password: PASSWORD })).toMatchObject({ status: 200 });
    expect(await save({ ...(await read()), ...WORKING, port: 465, security: 'tls', password: PASSWORD })).toMatchObject(
      {
        status: 200,
      },
    );
  },
);

test('an empty password removes it', async () => {
  expect(await save({ ...(await read()), password: '' })).toMatchObject({ body: { hasPassword: false } });
});

test.each([
  ['/host', 'required', { host: '' }],
  ['/host', 'bad-format', { host: 'mail.example.org:25' }],
  ['/from', 'required', { from: '' }],
  ['/from', 'bad-format', { from: 'the scanner' }],
  ['/authority', 'bad-format', { authority: 'no PEM' }],
])('%s is refused: %s', async (pointer, code, change) => {
  const before = await read();
  const answer = await save({ ...before, ...change });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  expect(answer.body.errors[0].message).not.toBe('Is not as it must be.');
  expect(await read()).toEqual(before);
});

test.each(['a@example.org\r\nBcc: b@example.org', 'a@example.org\u0000'])(
  'a sender of two lines is none',
  async (from) => {
    expect(await save({ ...(await read()), from })).toMatchObject({ status: 400 });
  },
);

test('a sender may have a name', () => {
  expect(addressOf('The scanner <scans@example.org>')).toBe('scans@example.org');
  expect(addressOf('scans@example.org')).toBe('scans@example.org');
  for (const none of ['', 'scans', '<>', 'a <b> <c@d.org>']) expect(addressOf(none)).toBeUndefined();
});

test('trying it tells why it did not work', async () => {
  await save({ ...(await read()), ...WORKING, host: '127.0.0.1', port: 1 });
  const answer = await console.ask('POST /settings/mail/test', { body: { to: 'ada@example.org' } });
  expect(answer).toMatchObject({ status: 200, body: { sent: false, detail: expect.stringContaining('ECONNREFUSED') } });
});
