import { getOrganisation, listAudit, listProfiles, type Activity, type Profile } from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { type ConsoleStage, findersOn, keepPicture, openConsoleStage, violationsOf } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186' };

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-devices-panel', [ADA]);
  ({ fleet, station } = stage);
});
afterAll(() => stage.close());
beforeEach(async () => {
  page = await stage.open();
});
afterEach(() => stage.closePage(page));

const signIn = (path: string) => stage.signIn(page, path);
const keep = (name: string) => keepPicture(page, name);
const violations = () => violationsOf(page);
const { button, dialog, row } = findersOn(() => page);

async function standard(): Promise<Profile> {
  const { items } = await fleet.api.call(listProfiles, {});
  const found = items.find((profile) => profile.default);
  if (found === undefined) throw new TypeError('no default profile');
  return found;
}

async function addFolder(name: string, url: string, password?: string): Promise<void> {
  await button('Add folder').click();
  const add = dialog('Add folder');
  await add.getByLabel('Name at the panel').fill(name);
  await add.getByLabel('Address').fill(url);
  if (password !== undefined) await add.locator('input[type=password]').fill(password);
  await button('Take it over').click();
  await add.waitFor({ state: 'hidden' });
}

describe('a profile', () => {
  test('[B9m] its card transformation is tried on numbers before anybody relies on it', async () => {
    await signIn('/profiles');
    await page.getByRole('link', { name: 'Default' }).click();
    await page.getByLabel('Card transformation').fill('reverse-bytes | hex-to-decimal');
    await page.getByLabel('Try it').fill('1C:3B:A2:04\n04A');
    const results = page.getByRole('status', { name: 'What becomes of them' });
    await results.getByText('77740828').waitFor();
    await results.getByText('reverse-bytes: an odd number of digits').waitFor();
    expect(await violations()).toEqual([]);
    await keep('profile');
    await page.getByLabel('Card transformation').fill('reverse');
    await results.getByText('There is no step “reverse” (character 1).').waitFor();
    expect((await standard()).cardTransformation).toBeNull();
  });

  test('[A4b] its folders are added, moved and kept without their passwords being shown; a wrong one is refused in its row', async () => {
    await signIn(`/profiles/${(await standard()).id}`);
    await page.getByLabel('Register unknown ID cards at the panel').check();
    await addFolder('Invoices', 'smb://files/invoices', 'folder-secret-1');
    await addFolder('Contracts', 'https://cloud/contracts');
    await button('Move Contracts up').click();
    await button('Save').click();
    await dialog('Apply new settings').getByRole('button', { name: 'OK' }).click();
    await page.getByRole('alert').filter({ hasText: 'Must begin with smb://.' }).waitFor();
    expect((await standard()).scanTargets).toEqual([]);
    await button('Edit Contracts').click();
    const edit = dialog('Edit folder');
    await edit.locator('input[aria-invalid=true]').waitFor();
    expect(await violations()).toEqual([]);
    await keep('scan-target');
    await edit.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'WebDAV' }).click();
    await button('Take it over').click();
    await button('Save').click();
    await dialog('Apply new settings').getByRole('button', { name: 'OK' }).click();
    await page.getByText('The profile was saved, and all terminals are being reset.').waitFor();
    expect(await standard()).toMatchObject({
      cardRegistration: true,
      scanTargets: [
        { name: 'Contracts', kind: 'webdav', hasPassword: false },
        { name: 'Invoices', kind: 'smb', hasPassword: true },
      ],
    });
    await button('Edit Invoices').click();
    expect(await dialog('Edit folder').locator('input[type=password]').inputValue()).toBe('');
    await dialog('Edit folder').getByText('Stored. Leave empty to keep it.').waitFor();
    await page.keyboard.press('Escape');
    await keep('profile-folders');
    await button('Remove Invoices').click();
    await button('Remove Contracts').click();
    await page.getByText('No folder yet.').waitFor();
  });
});

