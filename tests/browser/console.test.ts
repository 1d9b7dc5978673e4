import { getOfflineLogin, listUsers, offlineUsers } from '@holdover/api';
import { waitUntil } from '@holdover/testbed/peers';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { keepPicture, openConsoleStage, PASSWORD, violationsOf, type ConsoleStage } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };
const BEN = { userName: 'ben', pin: '482915' };

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console', [ADA, BEN]);
  ({ fleet, station } = stage);
});
afterAll(() => stage.close());
beforeEach(async () => {
  page = await stage.open();
});
afterEach(() => stage.closePage(page));

const signIn = (path = '/', language: 'en' | 'de' | 'pseudo' = 'en') => stage.signIn(page, path, language);
const keep = (name: string) => keepPicture(page, name);
const violations = () => violationsOf(page);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string) => page.getByRole('dialog', { name });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });

describe('signing in', () => {
  test('a wrong password is refused in words, the right one leads where one wanted to go', async () => {
    await page.goto(stage.at('/users?lang=en'));
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await button('Sign in').click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Sign in').click();
    await heading('Users').waitFor();
    expect(page.url()).toContain('/users');
  });

  test('an address of somebody else is no place to go after signing in', async () => {
    await page.goto(stage.at('/sign-in?lang=en&next=//example.org/'));
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await button('Sign in').click();
    await heading('Overview').waitFor();
  });

  test('signing out closes the pages', async () => {
    await signIn();
    await button('Signed in as admin').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading('Sign in').waitFor();
    await page.goto(stage.at('/users'));
    await heading('Sign in').waitFor();
  });
});

describe('users', () => {
  test('a new user gets a generated PIN, shown once', async () => {
    await signIn('/users');
    await button('Add user').first().click();
    await dialog('Add user').getByLabel('User name').fill('');
    await dialog('Add user').getByRole('button', { name: 'Add user' }).click();
    await dialog('Add user').locator('[aria-invalid=true]').first().waitFor();
    await dialog('Add user').getByLabel('User name').fill('clara');
    await dialog('Add user').getByLabel('Full name').fill('Clara Example');
    await dialog('Add user').getByRole('button', { name: 'Add user' }).click();
    await heading('Clara Example').waitFor();
    await button('Generate PIN').click();
    const shown = page.getByTestId('shown-once');
    await shown.filter({ hasText: /^\d{6,}$/ }).waitFor();
    const pin = (await shown.textContent()) ?? '';
    await button('Done').click();
    await page.getByText('PIN with 6 digits').waitFor();
    await page.reload();
    await page.getByText('PIN with 6 digits').waitFor();
    expect(await page.content()).not.toContain(pin);
  });

  test('a PIN the rules refuse is refused beside its field', async () => {
    await signIn('/users?q=ben');
    await page.getByRole('link', { name: 'ben' }).click();
    await page.getByRole('tab', { name: 'PINs' }).click();
    await button('Set PIN').click();
    await dialog('Set PIN').locator('input').fill('111111');
    await dialog('Set PIN').getByRole('button', { name: 'Set PIN' }).click();
    await dialog('Set PIN').locator('input[aria-invalid=true]').waitFor();
    expect(await dialog('Set PIN').locator('.mantine-InputWrapper-error').textContent()).not.toBe('');
  });

  test('disabling can be undone', async () => {
    await signIn('/users?q=ben');
    await page.getByRole('link', { name: 'ben' }).click();
    await button('Disable').click();
    await button('Enable').waitFor();
    await button('Undo').click();
    await button('Disable').waitFor();
    const { items } = await fleet.api.call(listUsers, { query: { q: 'ben' } });
    expect(items[0]?.enabled).toBe(true);
  });

  test('the page says where a person can log in offline', async () => {
    await signIn('/users?q=ada');
    await page.getByRole('link', { name: 'ada' }).click();
    await page.getByRole('tab', { name: 'Offline login' }).click();
    await heading('Where can this person log in offline?').waitFor();
    await page.getByRole('link', { name: station.name, exact: true }).waitFor();
  });
});

describe('devices', () => {
  test('a new device gets an enrolment code, as text and as a picture', async () => {
    await signIn('/devices');
    await button('Add device').first().click();
    await dialog('Add device').getByLabel('Name').fill('Branch Görlitz');
    await dialog('Add device').getByRole('button', { name: 'Add device' }).click();
    await dialog('Enrolment code for Branch Görlitz').waitFor();
    const code = page.getByTestId('enrolment-code');
    await code.filter({ hasText: /\S{40,}/ }).waitFor();
    await page.getByRole('img', { name: 'QR code of the enrolment code' }).waitFor();
    expect(await violations()).toEqual([]);
    await keep('enrolment-code');
  });

  test('[A3d] a device of the model other says in plain words that it has no offline login', async () => {
    await signIn('/devices');
    await button('Add device').first().click();
    await dialog('Add device').getByLabel('Name').fill('Old device');
    await dialog('Add device').getByRole('combobox', { name: 'Model' }).click();
    await page.getByRole('option', { name: /^Other/ }).click();
    await dialog('Add device').getByRole('button', { name: 'Add device' }).click();
    await dialog('Enrolment code for Old device').getByRole('button', { name: 'Open the device' }).click();
    await heading('Old device').waitFor();
    expect(await page.getByText('This device has no offline login.').count()).toBeGreaterThan(0);
  });

  test('the link of a device changes by itself', async () => {
    await signIn('/devices');
    const row = page.getByRole('row', { name: station.name });
    await row.getByText('Online').waitFor();
    fleet.cable.set(false);
    await row.getByText('Away').waitFor({ timeout: 60_000 });
    fleet.cable.set(true);
    await row.getByText('Online').waitFor({ timeout: 60_000 });
  });
});

