import { listGroups } from '@holdover/api';
import { present } from '@holdover/kernel';
import { scratchFolder } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet, type Fleet } from '../support/fleet.ts';
import { makeCertificate } from '../support/own-certificate.ts';
import { startSambaAd, type SambaAd } from '../support/samba-ad.ts';
import { addSource, type SourceRunning } from '../support/user-source.ts';

const PASSWORD = 'Reads-3verything';

const scratch = scratchFolder('ad');
const closers = createClosers();
closers.add(() => scratch.remove());
afterAll(() => closers.closeAll());

let samba: SambaAd;
let fleet: Fleet;
let domain: SourceRunning;

beforeAll(async () => {
  const own = await makeCertificate(scratch.path, 'localhost');
  samba = await startSambaAd(scratch.path, own);
  closers.add(() => samba.stop());
  await samba.modify(domainEntries(samba.suffix));
  fleet = await startFleet({ dir: `${scratch.path}/fleet` });
  closers.add(() => fleet.close());
  domain = await addSource(fleet.api, {
    kind: 'ldap',
    name: 'Domain',
    url: `ldaps://localhost:${samba.tlsPort}`,
    ca: own.certificate,
    bindDn: 'reader@example.org',
    bindPassword: PASSWORD,
    baseDn: samba.suffix,
    filter: '(&(objectCategory=person)(objectClass=user)(description=person))',
    attributes: { userName: 'sAMAccountName', fullName: 'displayName', externalId: 'objectGUID' },
    groups: { how: 'in-chain', filter: '(&(objectClass=group)(description=ours))', name: 'cn' },
    checksPasswords: true,
  });
});

const groupsOf = async (userName: string): Promise<readonly string[]> => {
  const { groups = [] } = (await domain.user(userName)) ?? {};
  const { items } = await fleet.api.call(listGroups, { query: {} });
  return items.filter(({ id }) => groups.includes(id)).map(({ name }) => name);
};

test('signs in by user principal name, over LDAPS and by STARTTLS, and reads past its references', async () => {
  const tried = await domain.try();
  expect(tried.steps.map(({ step, ok, code }) => [step, ok, code])).toEqual(
    ['connect', 'tls', 'bind', 'search', 'groups'].map((step) => [step, true, null]),
  );
  expect(tried.people.map(({ userName, enabled }) => [userName, enabled])).toEqual(
    expect.arrayContaining([
      ['ada', true],
      ['disabled', false],
      ['expired', false],
    ]),
  );
  await domain.change({ url: `ldap://localhost:${samba.port}`, startTls: true, bindPassword: PASSWORD });
  expect(await domain.try()).toMatchObject({ ok: true });
});

test('without a secure connection is not asked for a password', async () => {
  await domain.change({ url: `ldap://127.0.0.1:${samba.port}`, startTls: false, bindPassword: PASSWORD });
  const { steps } = await domain.try();
  expect(steps.at(-1)).toMatchObject({ step: 'bind', ok: false, code: 'tls-required' });
  await domain.change({ url: `ldaps://localhost:${samba.tlsPort}`, bindPassword: PASSWORD });
});

test.each([
  ['wrong-password', 'data 52e', { bindDn: 'reader@example.org', bindPassword: 'Wrong-4-sure' }],
  ['account-disabled', 'data 533', { bindDn: 'disabled@example.org', bindPassword: PASSWORD }],
  ['account-expired', 'data 701', { bindDn: 'expired@example.org', bindPassword: PASSWORD }],
  ['password-expired', 'data 773', { bindDn: 'changing@example.org', bindPassword: PASSWORD }],
])('tells %s by what it says: %s', async (code, said, account) => {
  await domain.change(account);
  const { steps } = await domain.try();
  await domain.change({ bindDn: 'reader@example.org', bindPassword: PASSWORD });
  const last = present(steps.at(-1), 'a step');
  expect(last).toMatchObject({ step: 'bind', ok: false, code });
  expect(last.said).toContain(said);
  expect(last.said).not.toContain(account.bindPassword);
});

test.each(['in-chain', 'member', 'member-of'] as const)('nested groups are the same by %s', async (how) => {
  await domain.change({ groups: { how } });
  expect(await domain.synchronize()).toMatchObject({ state: 'done', failed: 0, reason: null });
  expect(await groupsOf('ada')).toEqual(['Berlin', 'Company', 'Germany']);
  expect(await groupsOf('bob')).toEqual(['Company', 'Germany']);
  expect(await groupsOf('disabled')).toEqual([]);
});

test('people are known by objectGUID: renamed and moved, they stay who they are', async () => {
  const before = present(await domain.user('bob'), 'bob');
  expect(before).toMatchObject({ enabled: true, password: 'source' });
  expect(await domain.user('disabled')).toMatchObject({ enabled: false });
  expect(await domain.user('expired')).toMatchObject({ enabled: false });
  const bob = `CN=Bob,CN=Users,${samba.suffix}`;
  await samba.modify(`dn: ${bob}\nchangetype: modify\nreplace: sAMAccountName\nsAMAccountName: robert\n`);
  await samba.modify(`dn: ${bob}\nchangetype: modrdn\nnewrdn: CN=Robert\ndeleteoldrdn: 1\n`);
  expect(await domain.synchronize()).toMatchObject({ state: 'done', added: 0, changed: 1, deactivated: 0 });
  expect(await domain.user('robert')).toMatchObject({ id: before.id });
});

/** `Berlin` is in `Germany`, and that in `Company`. */
function domainEntries(suffix: string): string {
  const users = `CN=Users,${suffix}`;
  const password = Buffer.from(`"${PASSWORD}"`, 'utf16le').toString('base64');
  const user = (name: string, more: readonly string[] = []): string =>
    [
      `dn: CN=${name},${users}`,
      'changetype: add',
      'objectClass: user',
      `sAMAccountName: ${name.toLowerCase()}`,
      `userPrincipalName: ${name.toLowerCase()}@example.org`,
      `displayName: ${name} of the Domain`,
      `unicodePwd:: ${password}`,
      ...(name === 'Reader' ? [] : ['description: person']),
      ...(more.some((line) => line.startsWith('userAccountControl')) ? [] : ['userAccountControl: 512']),
      ...more,
      '\n',
    ].join('\n');
  const group = (name: string, members: readonly string[]): string =>
    `dn: CN=${name},${users}\nchangetype: add\nobjectClass: group\ndescription: ours\n${members.map((member) => `member: CN=${member},${users}`).join('\n')}\n\n`;
  const yesterday = String((BigInt(Date.now() - 86_400_000) + 11_644_473_600_000n) * 10_000n);
  return [
    user('Reader'),
    user('Ada'),
    user('Bob'),
    user('Disabled', ['userAccountControl: 514']),
    user('Expired', [`accountExpires: ${yesterday}`]),
    user('Changing', ['pwdLastSet: 0']),
    group('Berlin', ['Ada']),
    group('Germany', ['Berlin', 'Bob']),
    group('Company', ['Germany']),
  ].join('');
}
