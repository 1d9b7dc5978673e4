import { seconds } from '@holdover/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { passwordOf } from './scan-targets.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const HOST_KEY = `SHA256:${'a'.repeat(43)}`;
const SMB = { name: 'Scans', kind: 'smb', url: 'smb://files/scans/in', userName: 'scanner', trust: null };
const PASSWORD = 'very-secret-7391';

let made = 0;
async function newProfile(more: object = {}) {
  made += 1;
  const answer = await console.ask('POST /profiles', { body: { name: `Profile ${made}`, ...more } });
  return answer.body;
}
const patch = (id: string, body: object) => console.ask(`PATCH /profiles/${id}`, { body });
const lastAudit = async () => (await console.core.stores.audit.tail(1))[0];

describe('folders for scans', () => {
  test('get ids, keep their order and their passwords, and never show one', async () => {
    const profile = await newProfile({
      scanTargets: [
        { ...SMB, password: PASSWORD },
        { ...SMB, name: 'Other', kind: 'webdav', url: 'https://cloud/x' },
      ],
    });
    expect(profile.scanTargets).toMatchObject([
      { name: 'Scans', hasPassword: true },
      { name: 'Other', hasPassword: false },
    ]);
    const [first, second] = profile.scanTargets;
    const moved = await patch(profile.id, { scanTargets: [second, { ...first, name: 'Inbox' }] });
    expect(moved.body.scanTargets).toEqual([second, { ...first, name: 'Inbox' }]);
    const stored = await console.core.stores.profiles.read(profile.id);
    const [, kept] = stored?.scanTargets ?? [];
    if (kept === undefined) return expect.unreachable();
    expect(passwordOf(console.core.keys, profile.id, kept)).toBe(PASSWORD);
    expect(JSON.stringify(stored)).not.toContain(PASSWORD);
    expect(JSON.stringify(await console.core.stores.audit.tail(3))).not.toContain(PASSWORD);
    expect((await patch(profile.id, { scanTargets: [{ ...first, password: '' }] })).body.scanTargets).toMatchObject([
      { hasPassword: false },
    ]);
  });

  test('another password alone is a change that is audited and reaches terminals', async () => {
    const { id, scanTargets } = await newProfile({ scanTargets: [{ ...SMB, password: PASSWORD }] });
    console.signals.take();
    console.clock.advance(seconds(1));
    expect((await patch(id, { scanTargets: [{ ...scanTargets[0], password: 'another-one-1' }] })).status).toBe(200);
    expect(console.signals.take()).toEqual(['settingsChanged {"reset":false}']);
    expect(await lastAudit()).toMatchObject({ action: 'profile.changed', actor: { name: 'tests' } });
    expect((await patch(id, { scanTargets })).status).toBe(200);
    expect(console.signals.take()).toEqual([]);
  });

  test('a password given for one server is never sent to another', async () => {
    const { id, scanTargets } = await newProfile({ scanTargets: [{ ...SMB, password: PASSWORD }] });
    const elsewhere = { ...scanTargets[0], url: 'smb://thief/scans' };
    expect((await patch(id, { scanTargets: [elsewhere] })).body.errors).toMatchObject([
      { pointer: '/scanTargets/0/password', code: 'password-again' },
    ]);
    expect((await patch(id, { scanTargets: [{ ...elsewhere, password: 'its-own' }] })).status).toBe(200);
  });

  test.each([
    [{ url: 'https://files/scans' }, 'url', 'url-scheme', { scheme: 'smb://' }],
    [{ url: 'smb://files' }, 'url', 'url-share', { scheme: 'smb://' }],
    [{ url: 'smb://files/scans/../secret' }, 'url', 'url-unreadable', { scheme: 'smb://' }],
    [{ url: 'smb://files/scans?x=1' }, 'url', 'url-unreadable', { scheme: 'smb://' }],
    [{ trust: HOST_KEY }, 'trust', 'must-be-null', undefined],
    [{ kind: 'webdav', url: 'http://cloud/scans' }, 'url', 'url-scheme', { scheme: 'https://' }],
    [{ kind: 'webdav', url: 'https://cloud/scans', trust: 'abc' }, 'trust', 'not-a-certificate-pin', undefined],
    [{ kind: 'sftp', url: 'sftp://files:2222/in', trust: 'SHA256:abc' }, 'trust', 'not-a-host-key', undefined],
  ])('%o is refused by field and value, and nothing is saved', async (change, field, code, limit) => {
    const body = { name: 'Refused', scanTargets: [SMB, { ...SMB, name: 'Wrong', ...change }] };
    const answer = await console.ask('POST /profiles', { body });
    const value = (body.scanTargets[1] as Record<string, unknown>)[field];
    expect(answer).toMatchObject({
      status: 400,
      body: {
        errors: [{ pointer: `/scanTargets/1/${field}`, code, value, ...(limit === undefined ? {} : { limit }) }],
      },
    });
    expect((await console.ask('GET /profiles?q=Refused')).body.items).toEqual([]);
  });

  test('an address with a sign-in in it is refused, and not repeated', async () => {
    const answer = await console.ask('POST /profiles', {
      body: { name: 'Refused', scanTargets: [{ ...SMB, url: `smb://me:${PASSWORD}@files/scans` }] },
    });
    expect(answer.body.errors).toMatchObject([{ pointer: '/scanTargets/0/url', code: 'url-sign-in' }]);
    expect(answer.text).not.toContain(PASSWORD);
  });

  test('sftp asks for the host key; a foreign id, one id twice and one name twice are refused', async () => {
    const sftp = await console.ask('POST /profiles', {
      body: { name: 'Refused', scanTargets: [{ ...SMB, kind: 'sftp', url: 'sftp://files/in' }] },
    });
    expect(sftp.body.errors).toMatchObject([{ pointer: '/scanTargets/0/trust', code: 'required' }]);
    const { scanTargets } = await newProfile({ scanTargets: [SMB] });
    const { id } = await newProfile({ scanTargets: [{ ...SMB, name: 'Mine' }] });
    expect((await patch(id, { scanTargets })).body.errors).toMatchObject([
      { pointer: '/scanTargets/0/id', code: 'does-not-exist' },
    ]);
    const twice = await patch(id, { scanTargets: [SMB, { ...SMB, name: 'SCANS' }] });
    expect(twice.body.errors).toMatchObject([{ pointer: '/scanTargets/1/name', code: 'taken', value: 'SCANS' }]);
  });
});

