import { createServer, connect, type Socket } from 'node:net';
import { getUserSource, listGroups, listProfiles, patchProfile } from '@holdover/api';
import { present } from '@holdover/kernel';
import { freePort, scratchFolder, startSlapd, waitUntil, type Slapd } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';
import { makeCertificate, type OwnCertificate } from '../support/own-certificate.ts';
import { addSource, type SourceRunning } from '../support/user-source.ts';

const PEOPLE = 10_000;
const PASSWORD = 'the directory knows it';

const scratch = scratchFolder('ldap');
const closers = createClosers();
closers.add(() => scratch.remove());
afterAll(() => closers.closeAll());

let slapd: Slapd;
let own: OwnCertificate;
let other: OwnCertificate;
let fleet: Fleet;
let office: SourceRunning;

beforeAll(async () => {
  own = await makeCertificate(scratch.path, 'localhost');
  other = await makeCertificate(scratch.path, 'elsewhere.example.org');
  slapd = await startSlapd(scratch.path, { ...own, ldif: directory() });
  closers.add(() => slapd.stop());
  fleet = await startFleet({ dir: `${scratch.path}/fleet` });
  closers.add(() => fleet.close());
  office = await addSource(fleet.api, {
    kind: 'ldap',
    name: 'Office',
    url: `ldaps://localhost:${slapd.tlsPort}`,
    ca: own.certificate,
    bindDn: slapd.reader.dn,
    bindPassword: slapd.reader.password,
    baseDn: `ou=people,${slapd.suffix}`,
    attributes: { cards: 'employeeNumber' },
    groups: { how: 'member', baseDn: `ou=groups,${slapd.suffix}` },
    checksPasswords: true,
  });
});

describe('trying a directory nobody here wrote', () => {
  const outcome = async (change: Parameters<SourceRunning['change']>[0]) => {
    await office.change({ bindPassword: slapd.reader.password, ...change });
    const { steps } = await office.try();
    const { step, ok, code, said } = present(steps.at(-1), 'a step');
    return { step, ok, code, said };
  };
  const back = () => ({ url: `ldaps://localhost:${slapd.tlsPort}`, ca: own.certificate, startTls: false });

  test('over TLS from the start and by STARTTLS, step by step, with ten people', async () => {
    const tried = await office.try();
    expect(tried.steps.map(({ step, ok }) => [step, ok])).toEqual(
      ['connect', 'tls', 'bind', 'search', 'groups'].map((step) => [step, true]),
    );
    expect([tried.ok, tried.people.length]).toEqual([true, 10]);
    expect(tried.people[0]).toMatchObject({ userName: 'u00001', email: 'u00001@example.org', cards: 1 });
    expect(await outcome({ url: `ldap://localhost:${slapd.port}`, startTls: true })).toMatchObject({ ok: true });
    await office.change({ ...back(), bindPassword: slapd.reader.password });
  });

  test('is not believed with a certificate of somebody else, or for another host', async () => {
    const refused = { step: 'tls', ok: false, code: 'certificate-refused' };
    expect(await outcome({ ca: other.certificate })).toMatchObject(refused);
    expect(await outcome({ ca: null })).toMatchObject(refused);
    const startTls = { url: `ldap://localhost:${slapd.port}`, startTls: true, ca: other.certificate };
    expect(await outcome(startTls)).toMatchObject(refused);
    const address = { ...back(), url: `ldaps://127.0.0.1:${slapd.tlsPort}` };
    expect(await outcome(address)).toMatchObject({ ...refused, code: 'certificate-other-host' });
    expect(await outcome({ ...back(), url: `ldaps://localhost:${slapd.port}` })).toMatchObject({ code: 'tls-failed' });
    await office.change({ ...back(), bindPassword: slapd.reader.password });
  });

  test('says who may not sign in, what is not there, and what it does not give', async () => {
    const wrong = await outcome({ bindPassword: 'a wrong password' });
    expect(wrong).toMatchObject({ step: 'bind', ok: false, code: 'wrong-password' });
    expect(wrong.said ?? '').not.toContain('a wrong password');
    expect(await outcome({ baseDn: `ou=nowhere,${slapd.suffix}` })).toMatchObject({
      step: 'search',
      code: 'no-such-base',
    });
    const limited = { baseDn: `ou=people,${slapd.suffix}`, bindDn: slapd.limited.dn };
    await office.change({ ...limited, bindPassword: slapd.limited.password });
    expect(await office.synchronize()).toMatchObject({ state: 'failed', reason: 'size-limit', added: 0 });
    await office.change({ bindDn: slapd.reader.dn, bindPassword: slapd.reader.password });
  });
});

