import {
  getAuthentication,
  getJournalSettings,
  getLinkSettings,
  getLogging,
  getPinRisk,
  listProfiles,
} from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { findersOn, openConsoleStage, type ConsoleStage } from './console-stage.ts';

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-settings', [{ userName: 'ada', pin: '730186' }]);
  ({ fleet, station } = stage);
  page = await stage.open();
  await stage.signIn(page, '/settings/authentication');
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

const { button, dialog } = findersOn(() => page);
const show = (path: string) => page.goto(stage.at(path));
const region = (name: string) => page.getByRole('region', { name });
const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const said = (text: string | RegExp) => page.getByText(text).first().waitFor();
const apply = () => dialog('Apply new settings');
const answerApply = async (answer: 'OK' | 'Cancel') => {
  await apply().getByRole('button', { name: answer, exact: true }).click();
  await apply().waitFor({ state: 'hidden' });
};

describe('Settings › Authentication', () => {
  const stored = () => fleet.api.call(getAuthentication, {});
  const save = () => region('PINs').getByRole('button', { name: 'Save' }).click();

  test('[B9k] a length below the floor is refused with the floor, until the risk is accepted by name', async () => {
    const before = await stored();
    await field('PIN attempts at one terminal').fill('101');
    await save();
    await said('“101” is not possible. Enter a whole number from 1 to 100.');
    await field('PIN attempts at one terminal').fill('100');
    await field('Minutes until an attempt comes back').fill('1');
    await field('Digits of a new PIN, at least').fill('5');
    await page.getByLabel('Accept the risk').waitFor();
    await save();
    await said('With 1 PIN and these attempts at least 6 digits are needed. Enter 6 or more, or accept the risk.');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('Accept the risk').check();
    await save();
    expect(await apply().getByLabel('Reset all terminals').isChecked()).toBe(true);
    await answerApply('Cancel');
    expect(await stored()).toEqual(before);
    await save();
    await answerApply('OK');
    expect(await stored()).toMatchObject({ pinMinLength: 5, pinAttempts: 100, pinRefillMinutes: 1, acceptRisk: true });
    await said(/The risk was accepted by admin, .* when 6 digits were needed\./);
    await said('1 of 1 terminal has applied the newest settings.');
  });

  test('[H5c] the guess risk is a number, and what is proposed mends it', async () => {
    const { guessRisk } = await fleet.api.call(getPinRisk, {});
    expect(guessRisk.warns).toBe(true);
    await region('Guess risk').getByText('0.15%', { exact: true }).waitFor();
    await button('Use 7 digits').click();
    await region('Guess risk').getByText('As it would be with what is entered. Not saved yet.').waitFor();
    await save();
    await answerApply('OK');
    expect(await stored()).toMatchObject({ pinMinLength: 7, acceptRisk: false });
  });

  test('the hash cost is raised with a word of warning, and never lowered', async () => {
    await button('Raise the hash cost…').click();
    const raise = dialog('Raise the hash cost');
    const pins = raise.getByRole('group', { name: 'PINs' });
    await raise.getByRole('button', { name: 'Raise', exact: true }).click();
    await raise.getByText('Nothing is higher than it is now.').waitFor();
    await pins.getByLabel('Memory in KiB').fill('63');
    await raise.getByText('Not below the present 64.').waitFor();
    await pins.getByLabel('Memory in KiB').fill('128');
    await raise.getByRole('button', { name: 'Raise', exact: true }).click();
    await raise.waitFor({ state: 'hidden' });
    expect((await stored()).hashCost.pin.memoryKiB).toBe(128);
  });
});