test('e-mail is saved without showing its password, and tried; what the mail server said is shown', async () => {
  await page.route('**/api/v1/settings/mail/test', (route) =>
    route.fulfill({ json: { sent: false, detail: '535 5.7.8 Authentication failed' } }),
  );
  await signIn('/settings/email');
  await page.getByLabel('Mail server').fill('mail.example.org');
  await page.getByLabel('User name').fill('scanner');
  await page.locator('input[type=password]').fill('mail-secret-1');
  await page.getByLabel('Sender').fill('scanner@example.org');
  expect(await button('Send a test e-mail').isDisabled()).toBe(true);
  await button('Save').click();
  await page.getByText('E-mail was saved.').waitFor();
  expect(await page.locator('input[type=password]').inputValue()).toBe('');
  await page.getByText('Stored. Leave empty to keep it.').waitFor();
  await page.getByLabel('Recipient').fill('ada@example.org');
  await button('Send a test e-mail').click();
  await page.getByText('535 5.7.8 Authentication failed').waitFor();
  expect(await violations()).toEqual([]);
  await keep('email');
});

test('the organisation has a language and a time zone', async () => {
  await signIn('/settings/organisation');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Atlantis');
  await page.keyboard.press('Tab');
  await button('Save').click();
  await page.locator('input[aria-invalid=true]').waitFor();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Berlin');
  await page.keyboard.press('Tab');
  await button('Save').click();
  await page.getByText('The organisation was saved.').waitFor();
  expect((await fleet.api.call(getOrganisation, {})).timeZone).toBe('Europe/Berlin');
});

test('the service PIN of a device is shown after a question, and hides again', async () => {
  await page.clock.install();
  await signIn(`/devices/${station.id}`);
  await button('Actions').click();
  await page.getByRole('menuitem', { name: 'Show service PIN' }).click();
  await dialog(`Show the service PIN of ${station.name}?`).getByRole('button', { name: 'Show' }).click();
  const shown = dialog(`Service PIN of ${station.name}`);
  await shown
    .getByTestId('shown-once')
    .filter({ hasText: /^\d{8}$/ })
    .waitFor();
  expect(await violations()).toEqual([]);
  await page.clock.fastForward(61_000);
  await shown.waitFor({ state: 'hidden' });
  const { items } = await fleet.api.call(listAudit, { query: { action: 'terminal.service-pin-shown' } });
  expect(items).toHaveLength(1);
});

test('what was scanned is not counted as printed, and every kind has its word, in both languages', async () => {
  const activity = (number: number, kind: Activity['kind'], impressions: number): Activity => ({
    id: `act_0198c1d2-0000-7000-8000-00000000000${number}` as Activity['id'],
    sessionId: 'ses_0198c1d2-0000-7000-8000-000000000001' as Activity['sessionId'],
    userId: null,
    userName: null,
    unauthenticated: false,
    deviceId: station.id,
    deviceName: station.name,
    kind,
    mode: 'online',
    project: null,
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: '2026-11-22T10:00:00.000Z',
    outcome: 'completed',
    impressions,
    sheets: 0,
    color: false,
    copies: 1,
    source: 'job',
    discarded: false,
  });
  const items = [activity(1, 'copy', 4), activity(2, 'scan', 3), activity(3, 'walk-up', 7)];
  await page.route('**/api/v1/activities?*', (route) => route.fulfill({ json: { items, nextCursor: null } }));
  await signIn('/activities');
  await row('Scan').getByText('3 pages scanned').waitFor();
  await row('Copy').getByText('4', { exact: true }).waitFor();
  await row('At the device itself').getByText('7', { exact: true }).waitFor();
  await keep('activities-of-all-kinds');
  await page.getByRole('button', { name: 'DE Deutsch' }).click();
  await row('Direkt am Druckgerät').waitFor();
  await row('Scan').getByText('3 Seiten gescannt').waitFor();
});
