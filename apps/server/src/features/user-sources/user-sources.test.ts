import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { passwordOf } from './source-secret.ts';

const PASSWORD = 'only-the-directory-knows';
const [authority] = rootCertificates;
const GIVEN = {
  kind: 'ldap',
  name: 'Head office',
  url: 'ldaps://ldap.example.org',
  bindDn: 'cn=reader,dc=example,dc=org',
  bindPassword: PASSWORD,
  baseDn: 'ou=people,dc=example,dc=org',
};

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const create = (more: object = {}) => console.ask('POST /user-sources', { body: { ...GIVEN, ...more } });
let count = 0;
const created = async (more: object = {}): Promise<string> => {
  count += 1;
  const { status, body, text } = await create({ name: `Source ${count}`, ...more });
  expect([status, text]).toEqual([201, text]);
  return body.id;
};
const patch = (id: string, body: object) => console.ask(`PATCH /user-sources/${id}`, { body });

test('the password is sealed, answered by nobody, and no line of the audit log has it', async () => {
  const made = await create();
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: 'Head office',
      hasBindPassword: true,
      users: 0,
      lastImport: null,
      filter: '(objectClass=inetOrgPerson)',
    },
  });
  const { body, text } = await console.ask(`GET /user-sources/${made.body.id}`);
  const listed = await console.ask('GET /user-sources');
  const audit = (await console.ask('GET /audit')).text;
  const stored = await console.core.stores.userSources.read(body.id);
  for (const shown of [made.text, text, listed.text, audit, JSON.stringify(stored), console.logger.text()]) {
    expect(shown).not.toContain(PASSWORD);
  }
  expect(audit).toContain('user-source.created');
  expect(stored && passwordOf(console.core.keys, stored)).toBe(PASSWORD);
  expect(listed.body.items).toHaveLength(1);
  expect(readFileSync(join(console.dataDir, 'server.key'), 'latin1')).not.toContain(PASSWORD);
});

test('a sealed password opens for its own source alone', async () => {
  const [one, other] = [await created(), await created()];
  const { userSources } = console.core.stores;
  const [first, second] = [await userSources.read(one as never), await userSources.read(other as never)];
  if (first === undefined || second === undefined) return expect.fail('both are there');
  expect(() => passwordOf(console.core.keys, { ...first, passwordSealed: second.passwordSealed })).toThrow();
});

test.each([
  ['/url', 'not-a-directory-url', { url: 'https://ldap.example.org' }],
  ['/url', 'url-sign-in', { url: 'ldaps://me:secret@ldap.example.org' }],
  ['/url', 'not-a-directory-url', { url: 'ldaps://ldap.example.org/dc=example' }],
  ['/url', 'not-a-directory-url', { url: 'ldap.example.org' }],
  ['/url', 'tls-required', { url: 'ldap://ldap.example.org' }],
  ['/url', 'tls-required', { url: 'ldap://127.0.0.1.example.org' }],
  ['/startTls', 'starttls-on-ldaps', { startTls: true }],
  ['/ca', 'bad-format', { ca: '-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----' }],
  ['/ca', 'bad-format', { ca: '/etc/ssl/ca.pem' }],
  ['/bindDn', 'not-a-dn', { bindDn: 'reader' }],
  ['/bindDn', 'not-a-dn', { bindDn: 'EXTERNAL' }],
  ['/bindPassword', 'required', { bindPassword: null }],
  ['/bindDn', 'required', { bindDn: '' }],
  ['/baseDn', 'not-a-dn', { baseDn: 'example.org' }],
  ['/filter', 'not-a-filter', { filter: '(uid=*' }],
  ['/filter', 'not-a-filter', { filter: 'uid=*' }],
  ['/groups/baseDn', 'not-a-dn', { groups: { baseDn: 'x' } }],
  ['/groups/filter', 'not-a-filter', { groups: { filter: '(&)(' } }],
])('%s is refused: %s', async (pointer, code, more) => {
  const answer = await create({ name: 'Refused', ...more });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  expect(answer.body.errors[0].message).not.toBe('Is not as it must be.');
  expect(answer.text).not.toContain('secret');
});

