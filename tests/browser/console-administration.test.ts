import { createAdministrator, listAdministrators, listApiTokens, listAudit } from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet } from '../support/fleet.ts';
import { type ConsoleStage, findersOn, keepPicture, openConsoleStage, PASSWORD } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };
const GRACE = { userName: 'grace', password: 'another password of the tests' };

let stage: ConsoleStage;
let fleet: Fleet;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-administration', [ADA]);
  ({ fleet } = stage);
  page = await stage.open();
  await stage.signIn(page);
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

const go = (path: string) => page.goto(stage.at(path));
const { button, dialog, row, clean } = findersOn(() => page);

test('an administrator is added with a role in plain words, gets another, and is removed after a question', async () => {
  await go('/administrators');
  await button('Add administrator').click();
  const add = dialog('Add administrator');
  await add.getByLabel('User name').fill('linus');
  await add.getByLabel('New password', { exact: true }).fill('short');
  await add.getByRole('radio', { name: 'Device manager' }).check();
  await add.getByRole('button', { name: 'Add administrator' }).click();
  await add.locator('input[aria-invalid=true]').waitFor();
  await clean();
  await keepPicture(page, 'add-administrator');
  await add.getByLabel('New password', { exact: true }).fill('a long password of linus');
  await add.getByRole('button', { name: 'Add administrator' }).click();
  await row('linus').getByText('Device manager').waitFor();
  await button('Actions for linus').click();
  await page.getByRole('menuitem', { name: 'Change role or name' }).click();
  await dialog('Change role or name').getByRole('radio', { name: 'Auditor' }).check();
  await dialog('Change role or name').getByRole('button', { name: 'Save' }).click();
  await row('linus').getByText('Auditor').waitFor();
  await button('Actions for linus').click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog('Remove linus?').getByRole('button', { name: 'Remove' }).click();
  await row('linus').waitFor({ state: 'detached' });
});

test('the last administrator is not disabled, and the page says why', async () => {
  await go('/administrators');
  await button('Actions for admin').click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('alert').waitFor();
  const { items } = await fleet.api.call(listAdministrators, { query: {} });
  expect(items.find(({ userName }) => userName === 'admin')?.enabled).toBe(true);
});

test('an auditor is offered nothing that would be refused', async () => {
  await fleet.api.call(createAdministrator, { body: { ...GRACE, role: 'auditor' } });
  const hers = await stage.open();
  await hers.goto(stage.at('/sign-in?lang=en&next=/users'));
  await hers.getByLabel('User name').fill(GRACE.userName);
  await hers.getByLabel('Password', { exact: true }).fill(GRACE.password);
  await hers.keyboard.press('Enter');
  await hers.getByRole('link', { name: 'ada', exact: true }).waitFor();
  const offered = async (): Promise<string[]> => hers.getByRole('main').getByRole('button').allInnerTexts();
  expect(await offered()).not.toContain('Add user');
  expect(await hers.getByRole('button', { name: 'Actions for ada' }).count()).toBe(0);
  await hers.getByRole('link', { name: 'API tokens' }).click();
  await hers.getByRole('table', { name: 'API tokens' }).waitFor();
  expect(await offered()).not.toContain('Make a token');
  await stage.closePage(hers);
});

test('a token gets rights by their words and an end, is shown once, and is revoked', async () => {
  await go('/api-tokens');
  await button('Make a token').first().click();
  const make = dialog('Make a token');
  await make.getByLabel('Name').fill('Card office');
  await make.getByRole('button', { name: 'Make a token' }).click();
  await make.getByText('Choose at least one right.').waitFor();
  await make.getByRole('checkbox', { name: 'Read users and groups' }).check();
  await clean();
  await keepPicture(page, 'make-token');
  await make.getByRole('button', { name: 'Make a token' }).click();
  const shown = page.getByTestId('shown-once');
  await shown.filter({ hasText: /\S{16,}/ }).waitFor();
  const token = (await shown.textContent()) ?? '';
  await button('Done').click();
  const answer = await page.request.get(stage.at('/api/v1/users'), { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status()).toBe(200);
  await row('Card office').getByText('Read users and groups').waitFor();
  expect(await page.content()).not.toContain(token);
  await button('Revoke the token Card office?').click();
  await dialog('Revoke the token Card office?').getByRole('button', { name: 'Revoke' }).click();
  await row('Card office').waitFor({ state: 'detached' });
  const { items } = await fleet.api.call(listApiTokens, { query: {} });
  expect(items.map(({ name }) => name)).not.toContain('Card office');
});

test('one’s own language is kept; another session of one’s own is ended', async () => {
  const other = await stage.open();
  await stage.signIn(other);
  await go('/account');
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'English' }).click();
  await page.getByText('Your language was saved.').waitFor();
  await page
    .getByRole('button', { name: /^End the session of admin/ })
    .first()
    .click();
  await page.getByText('The session of admin has ended.').waitFor();
  await stage.closePage(other);
  await page.getByLabel('Present password', { exact: true }).fill('not the password');
  await page.getByLabel('New password', { exact: true }).fill(`${PASSWORD} anew`);
  await button('Change password').click();
  await page.locator('input[aria-invalid=true]').or(page.getByRole('alert')).first().waitFor();
});

test('the audit log is filtered by address, shows what changed, and its chain holds', async () => {
  await go('/audit?action=administrator.');
  await row('administrator.created').first().waitFor();
  expect(await row('user.created').count()).toBe(0);
  await row('administrator.created').first().getByRole('button').click();
  await page.getByRole('row', { name: /^role not there/ }).waitFor();
  await clean();
  await keepPicture(page, 'audit-change');
  await page.getByRole('link', { name: /^All about/ }).click();
  await page.waitForURL(/target=adm_/);
  await button('Verify chain').click();
  await page.getByText('The chain holds').waitFor();
  await page.getByRole('combobox', { name: 'Time' }).click();
  await page.getByRole('option', { name: 'Dates…' }).click();
  await page.getByLabel('From', { exact: true }).fill('2099-01-01');
  await page.getByText('No such entry').waitFor();
  const href = await page.getByRole('link', { name: 'Export as CSV' }).getAttribute('href');
  const csv = await (await page.request.get(stage.at(href ?? ''))).text();
  expect(csv.trim().split('\n')).toHaveLength(1);
  await button('Clear filters').click();
  await row('user.created').first().waitFor();
});

test('[B7i] a device is reported stolen: its PINs are replaced, shown once, and what still opens is named', async () => {
  await go(`/devices/${stage.station.id}`);
  await button('Actions').click();
  await page.getByRole('menuitem', { name: 'Report stolen' }).click();
  await dialog(`Report ${stage.station.name} stolen?`).getByRole('button', { name: 'Report stolen' }).click();
  const renewed = dialog('1 new PIN');
  const pin = renewed.getByRole('row', { name: /^ada Person ada \d{6,}$/ });
  await pin.waitFor();
  await renewed.getByRole('button', { name: 'Done' }).click();
  await page.getByText('PIN: replaced').waitFor();
  await page.getByText('still opens: delete it').waitFor();
  await clean();
  await keepPicture(page, 'stolen-report', true);
  const { items } = await fleet.api.call(listAudit, { query: { target: stage.station.id } });
  expect(items.some(({ action }) => action.includes('stolen'))).toBe(true);
});
