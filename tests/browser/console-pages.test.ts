import { gzipSync } from 'node:zlib';
import { createDevice, createGroup, createUserSource, importUsers, listProfiles, patchProfile } from '@holdover/api';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendPages } from '../support/paper.ts';
import { keepPicture, openConsoleStage, violationsOf, type ConsoleStage } from './console-stage.ts';

/** The budget of the first page: script and style, compressed. */
const FIRST_PAGE_MOST = 250 * 1024;
/** Of a walk through every page, on a machine with much else to do. */
const WALK_MILLISECONDS = 300_000;
const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };

let stage: ConsoleStage;
let profile = '';
let source = '';
let imported = '';

beforeAll(async () => {
  stage = await openConsoleStage('console-pages', [ADA]);
  const { fleet, station } = stage;
  const { items } = await fleet.api.call(listProfiles, {});
  const target = { name: 'Invoices', kind: 'smb', url: 'smb://files/invoices', userName: 'scanner' } as const;
  for (const { id } of items) {
    profile = id;
    await fleet.api.call(patchProfile, { params: { id }, body: { scanTargets: [target] } });
  }
  for (const name of ['ben', 'clara', 'david']) await fleet.addPerson({ userName: name });
  await fleet.api.call(createGroup, { body: { name: 'Sales' } });
  const directory = { kind: 'ldap', name: 'Head office', url: 'ldap://127.0.0.1:9', baseDn: 'dc=example' } as const;
  source = (await fleet.api.call(createUserSource, { body: directory })).id;
  imported = (await fleet.api.call(importUsers, { body: 'USERNAME,LANGUAGE\nclara,xx\nben,de\n' })).id;
  await fleet.api.call(createDevice, { body: { name: 'Works council', model: 'other' } });
  await station.panel.login({ method: 'pin', pin: ADA.pin });
  for (const userName of [ADA.userName, 'nobody-known'])
    await sendPages({ queueUri: fleet.server.queueUri('pull') }, userName, 2);
});
afterAll(() => stage.close());

/** Each page by its address. */
function pages(): Readonly<Record<string, string>> {
  const ada = stage.userOf(ADA.userName);
  return {
    overview: '/',
    users: '/users',
    'users-none-found': '/users?q=nobody-of-this-name',
    user: `/users/${ada.id}`,
    'user-groups': `/users/${ada.id}?tab=groups`,
    'user-pins': `/users/${ada.id}?tab=pins`,
    'user-cards': `/users/${ada.id}?tab=cards`,
    'user-rights': `/users/${ada.id}?tab=rights`,
    'user-password': `/users/${ada.id}?tab=password`,
    'user-sessions': `/users/${ada.id}?tab=sessions`,
    'user-offline': `/users/${ada.id}?tab=offline`,
    groups: '/groups',
    imports: '/imports',
    'import-new': '/imports/new',
    import: `/imports/${imported}`,
    'user-sources': '/user-sources',
    'user-source': `/user-sources/${source}`,
    devices: '/devices',
    device: `/devices/${stage.station.id}`,
    'offline-login': '/settings/printers-and-terminals',
    profiles: '/profiles',
    profile: `/profiles/${profile}`,
    email: '/settings/email',
    organisation: '/settings/organisation',
    queues: '/queues',
    jobs: '/jobs',
    'jobs-none-found': '/jobs?q=nothing-of-this-name',
    sessions: '/sessions',
    activities: '/activities',
    administrators: '/administrators',
    'api-tokens': '/api-tokens',
    'console-sessions': '/console-sessions',
    account: '/account',
    audit: '/audit',
    missing: '/no/such/page',
  };
}

async function signedIn(options: BrowserContextOptions, language: 'en' | 'de' | 'pseudo'): Promise<Page> {
  const page = await stage.open(options);
  await stage.signIn(page, '/', language);
  return page;
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(stage.at(path));
  await page.locator('h1, main strong').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
}

describe.each([
  { language: 'en', scheme: 'light' },
  { language: 'de', scheme: 'dark' },
] as const)('in $language, $scheme', ({ language, scheme }) => {
  test(
    'no page has an axe violation, breaks the content policy or throws',
    async () => {
      const complaints: string[] = [];
      const page = await signedIn({ colorScheme: scheme }, language);
      for (const [name, path] of Object.entries(pages())) {
        await show(page, path);
        await keepPicture(page, `${name}-${language}-${scheme}`);
        complaints.push(...(await violationsOf(page)).map((found) => `${name}: ${found}`));
      }
      await show(page, `/devices/${stage.station.id}`);
      await page.locator('#main [aria-haspopup=menu]').click();
      await page.getByRole('menuitem').last().waitFor();
      complaints.push(...(await violationsOf(page)).map((found) => `open menu: ${found}`));
      await keepPicture(page, `menu-${language}-${scheme}`);
      await page.keyboard.press('Escape');
      await show(page, '/settings/printers-and-terminals');
      await page.locator('#main [aria-haspopup=dialog]').click();
      await page.locator('[role=dialog] [role=progressbar]').first().waitFor();
      complaints.push(...(await violationsOf(page)).map((found) => `open dialog: ${found}`));
      expect(complaints).toEqual([]);
      await stage.closePage(page);
    },
    WALK_MILLISECONDS,
  );
});

test.each([
  { size: 'phone', width: 390, height: 844 },
  { size: 'large', width: 1920, height: 1080 },
])(
  'at $width pixels every page flows into the width, in a language 40 % longer too',
  async ({ size, width, height }) => {
    const page = await signedIn({ viewport: { width, height } }, 'pseudo');
    for (const [name, path] of Object.entries(pages())) {
      await show(page, path);
      await keepPicture(page, `${name}-pseudo-${size}`, true);
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([name, wide]).toEqual([name, Math.min(wide, width)]);
    }
    await stage.closePage(page);
  },
);

test('the first page is within its budget of script and style', async () => {
  const page = await stage.open();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await page.goto(stage.at('/sign-in'));
  await page.locator('input[autocomplete=username]').waitFor();
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThan(FIRST_PAGE_MOST);
  await stage.closePage(page);
});

test('rows of a table are walked by arrow keys, and the search is a key away', async () => {
  const page = await signedIn({}, 'en');
  await show(page, '/users');
  await page.locator('body').press('/');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'ada' }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('ben');
  await page.keyboard.press('End');
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('david');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Person david' }).waitFor();
  await stage.closePage(page);
});