describe('a directory of ten thousand', () => {
  test('becomes users, groups and cards; whoever cannot be a user is named and keeps nobody else out', async () => {
    const done = await office.synchronize();
    expect(done).toMatchObject({ state: 'done', rows: PEOPLE + 3, added: PEOPLE + 1, failed: 2, reason: null });
    expect(await office.errors(done)).toEqual([
      `${PEOPLE + 2},USERNAME,white-space`,
      `${PEOPLE + 3},USERNAME,given-twice`,
    ]);
    expect(await office.log(done)).toEqual(expect.arrayContaining(['connecting', 'groups-read', 'page-read']));
    expect(await office.user('u00001')).toMatchObject({
      fullName: 'Person 1 Müller',
      email: 'u00001@example.org',
      language: 'de',
      cards: 1,
      password: 'source',
      sourceId: office.source.id,
    });
    expect(await office.user('locked')).toMatchObject({ enabled: false });
    expect(await groupsOf('u00001')).toEqual(['All staff', 'Circle', 'Sales']);
    expect(await groupsOf('u00002')).toEqual(['All staff']);
  });

  test('that did not change changes nothing', async () => {
    expect(await office.synchronize()).toMatchObject({ state: 'done', added: 0, changed: 0, deactivated: 0 });
    const { users, lastImport } = await fleet.api.call(getUserSource, { params: { id: office.source.id } });
    expect([users, lastImport?.state]).toEqual([PEOPLE + 1, 'done']);
  });

  test('who is renamed there stays the same user; who left is disabled', async () => {
    const before = present(await office.user('u00003'), 'u00003');
    const [renamed, leaver] = [dnOf('u00003'), dnOf('u00004')];
    await slapd.modify(
      `dn: ${renamed}\nchangetype: modrdn\nnewrdn: uid=newname\ndeleteoldrdn: 1\n\ndn: ${leaver}\nchangetype: delete\n`,
    );
    expect(await office.synchronize()).toMatchObject({ state: 'done', added: 0, changed: 1, deactivated: 1 });
    expect(await office.user('newname')).toMatchObject({ id: before.id });
    expect(await office.user('u00004')).toMatchObject({ enabled: false });
  });
});

describe('a password that the directory knows', () => {
  let station: StationRunning;
  beforeAll(async () => {
    const [profile] = (await fleet.api.call(listProfiles, { query: {} })).items;
    const params = { id: present(profile, 'the profile').id };
    await fleet.api.call(patchProfile, { params, body: { loginMethods: ['pin', 'password'] } });
    station = await fleet.run(await fleet.addStation());
    await fleet.synchronize([station], []);
    await waitUntil('the password to be a method', async () =>
      (await station.panel.state()).methods.some(({ method }) => method === 'password'),
    );
  });
  const login = async (userName: string, password: string) => {
    const answer = await fetch(new URL('api/login', station.terminal.panelUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'password', userName, password }),
    });
    const body: unknown = await answer.json();
    if (answer.ok) await station.panel.logout();
    return { status: answer.status, body };
  };

  test('[E2] opens a session, and no other does', async () => {
    expect(await login('u00001', PASSWORD)).toMatchObject({ status: 200 });
    expect(await login('u00001', 'another password')).toMatchObject({
      status: 403,
      body: { code: 'unknown-credential' },
    });
    expect(await login('locked', PASSWORD)).toMatchObject({ status: 403, body: { code: 'unknown-credential' } });
  });

  test('[E2] asks the directory at each login: without it the panel says what is missing', async () => {
    slapd.kill('SIGSTOP');
    const answer = await login('u00001', PASSWORD);
    slapd.kill('SIGCONT');
    expect(answer).toMatchObject({ status: 403, body: { code: 'offline-login-unavailable' } });
  });
});