test.each([
  { url: 'ldap://localhost:389' },
  { url: 'ldap://127.0.0.1' },
  { url: 'ldap://[::1]:1389' },
  { url: 'ldap://ldap.example.org', startTls: true },
  { bindDn: 'reader@example.org' },
  { bindDn: String.raw`EXAMPLE\reader` },
  { bindDn: '', bindPassword: null },
  { ca: authority },
])('%j is taken', async (more) => {
  await created(more);
});

test.each([{ url: 'ldaps://elsewhere.example.org' }, { url: 'ldaps://ldap.example.org:6360' }, { ca: authority }])(
  'a stored password goes to no other directory: %j asks for it again',
  async (change) => {
    const id = await created();
    const answer = await patch(id, change);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/bindPassword', code: 'password-again' }] },
    });
    expect(await patch(id, { ...change, bindPassword: PASSWORD })).toMatchObject({ status: 200, body: change });
  },
);

test('STARTTLS given up asks for the password again', async () => {
  const id = await created({ url: 'ldap://localhost', startTls: true });
  expect(await patch(id, { startTls: false })).toMatchObject({ status: 400 });
});

test('what a patch does not name stays, inside of attributes and groups too', async () => {
  const id = await created({ attributes: { userName: 'sAMAccountName', externalId: 'objectGUID' } });
  const { body } = await patch(id, { attributes: { cards: 'employeeNumber' }, groups: { how: 'in-chain' } });
  expect(body).toMatchObject({
    attributes: { userName: 'sAMAccountName', externalId: 'objectGUID', cards: 'employeeNumber', email: 'mail' },
    groups: { how: 'in-chain', name: 'cn' },
    hasBindPassword: true,
  });
});

test('two of one name are refused, and If-Match is honoured', async () => {
  const id = await created({ name: 'Branch' });
  expect(await create({ name: 'BRANCH' })).toMatchObject({ status: 409, body: { code: 'already-exists' } });
  const headers = { 'if-match': '"other"' };
  expect(await console.ask(`PATCH /user-sources/${id}`, { body: { name: 'x' }, headers })).toMatchObject({
    status: 412,
  });
  const etag = (await console.ask(`GET /user-sources/${id}`)).header('etag') ?? '';
  expect(
    await console.ask(`PATCH /user-sources/${id}`, { body: { intervalHours: 8 }, headers: { 'if-match': etag } }),
  ).toMatchObject({ status: 200 });
});

describe('removed', () => {
  test('its users and groups stay as this server’s own', async () => {
    const id = await created({ checksPasswords: true });
    const { core } = console;
    const user = await console.ask('POST /users', { body: { userName: 'brought' } });
    const group = await console.ask('POST /groups', { body: { name: 'Brought' } });
    const of = { sourceId: id as never, externalId: 'x' };
    await core.database.queries.updateTable('user').set(of).where('id', '=', user.body.id).execute();
    await core.database.queries.updateTable('userGroup').set(of).where('id', '=', group.body.id).execute();
    expect((await console.ask(`GET /users/${user.body.id}`)).body).toMatchObject({ sourceId: id, password: 'source' });
    expect((await console.ask(`GET /user-sources/${id}`)).body).toMatchObject({ users: 1 });
    const password = await console.ask(`PUT /users/${user.body.id}/password`, { body: { password: 'correct horse' } });
    expect(password).toMatchObject({ status: 409, body: { code: 'password-at-source' } });
    expect(await console.ask(`DELETE /user-sources/${id}`)).toMatchObject({ status: 204 });
    expect((await console.ask(`GET /users/${user.body.id}`)).body).toMatchObject({ sourceId: null, password: 'none' });
    expect((await console.ask(`GET /groups/${group.body.id}`)).body).toMatchObject({ sourceId: null });
    expect(await console.ask(`GET /user-sources/${id}`)).toMatchObject({ status: 404 });
  });
});

test('trying one that nothing answers says so step by step', async () => {
  const id = await created({ url: 'ldap://127.0.0.1:1' });
  const { body } = await console.ask(`POST /user-sources/${id}/test`);
  expect(body).toMatchObject({
    ok: false,
    steps: [{ step: 'connect', ok: false, code: 'cannot-connect' }],
    people: [],
  });
});
