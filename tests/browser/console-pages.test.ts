import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { createDevice, createGroup, listProfiles, patchProfile, type User } from '@holdover/api';
import { launchChromium, scratchFolder, type ScratchFolder } from '@holdover/testbed/peers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';
import { sendPages } from '../support/paper.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/console/', import.meta.url));
/** The budget of the first page: script and style, compressed. */
const FIRST_PAGE_MOST = 250 * 1024;
const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };

let browser: Browser;
let folder: ScratchFolder;
let fleet: Fleet;
let station: StationRunning;
let ada: User;
let profile = '';

beforeAll(async () => {
  await mkdir(ARTEFACTS, { recursive: true });
  folder = scratchFolder('console-pages');
  [browser, fleet] = await Promise.all([launchChromium(), startFleet({ dir: folder.path })]);
  ada = await fleet.addPerson(ADA);
  const { items } = await fleet.api.call(listProfiles, {});
  const target = { name: 'Invoices', kind: 'smb', url: 'smb://files/invoices', userName: 'scanner' } as const;
  for (const { id } of items) {
    profile = id;
    await fleet.api.call(patchProfile, { params: { id }, body: { scanTargets: [target] } });
  }
  for (const name of ['ben', 'clara', 'david']) await fleet.addPerson({ userName: name });
  await fleet.api.call(createGroup, { body: { name: 'Sales' } });
  await fleet.api.call(createDevice, { body: { name: 'Works council', model: 'other' } });
  station = await fleet.run(await fleet.addStation('kyocera'));
  await fleet.synchronize([station], [ADA]);
  await station.panel.login({ method: 'pin', pin: ADA.pin });
  for (const userName of [ADA.userName, 'nobody-known'])
    await sendPages({ queueUri: fleet.server.queueUri('pull') }, userName, 2);
});
afterAll(async () => {
  await browser.close();
  await fleet.close();
  folder.remove();
});

const at = (path: string): string => new URL(path, fleet.server.consoleUrl).href;

/** Each page by its address. */
const pages = (): Readonly<Record<string, string>> => ({
  overview: '/',
  users: '/users',
  'users-none-found': '/users?q=nobody-of-this-name',
  user: `/users/${ada.id}`,
  'user-groups': `/users/${ada.id}?tab=groups`,
  'user-pins': `/users/${ada.id}?tab=pins`,
  'user-cards': `/users/${ada.id}?tab=cards`,
  'user-password': `/users/${ada.id}?tab=password`,
  'user-offline': `/users/${ada.id}?tab=offline`,
  groups: '/groups',
  devices: '/devices',
  device: `/devices/${station.id}`,
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
  audit: '/audit',
  missing: '/no/such/page',
});

async function signedIn(options: Parameters<Browser['newContext']>[0], language: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options })).newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(at(`/sign-in?lang=${language}`));
  await page.locator('input[autocomplete=username]').fill('admin');
  await page.locator('input[autocomplete=current-password]').fill('a password of the tests');
  await page.keyboard.press('Enter');
  await page.locator('#main h1').waitFor();
  return page;
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(at(path));
  await page.locator('h1, main strong').first().waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
}

async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

describe.each([
  { language: 'en', scheme: 'light' },
  { language: 'de', scheme: 'dark' },
] as const)('in $language, $scheme', ({ language, scheme }) => {
  test('no page has an axe violation, breaks the content policy or throws', async () => {
    const complaints: string[] = [];
    const page = await signedIn({ viewport: { width: 1280, height: 800 }, colorScheme: scheme }, language);
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    for (const [name, path] of Object.entries(pages())) {
      await show(page, path);
      await page.screenshot({ path: join(ARTEFACTS, `${name}-${language}-${scheme}.png`) });
      complaints.push(...(await violations(page)).map((found) => `${name}: ${found}`));
    }
    await show(page, `/devices/${station.id}`);
    await page.locator('#main [aria-haspopup=menu]').click();
    await page.getByRole('menuitem').last().waitFor();
    complaints.push(...(await violations(page)).map((found) => `open menu: ${found}`));
    await page.screenshot({ path: join(ARTEFACTS, `menu-${language}-${scheme}.png`) });
    await page.keyboard.press('Escape');
    await show(page, '/settings/printers-and-terminals');
    await page.locator('#main [aria-haspopup=dialog]').click();
    await page.locator('[role=dialog] [role=progressbar]').first().waitFor();
    complaints.push(...(await violations(page)).map((found) => `open dialog: ${found}`));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
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
      await page.screenshot({ path: join(ARTEFACTS, `${name}-pseudo-${size}.png`), fullPage: true });
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([name, wide]).toEqual([name, Math.min(wide, width)]);
    }
    await page.context().close();
  },
);

test('the first page is within its budget of script and style', async () => {
  const page = await (await browser.newContext()).newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await page.goto(at('/sign-in'));
  await page.locator('input[autocomplete=username]').waitFor();
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThan(FIRST_PAGE_MOST);
  await page.context().close();
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
  await page.context().close();
});