test('a directory that dies while it is read changes nobody', async () => {
  const before = await office.user('u00005');
  await slapd.modify(`dn: ${dnOf('u00005')}\nchangetype: modify\nreplace: cn\ncn: Somebody Else\n`);
  const port = await freePort();
  const relay = createServer((near) => carry(near, connect(slapd.port, '127.0.0.1')));
  relay.listen(port, '127.0.0.1');
  closers.add(() => relay.close());
  await office.change({ url: `ldap://127.0.0.1:${port}`, ca: null, bindPassword: slapd.reader.password });
  const failed = await office.synchronize();
  expect(failed).toMatchObject({ state: 'failed', reason: 'connection-lost', changed: 0, deactivated: 0 });
  expect(failed.rows).toBeGreaterThan(0);
  expect(await office.log(failed)).toContain('page-read');
  expect(await office.user('u00005')).toEqual(before);
});

/** Kills the directory in the middle of its people. */
function carry(near: Socket, far: Socket): void {
  let octets = 0;
  near.pipe(far);
  near.on('error', () => far.destroy());
  far.on('error', () => near.destroy());
  far.on('data', (bytes) => {
    octets += bytes.length;
    near.write(bytes);
    if (octets > 2_500_000) slapd.kill('SIGKILL');
  });
  far.on('close', () => near.destroy());
}

async function groupsOf(userName: string): Promise<readonly string[]> {
  const { groups = [] } = (await office.user(userName)) ?? {};
  const { items } = await fleet.api.call(listGroups, { query: {} });
  return items.filter(({ id }) => groups.includes(id)).map(({ name }) => name);
}

const dnOf = (uid: string): string => `uid=${uid},ou=people,dc=example,dc=org`;

/** RFC 2849. Groups: all in `All staff`, the first of them by way of `Sales`, which is in a circle with another. */
function directory(): string {
  const suffix = 'dc=example,dc=org';
  const unit = (name: string): string => `dn: ou=${name},${suffix}\nobjectClass: organizationalUnit\nou: ${name}\n\n`;
  const uids = Array.from({ length: PEOPLE }, (_, index) => `u${String(index + 1).padStart(5, '0')}`);
  const person = (uid: string, lines: readonly string[]): string =>
    `dn: uid=${uid.replaceAll(' ', '\\20')},ou=people,${suffix}\nobjectClass: inetOrgPerson\nuid: ${uid}\nsn: ${uid}\n${lines.join('\n')}\n\n`;
  const people = uids.map((uid, index) =>
    person(uid, [
      `cn:: ${Buffer.from(`Person ${index + 1} Müller`).toString('base64')}`,
      `mail: ${uid}@example.org`,
      'preferredLanguage: de-AT, en;q=0.5',
      ...(index < 50 ? [`employeeNumber: 04A2${uid}`, `userPassword: ${PASSWORD}`] : []),
    ]),
  );
  const odd = [
    person('locked', ['cn: Locked', `userPassword: ${PASSWORD}`, 'pwdAccountLockedTime: 000001010000Z']),
    person('has space', ['cn: Has Space']),
    person('twice', ['cn: Twice', 'uid: U00009'])
      .replace('uid: twice\n', 'uid: U00009\n')
      .replace('\nuid: U00009\n\n', '\n\n'),
  ];
  const group = (name: string, members: readonly string[]): string =>
    `dn: cn=${name},ou=groups,${suffix}\nobjectClass: groupOfNames\ncn: ${name}\n${members.map((dn) => `member: ${dn}`).join('\n')}\n\n`;
  const groups = [
    group('All staff', [`cn=Sales,ou=groups,${suffix}`, ...uids.slice(1).map(dnOf)]),
    group('Sales', [dnOf('u00001').toUpperCase(), `cn=Circle,ou=groups,${suffix}`]),
    group('Circle', [`cn=Sales,ou=groups,${suffix}`]),
  ];
  return [unit('people'), unit('groups'), ...people, ...odd, ...groups].join('');
}