describe('Settings › Printers & Terminals', () => {
  test('[H5c] below Offline Login stands the guess risk, and leads to where it is mended', async () => {
    await show('/settings/printers-and-terminals');
    await region('Guess risk').getByRole('link', { name: 'PIN settings' }).click();
    await page.getByRole('heading', { name: 'Settings › Authentication' }).waitFor();
    await page.goBack();
  });

  test('[A4b] days that terminals keep records are named with their limits, and applied as other settings are', async () => {
    const journal = region('Journal');
    await field('Days that booked records are kept on terminals').fill('6');
    await journal.getByRole('button', { name: 'Save' }).click();
    await said('“6” is not possible. Enter whole days from 7 to 365.');
    await field('Days that booked records are kept on terminals').fill('30');
    await journal.getByRole('button', { name: 'Save' }).click();
    await answerApply('OK');
    expect(await fleet.api.call(getJournalSettings, {})).toEqual({ keepDays: 30 });
  });

  test('[I4b] addresses of the server are taken in their order, and given back by Undo', async () => {
    const link = region('Where terminals reach the print server');
    await link.getByRole('button', { name: 'Add address' }).click();
    await field('Address 1').fill('print.example');
    await link.getByRole('button', { name: 'Save' }).click();
    await said(/^“print\.example” is no address\./);
    // Both lead back to where the terminal is, whichever it tries first.
    const [first, second] = [`127.0.0.1:${fleet.gatewayPort}`, `localhost:${fleet.gatewayPort}`];
    await field('Address 1').fill(first);
    await link.getByRole('button', { name: 'Add address' }).click();
    await field('Address 2').fill(second);
    const hasFocus = (name: string) => button(name).evaluate((it) => it === it.ownerDocument.activeElement);
    await button('Move address 1 down').press('Enter');
    await expect.poll(() => hasFocus('Move address 2 down')).toBe(true);
    await link.getByRole('button', { name: 'Save' }).click();
    await said('The addresses were saved. Terminals are being told.');
    expect((await fleet.api.call(getLinkSettings, {})).gateways).toEqual([second, first]);
    await button('Undo').click();
    await link.getByText('None: every terminal uses the address it was enrolled with.').waitFor();
    expect((await fleet.api.call(getLinkSettings, {})).gateways).toEqual([]);
  });
});

describe('System', () => {
  test('the log level counts at once, and is taken back by Undo', async () => {
    await show('/system');
    await region('Print server').getByText('Node.js').waitFor();
    await page.getByRole('combobox', { name: 'Log level' }).click();
    await page.getByRole('option', { name: 'Debug: every step' }).click();
    await said('The log level was changed.');
    expect(await fleet.api.call(getLogging, {})).toEqual({ level: 'debug' });
    await button('Undo').click();
    await expect.poll(async () => (await fleet.api.call(getLogging, {})).level).toBeNull();
  });

  test('[I4d] a second authority is prepared, and who does not trust it yet is named', async () => {
    await button('Prepare a second authority…').click();
    await dialog('Prepare a second authority?')
      .getByRole('button', { name: 'Prepare a second authority', exact: true })
      .click();
    const authority = region('Fleet authority');
    await authority.getByText('1 terminal is not known to trust the second one yet.').waitFor();
    await authority.getByRole('link', { name: station.name }).waitFor();
    expect(await button('Let the second one issue…').isDisabled()).toBe(true);
    expect(
      await authority
        .getByRole('list')
        .first()
        .evaluate((it) => it === it.ownerDocument.activeElement),
    ).toBe(true);
  });
});

describe('profiles', () => {
  test('[A2d] one without a method that works offline is warned of; one without any is not saved', async () => {
    await show('/profiles');
    await page.getByRole('link', { name: 'Default' }).click();
    await page.getByRole('link', { name: station.name }).first().waitFor();
    await page.getByLabel('PIN', { exact: true }).uncheck();
    await page.getByLabel('ID card', { exact: true }).uncheck();
    await button('Save').click();
    await said('Choose at least one login method.');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByLabel('User name and password').check();
    await said(/^Nobody can log in offline with this profile/);
  });

  test('one is copied under another name, and deleted after a question', async () => {
    await button('Copy profile').click();
    await dialog('Copy profile').getByRole('button', { name: 'Copy profile' }).click();
    await page.getByRole('heading', { name: 'Copy of Default' }).waitFor();
    await page.getByText('No device has it').waitFor();
    await button('Delete').click();
    await dialog('Delete the profile Copy of Default?').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Profiles', exact: true }).waitFor();
    expect((await fleet.api.call(listProfiles, { query: {} })).items).toHaveLength(1);
  });
});
