import {
  addDeviceGroupMember,
  createUser,
  importUsers,
  listDeviceGroups,
  listDevices,
  listImports,
  listProfiles,
  listUsers,
  listUserSources,
  patchProfile,
} from '@holdover/api';
import { sampleDocument } from '@holdover/demo';
import { createIppClient } from '@holdover/ipp';
import { createIppTransport } from '@holdover/nodejs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsoleStage, type ConsoleStage } from './console-stage.ts';
import { fillHostile, type HostileForm } from './console-hostile-forms.ts';
import { hostileTexts, injectionsIn, setTripwire } from './console-hostile-texts.ts';
import { faultsToTheEye } from './console-sweep-looks.ts';
import { visitsOf } from './console-sweep-pages.ts';
import { show } from './console-sweep-walk.ts';

const ADA = { userName: 'ada', pin: '730186' };
const [JOB = ''] = hostileTexts('zzjob', '');
const [OWNER = ''] = hostileTexts('zzowner', '');
const [GROUP = ''] = hostileTexts('zzcsvgroup', '');
const [FOLDER = ''] = hostileTexts('zzfolder', '');

/** Every form of the console that takes typed text; secrets and numbers are tried too, and are refused or not shown. */
const FORMS: readonly HostileForm[] = [
  {
    tag: 'zzuser',
    path: '/users',
    open: ['Add user'],
    submit: 'Add user',
    harmless: { 'E-mail': 'zz@example.org' },
  },
  { tag: 'zzgroup', path: '/groups', open: ['Add group'], submit: 'Save' },
  { tag: 'zzdevice', path: '/devices', open: ['Add device'], submit: 'Add device' },
  { tag: 'zzsite', path: '/device-groups', open: ['Add device group'], submit: 'Add device group' },
  { tag: 'zzprofile', path: '/profiles', open: ['Add profile'], submit: 'Add profile' },
  { tag: 'zzqueue', path: '/queues', open: ['Add queue'], submit: 'Add queue', harmless: { Path: 'zz' } },
  {
    tag: 'zzadmin',
    path: '/administrators',
    open: ['Add administrator'],
    submit: 'Add administrator',
  },
  {
    tag: 'zztoken',
    path: '/api-tokens',
    open: ['Make a token'],
    submit: 'Make a token',
    prepare: (form) => form.getByRole('checkbox', { name: 'Read users and groups' }).check(),
  },
  { tag: 'zzorganisation', path: '/settings/organisation', submit: 'Save' },
  {
    tag: 'zzmail',
    path: '/settings/email',
    submit: 'Save',
    harmless: { Sender: 'scanner@example.org', 'Mail server': 'mail.example.org' },
  },
  {
    tag: 'zzsource',
    path: '/user-sources/new',
    submit: 'Save',
    harmless: { Address: 'ldap://127.0.0.1:9', 'Base DN': 'dc=example', 'Sign in as': 'cn=reader,dc=example' },
  },
];

let stage: ConsoleStage;
let page: Page;
let tripped: string[];
/** What was let in, to be seen as it was typed. */
const stored: string[] = [JOB, OWNER, GROUP, FOLDER];