describe('card transformation', () => {
  test('[B9m] a text that is no row of steps is refused with step and position', async () => {
    const steps = 'reverse-bytes | s/^0+//';
    const answer = await console.ask('POST /profiles', { body: { name: 'Refused', cardTransformation: steps } });
    const limit = { step: 's/^0+//', at: 17 };
    expect(answer.body.errors).toMatchObject([
      { pointer: '/cardTransformation', code: 'card-unknown-step', value: steps, limit },
    ]);
    expect(answer.body.errors[0].message).toContain('s/^0+//');
    const { id } = await newProfile({ cardTransformation: 'last 8' });
    expect((await patch(id, { cardTransformation: 'last' })).status).toBe(400);
    expect((await patch(id, { cardTransformation: null })).body.cardTransformation).toBeNull();
  });

  test('[B9m] it can be tried on numbers, in the reader’s language, and nothing of them is kept', async () => {
    const body = { cardTransformation: 'reverse-bytes | hex-to-decimal', numbers: ['1C:3B:A2:04', '04A'] };
    const ask = () =>
      console.ask('POST /card-transformation', {
        body,
        headers: { 'accept-language': 'de', 'idempotency-key': 'try-once' },
      });
    expect((await ask()).body.items).toEqual([
      { card: '77740828', problem: null },
      { card: null, problem: 'reverse-bytes: eine ungerade Zahl von Stellen, also keine ganzen Bytes.' },
    ]);
    expect((await ask()).text).not.toContain('77740828');
    const refused = await console.ask('POST /card-transformation', {
      body: { cardTransformation: 'upper', numbers: ['7'.repeat(129)] },
    });
    expect(refused.body.errors).toMatchObject([{ pointer: '/numbers/0', code: 'too-long' }]);
    expect(refused.text).not.toContain('77777');
  });
});