describe('Settings › Printers & Terminals › Offline Login', () => {
  const PATH = '/settings/printers-and-terminals';
  const stored = () => fleet.api.call(getOfflineLogin, {});
  const hours = () => page.getByRole('textbox', { name: 'Cache user credentials for hours' });
  const save = () => page.getByRole('region', { name: 'Offline Login' }).getByRole('button', { name: 'Save' });

  test('the fixed texts stand in both languages, letter for letter', async () => {
    await signIn(PATH);
    await heading('Settings › Printers & Terminals').waitFor();
    await heading('Offline Login').waitFor();
    await page.getByText('Enabled', { exact: true }).waitFor();
    await page.getByText('Cache user credentials for', { exact: true }).waitFor();
    await button('DE Deutsch').click();
    await heading('Einstellungen › Drucker und Terminals').waitFor();
    await heading('Offline-Anmeldung').waitFor();
    await page.getByText('Benutzeranmeldedaten für', { exact: true }).waitFor();
    await page.getByText('Stunden zwischenspeichern', { exact: true }).waitFor();
    await button(/^Benutzer-Synchronisierung/).click();
    const sync = dialog('Offline-Anmeldung – Benutzersynchronisierung');
    await sync.getByText('Aktualisierungsintervall (in Stunden)').waitFor();
    await sync.getByRole('heading', { name: 'Zu synchronisierende Druckgeräte und Benutzer' }).waitFor();
    expect(await violations()).toEqual([]);
    await keep('user-synchronization-de');
  });

  test.each(['0', '721', 'x'])(
    '[A1d] cacheHours %s is refused beside the field, and no dialog opens',
    async (value) => {
      const before = await stored();
      await signIn(PATH);
      await hours().fill(value);
      await save().click();
      await page
        .getByText(
          value === 'x'
            ? '“x” is not a whole number of hours. Enter 1 to 720.'
            : `${value} hours are not possible. Enter 1 to 720.`,
        )
        .waitFor();
      expect(await hours().getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await stored()).toEqual(before);
      await keep(`refused-${value}`);
    },
  );

  test('[A1d] an interval above the cache hours is refused in the dialog, beside the field', async () => {
    await signIn(PATH);
    await button(/^User Synchronization/).click();
    const sync = dialog('Offline Login – User Synchronization');
    await sync.getByLabel('Update interval (in hours)').fill('73');
    await sync.getByRole('button', { name: 'OK' }).click();
    await sync
      .getByText('The update interval of 73 hours must not be above the 72 hours for which credentials are cached.')
      .waitFor();
    await sync.getByRole('button', { name: 'Cancel' }).click();
    await sync.waitFor({ state: 'hidden' });
    expect(await save().isDisabled()).toBe(true);
  });

  test('[A4b] Cancel of Apply new settings stores nothing; OK stores, and Reset all terminals is selected', async () => {
    const before = await stored();
    await signIn(PATH);
    await hours().fill('48');
    await save().click();
    const apply = dialog('Apply new settings');
    expect(await apply.getByLabel('Reset all terminals').isChecked()).toBe(true);
    await keep('apply-new-settings');
    await apply.getByRole('button', { name: 'Cancel' }).click();
    await apply.waitFor({ state: 'hidden' });
    expect(await stored()).toEqual(before);
    await save().click();
    await apply.getByRole('button', { name: 'OK' }).click();
    await apply.waitFor({ state: 'hidden' });
    expect((await stored()).cacheHours).toBe(48);
    await page.getByText('1 of 1 terminal has applied the newest settings.').waitFor();
    await waitUntil('the terminal to hold everybody again', async () => {
      const { items } = await fleet.api.call(offlineUsers, { params: { id: station.id } });
      return items.some(({ userName }) => userName === 'ada');
    });
  });

  test('rows are added, chosen by search, moved by buttons and by dragging, and kept through both dialogs', async () => {
    await signIn(PATH);
    await button(/^User Synchronization/).click();
    const sync = dialog('Offline Login – User Synchronization');
    await sync
      .getByText(/of 100 places used/)
      .first()
      .waitFor();
    await sync.getByRole('button', { name: 'Add row' }).click();
    await sync.getByRole('button', { name: 'OK' }).click();
    await sync.getByText('Choose at least one printing device or device group.').waitFor();
    const row = sync.getByRole('group', { name: 'Row 2' });
    await row.getByRole('combobox', { name: 'Printing devices' }).fill(station.name);
    await page.getByRole('option', { name: station.name }).click();
    await row.getByRole('combobox', { name: 'Users' }).fill('ada');
    await page.getByRole('option', { name: /ada/ }).click();
    await row.getByLabel('Rank by use').check();
    const ranked = (number: number) =>
      sync
        .getByRole('group', { name: `Row ${number}` })
        .getByLabel('Rank by use')
        .isChecked();
    await sync.getByRole('button', { name: 'Move row 2 up' }).click();
    expect([await ranked(1), await ranked(2)]).toEqual([true, false]);
    await sync.locator('[draggable=true]').first().dragTo(sync.getByRole('listitem').nth(1));
    expect([await ranked(1), await ranked(2)]).toEqual([false, true]);
    await sync.locator('[draggable=true]').nth(1).dragTo(sync.getByRole('listitem').first());
    await keep('user-synchronization');
    await sync.getByRole('button', { name: 'OK' }).click();
    await sync.waitFor({ state: 'hidden' });
    await save().click();
    await dialog('Apply new settings').getByRole('button', { name: 'OK' }).click();
    await dialog('Apply new settings').waitFor({ state: 'hidden' });
    const { assignments } = (await stored()).userSync;
    expect(assignments.map(({ rankByUse }) => rankByUse)).toEqual([true, false]);
    expect(assignments[0]?.devices).toEqual([station.id]);
  });
});