beforeAll(async () => {
  stage = await openConsoleStage('console-hostile', [ADA]);
  const [userAgent = ''] = hostileTexts('zzagent', '');
  page = await stage.open({ userAgent: encodeURI(userAgent).replaceAll('%3C', '<').replaceAll('%3E', '>') });
  tripped = await setTripwire(page, new URL(stage.at('/')).origin);
  await stage.signIn(page);
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

async function nothingHappened(where: string): Promise<void> {
  expect([where, ...(await injectionsIn(page)), ...tripped.splice(0)]).toEqual([where]);
}

async function send(userName: string, name: string): Promise<void> {
  const { fleet } = stage;
  const transport = createIppTransport({});
  const client = createIppClient({ transport, printerUri: fleet.server.queueUri('pull'), userName });
  const answer = await client.printJob({
    name,
    format: 'application/pdf',
    template: [],
    document: (async function* () {
      yield sampleDocument('Ledger', 1);
    })(),
  });
  expect(answer.ok).toBe(true);
}

describe('what is typed into a form', () => {
  test.each(FORMS)('$tag at $path is stored as text or refused beside its field', async (form) => {
    await show(page, form.path);
    const texts = await fillHostile(page, form);
    await nothingHappened(form.tag);
    if (form.tag !== 'zzmail') expect([...texts.keys()]).not.toEqual([]);
    for (const [label, text] of texts) if (label !== 'Location') stored.push(text);
  });
});

test('what comes by REST, by CSV and with a job is text as well', async () => {
  const { api } = stage.fleet;
  await send(OWNER, JOB);
  await send(ADA.userName, `${JOB} of ada`);
  const csv = `USERNAME,FULLNAME,GROUPS,LANGUAGE\nzzcsv,"${JOB.replaceAll('"', '""')}","${GROUP.replaceAll('"', '""')}",de\n"${OWNER.replaceAll('"', '""')}",x,,"<img src=x onerror=__tripped(5)>"\n`;
  await api.call(importUsers, { body: csv });
  const { items } = await api.call(listProfiles, {});
  const hostile = items.find(({ name }) => name.startsWith('zzprofile'));
  const target = { kind: 'smb', url: 'smb://files/zz', userName: FOLDER } as const;
  for (const { id } of hostile === undefined ? [] : [hostile])
    await api.call(patchProfile, { params: { id }, body: { scanTargets: [{ name: FOLDER, ...target }] } });
  await expect(api.call(createUser, { body: { userName: 'a\u0000b' } })).rejects.toMatchObject({
    problem: { code: 'invalid-body' },
  });
  const [site] = (await api.call(listDeviceGroups, { query: { q: 'zzsite' } })).items;
  const [device] = (await api.call(listDevices, { query: { q: 'zzdevice' } })).items;
  if (site === undefined || device === undefined) return expect.unreachable();
  await api.call(addDeviceGroupMember, { params: { id: site.id, deviceId: device.id } });
});

test('every page shows it as it was typed, and keeps its form', async () => {
  const { api } = stage.fleet;
  const named = { query: { q: 'zz' } };
  const user = (await api.call(listUsers, { query: { q: 'zzuser' } })).items[0]?.id ?? '';
  const profiles = (await api.call(listProfiles, {})).items;
  const visits = visitsOf({
    user,
    longUser: user,
    device: (await api.call(listDevices, named)).items[0]?.id ?? '',
    deviceGroup: (await api.call(listDeviceGroups, named)).items[0]?.id ?? '',
    profile: profiles.find(({ name }) => name.startsWith('zzprofile'))?.id ?? '',
    source: (await api.call(listUserSources, { query: {} })).items[0]?.id ?? '',
    review: '',
    imported: (await api.call(listImports, { query: {} })).items[0]?.id ?? '',
  });
  const unseen = new Set(stored);
  const faults: string[] = [];
  // A notice of what was just done lies over any page for some seconds.
  await page.reload();
  for (const { name, path } of Object.values(visits).flat()) {
    await show(page, path);
    await nothingHappened(name);
    const shown = await page.evaluate(() =>
      [
        document.body.textContent,
        ...[...document.querySelectorAll('input, textarea')].map((one) => (one as HTMLInputElement).value),
      ].join('\n'),
    );
    for (const text of unseen) if (shown.includes(text.trim())) unseen.delete(text);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      faults.push(
        ...(await faultsToTheEye(page))
          .filter((fault) => !fault.startsWith('no sentence'))
          .map((fault) => `${name} ${width}: ${fault}`),
      );
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  expect([...unseen]).toEqual([]);
  expect(faults).toEqual([]);
});
