import { getUser, listGroups, listImports, listUsers, listPins } from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet } from '../support/fleet.ts';
import { type ConsoleStage, findersOn, keepPicture, openConsoleStage } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };
const HEADER = 'USERNAME,FULLNAME,EMAIL,PINS,CARDS,GROUPS,LANGUAGE,ENABLED';

let stage: ConsoleStage;
let fleet: Fleet;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-directory', [ADA]);
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

async function pickFile(...lines: string[]): Promise<void> {
  const buffer = Buffer.from([HEADER, ...lines, ''].join('\n'));
  await page.locator('input[type=file]').setInputFiles({ name: 'users.csv', mimeType: 'text/csv', buffer });
}

describe('imports', () => {
  test('a file is shown as what it would change, stores nothing, and is then applied; bad rows are named', async () => {
    await go('/users');
    await page.getByRole('link', { name: 'Import CSV' }).click();
    const sample = page.getByRole('link', { name: 'Download a sample file' });
    expect(await sample.getAttribute('href')).toMatch(/^blob:/);
    await pickFile('dora,Dora,,,,Sales,de,true', 'emil,Emil,,,,,xx,true', `${ADA.userName},Ada Lovelace,,,,,,`);
    await button('Preview').click();
    await page.getByRole('heading', { name: 'Nothing has been stored yet' }).waitFor();
    await page.getByRole('row', { name: /^3 LANGUAGE Is none of the possible values/ }).waitFor();
    await row('dora').getByText('Added').waitFor();
    await row('ada').getByText('full name').waitFor();
    expect((await fleet.api.call(listUsers, { query: { q: 'dora' } })).items).toEqual([]);
    await clean();
    await keepPicture(page, 'import-preview', true);
    await button('Apply').click();
    await page.getByText('From a file.').waitFor();
    await page.getByRole('main').getByText('Done', { exact: true }).waitFor();
    expect((await fleet.api.call(listUsers, { query: { q: 'dora' } })).items).toHaveLength(1);
    await page.getByRole('link', { name: 'Imports' }).first().click();
    await row('Previewed').waitFor();
    expect((await fleet.api.call(listImports, { query: {} })).items).toHaveLength(2);
  });
});

describe('users', () => {
  test('an address of nobody says so, and leads to the list', async () => {
    for (const nobody of ['nobody', 'usr_01a20643-1940-7a95-afd5-69c65429ac30']) {
      await go(`/users/${nobody}`);
      await page.getByRole('heading', { name: 'There is no such user' }).waitFor();
      await clean();
      await page.getByRole('main').getByRole('link', { name: 'Users' }).click();
      await row('ada').waitFor();
    }
  });

  test('one is disabled from the list and that is undone; filters live in the address', async () => {
    await go('/users');
    await button('Actions for ada').click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await row('ada').getByText('Disabled').waitFor();
    await button('Undo').click();
    await row('ada').getByText('Enabled').waitFor();
    await go('/users?enabled=false');
    await page.getByText('Nobody found').waitFor();
    await button('Clear filters').click();
    await row('ada').waitFor();
  });

  test('a temporary PIN ends by itself and is shown once', async () => {
    const { id } = stage.userOf('ada');
    await go(`/users/${id}?tab=pins`);
    await button('Temporary PIN').click();
    const lend = dialog('Temporary PIN');
    await lend.getByLabel('Ends').fill('2020-01-01T00:00');
    await lend.getByRole('button', { name: 'Generate PIN' }).click();
    await lend.getByText('Choose a time that is still to come.').waitFor();
    await lend.getByLabel('Ends').fill('2036-05-01T12:00');
    await lend.getByRole('button', { name: 'Generate PIN' }).click();
    await page.getByTestId('shown-once').filter({ hasText: /^\d+$/ }).waitFor();
    await button('Done').click();
    const { items } = await fleet.api.call(listPins, { params: { id } });
    expect(items.map(({ expiresAt }) => expiresAt?.slice(0, 7) ?? null)).toEqual(['2036-05', null]);
  });

  test('deleting says before what becomes of what is theirs', async () => {
    const { id } = stage.userOf('ada');
    await go(`/users/${id}`);
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete user' }).click();
    const ask = dialog('Delete ada?');
    await ask.getByText('1 ID card is deleted.').waitFor();
    await ask.getByText('1 terminal forgets this person', { exact: false }).waitFor();
    await clean();
    await ask.getByRole('button', { name: 'Cancel' }).click();
    expect((await fleet.api.call(getUser, { params: { id } })).userName).toBe('ada');
  });
});

test('a group is put into a group, and taken out again', async () => {
  await go('/groups');
  for (const name of ['Branch', 'Region']) {
    await button('Add group').click();
    await dialog('Add group').getByLabel('Name').fill(name);
    await dialog('Add group').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name }).waitFor();
  }
  await button('Groups in Region').click();
  await page.getByRole('combobox', { name: 'Put a group into Region' }).fill('Branch');
  await page.getByRole('option', { name: 'Branch' }).click();
  await button('Take Branch out of Region').waitFor();
  await page.getByText('In Region', { exact: false }).waitFor();
  await clean();
  const inside = async (): Promise<number | undefined> =>
    (await fleet.api.call(listGroups, { query: {} })).items.find(({ name }) => name === 'Region')?.groups.length;
  expect(await inside()).toBe(1);
  await button('Take Branch out of Region').click();
  await page.getByText('Holds no group yet').waitFor();
  expect(await inside()).toBe(0);
});

test('a directory that does not answer says so step by step, and nothing of it is imported', async () => {
  await go('/user-sources');
  await page.getByRole('link', { name: 'Add a directory' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Head office');
  await button('Active Directory').click();
  expect(await page.getByLabel('User name', { exact: true }).inputValue()).toBe('sAMAccountName');
  await page.getByLabel('Address', { exact: true }).fill('not an address');
  await page.getByLabel('Base DN', { exact: true }).fill('dc=example,dc=org');
  await button('Save').click();
  await page.locator('input[aria-invalid=true]').first().waitFor();
  await page.getByLabel('Address', { exact: true }).fill('ldap://127.0.0.1:9');
  await button('Save').click();
  await page.getByRole('heading', { name: 'Head office' }).waitFor();
  await button('Test').click();
  await page.getByText('Nothing answers at that address and port.').waitFor();
  await clean();
  await keepPicture(page, 'user-source-test', true);
  await button('Synchronize now').click();
  await page.getByRole('alert').filter({ hasText: 'Nothing answers at that address and port.' }).waitFor();
  await page.getByRole('log').getByText('Connecting to 127.0.0.1', { exact: false }).waitFor();
});
