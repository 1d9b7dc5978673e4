import { gzipSync } from 'node:zlib';
import { getUser, importUsers, listUsers } from '@holdover/api';
import { seconds } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findersOn, openConsoleStage, violationsOf, type ConsoleStage } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186' };
const MANY = 320;
/** Script and style of the first page behind the sign-in, all that comes by itself: compressed, in bytes. */
const FIRST_PAGE_MOST = 250 * 1024;

let stage: ConsoleStage;
let page: Page;
const { button, dialog, row } = findersOn(() => page);

beforeAll(async () => {
  stage = await openConsoleStage('console-kit', [ADA]);
  const names = Array.from({ length: MANY }, (_, n) => `person-${String(n).padStart(3, '0')}`);
  await stage.fleet.api.call(importUsers, { body: `USERNAME\n${names.join('\n')}\n` });
  await waitUntil(
    'everybody to be imported',
    async () => (await stage.fleet.api.call(listUsers, { query: { q: names.at(-1) ?? '' } })).items.length === 1,
    seconds(20),
  );
  page = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await stage.signIn(page);
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

const active = () => page.evaluate<string>('document.activeElement.textContent');
const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
const palette = () => page.getByRole('combobox', { name: 'Search or do something' });

test('the first page behind the sign-in is within its budget', async () => {
  const other = await page.context().newPage();
  const sizes: Promise<number>[] = [];
  other.on('response', (response) => {
    if (/\.(js|css)$/.test(new URL(response.url()).pathname))
      sizes.push(response.body().then((body) => gzipSync(body).byteLength));
  });
  await other.goto(stage.at('/'));
  await other.locator('#main h1').waitFor();
  await other.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await other.close();
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThan(FIRST_PAGE_MOST);
});

test('a long table draws what is in sight, loads on while it is scrolled and says how long it is in the end', async () => {
  await page.goto(stage.at('/users'));
  await row('person-000').waitFor();
  const rows = () => page.locator('[data-index]');
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('-1');
  await page.mouse.move(640, 600);
  await waitUntil('the end of the list', async () => {
    await page.mouse.wheel(0, 4_000);
    return (await row(`person-${MANY - 1}`).count()) === 1;
  });
  expect(await rows().count()).toBeLessThan(100);
  // Ada, and the heading.
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(MANY + 2));
  expect(await row(`person-${MANY - 1}`).getAttribute('aria-rowindex')).toBe(String(MANY + 2));
});

test('arrow keys walk on from the last row into what is not loaded yet', async () => {
  await page.goto(stage.at('/users'));
  await page.getByRole('link', { name: 'ada', exact: true }).focus();
  await page.keyboard.press('End');
  await waitUntil('the last row that is loaded', async () => (await active()).startsWith('person-'));
  const before = Number((await active()).slice(-3));
  expect(before).toBeLessThan(MANY - 1);
  await page.keyboard.press('ArrowDown');
  await waitUntil('the next', async () => (await active()) === `person-${String(before + 1).padStart(3, '0')}`);
  await page.keyboard.press('Home');
  await waitUntil('the first', async () => (await active()) === 'ada');
});

test('Ctrl-K finds a person, a page and an action, by keys alone', async () => {
  await page.goto(stage.at('/users'));
  await row('ada').waitFor();
  await page.keyboard.press('Control+k');
  await palette().fill('person-123');
  await page.getByRole('option', { name: 'person-123' }).first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'person-123', exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await palette().fill('organis');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Organisation', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'Organisation' }).waitFor();
  await palette().fill('nothing of this name');
  await page.getByText('Nothing is called “nothing of this name”').waitFor();
  await palette().fill('add user');
  await page.keyboard.press('Enter');
  await dialog('Add user').waitFor();
  await page.keyboard.press('Escape');
});

test('the command beside a save is what it sends, without secrets', async () => {
  await page.goto(stage.at('/settings/organisation'));
  await page.getByLabel('Name', { exact: false }).first().fill("O'Neill & Söhne");
  await button('Copy as curl').click();
  await page.getByText('Command copied').first().waitFor();
  const command = await clipboard();
  expect(command).toContain('-X PUT');
  expect(command).toContain('"$HOLDOVER_TOKEN"');
  expect(command).toContain(`"name":"O'\\''Neill & Söhne"`);
  await page.goto(stage.at(`/users/${stage.userOf('ada').id}?tab=password`));
  await button('Set password').click();
  await dialog('Set password').locator('input').fill('correct horse battery staple');
  await dialog('Set password').getByRole('button', { name: 'Copy as curl' }).click();
  await page.getByText('Command copied, without secrets').first().waitFor();
  expect(await clipboard()).toContain('"password":"<password>"');
  await page.keyboard.press('Escape');
});

test('disabling somebody is taken back by a key, and both are read out', async () => {
  const { id } = stage.userOf('ada');
  const enabled = async () => (await stage.fleet.api.call(getUser, { params: { id } })).enabled;
  await page.goto(stage.at('/users?q=ada'));
  await row('ada').locator('[aria-haspopup=menu]').click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).waitFor();
  expect(await enabled()).toBe(false);
  await page.keyboard.press('Control+z');
  await page.getByRole('alert').getByText('Taken back').waitFor();
  expect(await enabled()).toBe(true);
});
