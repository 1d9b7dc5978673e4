import { join } from 'node:path';
import {
  createDevice,
  createDeviceGroup,
  createEnrolment,
  getDevice,
  listDeviceGroups,
  listDevices,
} from '@holdover/api';
import { createSystemClock } from '@holdover/nodejs';
import { enrolTerminal } from '@holdover/terminal';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { findersOn, keepPicture, openConsoleStage, violationsOf, type ConsoleStage } from './console-stage.ts';

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-devices', [{ userName: 'ada', pin: '730186' }]);
  ({ fleet, station } = stage);
  page = await stage.open();
  await stage.signIn(page);
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

const { button, dialog, row } = findersOn(() => page);
/** Whoever is signed in opens it by its address. */
const show = (path: string) => page.goto(stage.at(path));
const addDevice = (name: string, model: 'canon' | 'other' = 'canon') =>
  fleet.api.call(createDevice, { body: { name, model } });

describe('device groups', () => {
  test('one is added, marked as a site and given several devices at once, which is taken back', async () => {
    await addDevice('Lift 1');
    await addDevice('Lift 2');
    await show('/device-groups');
    await button('Add device group').click();
    await dialog('Add device group').getByLabel('Name').fill('North');
    await dialog('Add device group').getByLabel('This group is a site').check();
    await dialog('Add device group').getByRole('button', { name: 'Add device group' }).click();
    await page.getByRole('heading', { name: 'North', exact: true }).waitFor();
    await button('Add devices').first().click();
    const adding = dialog('Add devices to North');
    await adding.getByLabel('Search devices').fill('lift');
    await adding.getByLabel('Choose all 2 shown').check();
    await adding.getByText('2 chosen').waitFor();
    await adding.getByRole('button', { name: 'Add 2 devices' }).click();
    await row('Lift 1').waitFor();
    await row('Lift 2').waitFor();
    await button('Undo').click();
    await page.getByText('No device in it yet').waitFor();
    const { items } = await fleet.api.call(listDeviceGroups, { query: { site: 'true' } });
    expect(items).toMatchObject([{ name: 'North', members: 0 }]);
  });

  test('a device of another site is named with it; the server’s reason stands beside the switch', async () => {
    const sited = await addDevice('Sited');
    const south = await fleet.api.call(createDeviceGroup, { body: { name: 'South', site: true } });
    const halls = await fleet.api.call(createDeviceGroup, { body: { name: 'Halls', site: false } });
    await show(`/devices/${sited.id}?tab=groups`);
    await page.getByRole('combobox', { name: 'Site of Sited' }).click();
    await page.getByRole('option', { name: 'South' }).click();
    await page.getByText('Sited is now in the site South.').waitFor();
    await page.getByRole('combobox', { name: 'Add to a group' }).click();
    await page.getByRole('option', { name: 'Halls' }).click();
    await page.getByRole('link', { name: 'Halls' }).click();
    await button('Edit').click();
    await dialog('Edit Halls').getByLabel('This group is a site').check();
    await dialog('Edit Halls').getByRole('button', { name: 'Save' }).click();
    await dialog('Edit Halls').getByText('Devices of this group are in another site').waitFor();
    await keepPicture(page, 'device-group-refused');
    const { deviceGroups } = await fleet.api.call(getDevice, { params: { id: sited.id } });
    expect(deviceGroups.toSorted()).toEqual([south.id, halls.id].toSorted());
  });
});

test('the list narrows by site, model and state, and the address says so', async () => {
  const west = await fleet.api.call(createDeviceGroup, { body: { name: 'West', site: true } });
  await addDevice('Canon west');
  await show(`/devices?deviceGroup=${west.id}`);
  await page.getByText('No device found').waitFor();
  await page.getByRole('combobox', { name: 'Group or site' }).click();
  await page.getByRole('option', { name: 'In no group and no site' }).click();
  await page.getByRole('combobox', { name: 'Model' }).click();
  await page.getByRole('option', { name: 'Canon' }).click();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Not enrolled' }).click();
  await row('Canon west').waitFor();
  expect(new URL(page.url()).search).toBe('?grouped=false&model=canon&link=none&active=true');
  expect(await page.getByRole('row').filter({ hasText: station.name }).count()).toBe(0);
});

test('[I1b] the dialog of a code shows its terminal arriving, step by step, without being asked', async () => {
  await show('/devices');
  await button('Add device').first().click();
  await dialog('Add device').getByLabel('Name').fill('Arriving');
  await dialog('Add device').getByRole('button', { name: 'Add device' }).click();
  const code = dialog('Enrolment code for Arriving');
  const first = (await code.getByTestId('enrolment-code').textContent()) ?? '';
  const { items } = await fleet.api.call(listDevices, { query: { q: 'Arriving' } });
  const id = items[0]?.id ?? expect.unreachable('the device was added');
  await fleet.api.call(createEnrolment, { params: { id } });
  await code.getByText('This code was voided').waitFor();
  await button('Make a new code').click();
  const second = code.getByTestId('enrolment-code');
  await second.filter({ hasNotText: first }).waitFor();
  const dataDir = join(stage.folder, 'arriving');
  const { logger } = fleet;
  await enrolTerminal({ dataDir, code: (await second.textContent()) ?? '', logger, clock: createSystemClock() });
  await code.getByText('Terminal Arriving is enrolled').waitFor();
  await code.getByText('Version 0.1.0 · key protector: Key file').waitFor();
  await keepPicture(page, 'terminal-arrives');
  await fleet.run({ id, name: 'Arriving', dataDir, printer: station.printer });
  await code.getByText('The first synchronization is confirmed').waitFor();
  await code.getByText('The link is up').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await code.getByRole('link', { name: 'Open Offline Login' }).waitFor();
  await button('Open the device').click();
  await page.getByRole('heading', { name: 'Arriving', exact: true }).waitFor();
});

test('unlocking says how often it can be done today; deactivating is taken back', async () => {
  await show(`/devices/${station.id}`);
  for (const left of ['3 unlocks are left', '2 unlocks are left']) {
    await button('Actions').click();
    await page.getByRole('menuitem', { name: 'Unlock PIN login' }).click();
    const asked = dialog(`Unlock PIN login at ${station.name}?`);
    await asked.getByText(left).waitFor();
    await asked.getByRole('button', { name: 'Unlock PIN login' }).click();
    await asked.waitFor({ state: 'hidden' });
  }
  await button('Actions').click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByText('This device is deactivated').waitFor();
  await button('Undo').click();
  await page.getByText('This device is deactivated').waitFor({ state: 'hidden' });
  expect((await fleet.api.call(getDevice, { params: { id: station.id } })).active).toBe(true);
});

test('[A3d] of a device without offline login nothing is offered that needs it', async () => {
  const { id } = await addDevice('Embedded', 'other');
  await show(`/devices/${id}?tab=offline`);
  await page.getByText('This device has no offline login.').waitFor();
  await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
  expect(await page.getByRole('tab', { name: 'Offline login' }).count()).toBe(0);
});
