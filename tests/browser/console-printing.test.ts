import { getSpooling, getUser, listJobs, listQueues, type Activity, type Device, type User } from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { sendPages } from '../support/paper.ts';
import { type ConsoleStage, findersOn, keepPicture, openConsoleStage, violationsOf } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186' };
const PIN = 'ab12'.repeat(16);

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let ada: User;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-printing', [ADA]);
  ({ fleet, station } = stage);
  ada = stage.userOf(ADA.userName);
});
afterAll(() => stage.close());
beforeEach(async () => {
  page = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] });
});
afterEach(() => stage.closePage(page));

const signIn = (path: string) => stage.signIn(page, path);
const keep = (name: string) => keepPicture(page, name);
const violations = () => violationsOf(page);
const { button, dialog, row } = findersOn(() => page);
const send = (userName: string) => sendPages({ queueUri: fleet.server.queueUri('pull') }, userName, 2);

/** A choice in a menu of one row. */
async function choose(rowMenu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: rowMenu }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('queues', () => {
  test('one is added with a path of its name, refused with a wrong one, changed, and deleted after a question', async () => {
    await signIn('/queues');
    await button('Add queue').click();
    const add = dialog('Add queue');
    await add.getByLabel('Name', { exact: true }).fill('Büro, 2. Stock');
    expect(await add.getByLabel('Path').inputValue()).toBe('buero-2-stock');
    await add.getByLabel('Path').fill('Not a path');
    await add.getByRole('button', { name: 'Add queue' }).click();
    await add.locator('input[aria-invalid=true]').waitFor();
    expect(await violations()).toEqual([]);
    await keep('add-queue');
    await add.getByLabel('Path').fill('second-floor');
    await add.getByLabel('Direct print').check();
    await add.getByRole('combobox', { name: 'Printing device' }).fill(station.name);
    await page.getByRole('option', { name: station.name }).click();
    await add.getByRole('button', { name: 'Add queue' }).click();
    await row('Büro, 2. Stock').getByText('Direct print').waitFor();
    await row('Büro, 2. Stock').getByRole('link', { name: station.name }).waitFor();
    await choose('Actions for Büro, 2. Stock', 'Edit queue');
    expect(await dialog('Edit queue').getByLabel('Pull print').isDisabled()).toBe(true);
    await dialog('Edit queue').getByLabel('Accepts jobs').uncheck();
    await dialog('Edit queue').getByRole('button', { name: 'Save' }).click();
    await row('Büro, 2. Stock').getByText('Closed').waitFor();
    await choose('Actions for Büro, 2. Stock', 'Delete queue');
    await dialog('Delete the queue Büro, 2. Stock?').getByRole('button', { name: 'Delete' }).click();
    await row('Büro, 2. Stock').waitFor({ state: 'detached' });
    const { items } = await fleet.api.call(listQueues, { query: {} });
    expect(items.map(({ path }) => path)).toEqual(['pull']);
  });

  test('each says how a computer prints to it', async () => {
    await signIn('/queues');
    await button('How computers print to Pull print').click();
    await page.getByText(`lpadmin -p pull -E -v ${fleet.server.queueUri('pull')} -m everywhere`).waitFor();
    await button('Copy the address of Pull print').click();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(fleet.server.queueUri('pull'));
    expect(await violations()).toEqual([]);
    await keep('queue-set-up');
  });
});

describe('jobs', () => {
  test('one that comes in shows up by itself; its priority is set within limits; cancelled, it is among the finished', async () => {
    await signIn('/jobs');
    await page.getByText('No jobs wait').waitFor();
    await send('ada');
    await row('Ledger').getByText('Held').waitFor();
    await row('Ledger').getByRole('link', { name: 'ada' }).waitFor();
    await row('Ledger').getByText('Pull print').waitFor();
    await choose('Actions for “Ledger”', 'Priority');
    const priority = dialog('Priority of “Ledger”');
    await priority.getByLabel('Priority').fill('101');
    await priority.getByRole('button', { name: 'Save' }).click();
    await priority.getByText('“101” is not possible. Enter a whole number from 1 to 100.').waitFor();
    await priority.getByLabel('Priority').fill('90');
    await priority.getByRole('button', { name: 'Save' }).click();
    await priority.waitFor({ state: 'hidden' });
    expect((await fleet.api.call(listJobs, { query: {} })).items[0]?.priority).toBe(90);
    await choose('Actions for “Ledger”', 'Cancel job');
    await dialog('Cancel “Ledger”?').getByRole('button', { name: 'Cancel job' }).click();
    await row('Ledger').waitFor({ state: 'detached' });
    await page.getByText('Finished', { exact: true }).click();
    await row('Ledger').getByText('Cancelled').waitFor();
    await choose('Actions for “Ledger”', 'Delete');
    await dialog('Delete “Ledger”?').getByRole('button', { name: 'Delete' }).click();
    await row('Ledger').waitFor({ state: 'detached' });
  });

  test('[G2b] one of an unknown owner says so, and is found by no user', async () => {
    await send('somebody-new');
    await signIn('/jobs');
    await row('Ledger').getByText('Unknown: somebody-new').waitFor();
    await button('Actions for “Ledger”').click();
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Print at a device' }).count()).toBe(0);
    expect(await violations()).toEqual([]);
    await keep('job-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Owner' }).fill('ada');
    await page.getByRole('option', { name: /ada/ }).click();
    await page.getByText('No job found').waitFor();
    expect(page.url()).toContain(`userId=${ada.id}`);
    await button('Clear filters').click();
    await row('Ledger').waitFor();
    const { items } = await fleet.api.call(listJobs, { query: {} });
    await choose('Actions for “Ledger”', 'Delete');
    await dialog('Delete “Ledger”?').getByRole('button', { name: 'Delete' }).click();
    await row('Ledger').waitFor({ state: 'detached' });
    expect(items).toHaveLength(1);
  });

  test('an administrator sends one to a device: it is printed with nobody there, and accounted for to its owner', async () => {
    await send('ada');
    await signIn('/jobs');
    await choose('Actions for “Ledger”', 'Print at a device');
    const release = dialog('Print “Ledger” at a device');
    await release.getByRole('button', { name: 'Print now' }).click();
    await release.getByText('Please fill in this field.').waitFor();
    await release.getByRole('combobox', { name: 'Printing device' }).fill(station.name);
    await page.getByRole('option', { name: station.name }).click();
    await release.getByRole('button', { name: 'Print now' }).click();
    await page.getByText(`“Ledger” goes to ${station.name}.`).waitFor();
    await row('Ledger').waitFor({ state: 'detached' });
    await page.getByText('Finished', { exact: true }).click();
    await row('Ledger').getByText('Printed').waitFor();
    await row('Ledger').getByRole('link', { name: station.name }).waitFor();
    await page.getByRole('link', { name: 'Activities' }).click();
    await row('ada').getByText('Without a session').waitFor();
    await row('ada').getByText('Completed').waitFor();
  });
});

describe('the certificate of a printer', () => {
  const certificate = { pin: PIN, subject: 'CN=printer.example.org', notAfter: '2030-01-01T00:00:00.000Z' } as const;

  /** The device as the server knows it, with a printer over ipps: the virtual device speaks without TLS. */
  async function show(state: 'pending' | 'changed'): Promise<{ approved: () => unknown }> {
    let sent: unknown;
    let now: 'pending' | 'changed' | 'approved' = state;
    const over = (device: Device): Device => ({
      ...device,
      printer: {
        uri: 'ipps://printer.example.org/ipp/print',
        makeAndModel: 'Example 300',
        color: true,
        duplex: true,
        formats: ['application/pdf'],
        reportedAt: device.createdAt,
        certificate: { ...certificate, state: now },
      },
    });
    await page.route(`**/api/v1/devices/${station.id}`, async (route) => {
      const device = (await (await route.fetch()).json()) as Device; // the server's own answer
      await route.fulfill({ json: over(device) });
    });
    await page.route(`**/api/v1/devices/${station.id}/approve-certificate`, async (route) => {
      sent = route.request().postDataJSON();
      now = 'approved';
      const answer = await page.request.get(stage.at(`/api/v1/devices/${station.id}`));
      await route.fulfill({ json: over((await answer.json()) as Device) }); // the server's own answer
    });
    await signIn(`/devices/${station.id}`);
    return { approved: () => sent };
  }

  test('is approved after a look at its fingerprint', async () => {
    const { approved } = await show('pending');
    await page.getByText('The certificate of this printer waits for approval').waitFor();
    await button('Approve certificate').click();
    const approve = dialog('Approve certificate');
    expect(await approve.getByTestId('fingerprint').textContent()).toBe(
      Array.from({ length: 16 }, () => 'AB12').join(' '),
    );
    await approve.getByText('From then on the terminal prints to this device only while it shows this key.').waitFor();
    expect(await violations()).toEqual([]);
    await keep('approve-certificate');
    await approve.getByRole('button', { name: 'Approve certificate' }).click();
    await page.getByText('Approved', { exact: true }).waitFor();
    expect(approved()).toEqual({ pin: PIN });
    expect(await button('Approve certificate').count()).toBe(0);
  });

  test('that is another than the approved one is an alert', async () => {
    await show('changed');
    await page.getByRole('alert').filter({ hasText: 'Another certificate than the approved one' }).waitFor();
    expect(await violations()).toEqual([]);
    await keep('certificate-changed');
  });
});

test('a server that may not look for printers says so', async () => {
  await signIn('/devices');
  await button('Add device').click();
  await button('Find printers').click();
  await page.getByText('Finding printers is switched off at this print server.').waitFor();
});

test('spooling is saved within its limits, and what is beyond them is refused beside its field', async () => {
  await signIn('/settings/printers-and-terminals');
  const hours = page.getByLabel('Keep waiting jobs for, in hours');
  const save = page.getByRole('region', { name: 'Spooling' }).getByRole('button', { name: 'Save' });
  await hours.fill('0');
  await save.click();
  await page.getByText('“0” is not possible. Enter a whole number from 1 to 8,760.').waitFor();
  expect((await fleet.api.call(getSpooling, {})).retentionHours).toBe(24);
  await hours.fill('48');
  await save.click();
  await page.getByText('Spooling was saved.').waitFor();
  expect((await fleet.api.call(getSpooling, {})).retentionHours).toBe(48);
});

test('a password to print with is set, never shown, and removed', async () => {
  const stored = async (): Promise<boolean> =>
    (await fleet.api.call(getUser, { params: { id: ada.id } })).password === 'local';
  await signIn(`/users/${ada.id}?tab=password`);
  await button('Set password').click();
  const set = dialog('Set password');
  await set.locator('input').fill('short');
  await set.getByRole('button', { name: 'Set password' }).click();
  await set.locator('input[aria-invalid=true]').waitFor();
  await set.locator('input').fill('a password to print');
  await set.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('A password is set').waitFor();
  expect(await stored()).toBe(true);
  await button('Remove password').click();
  await dialog('Remove the password of ada?').getByRole('button', { name: 'Remove password' }).click();
  await page.getByText('No password', { exact: true }).waitFor();
  expect(await stored()).toBe(false);
});

test('[F7b] pages that nothing explains are shown as unauthenticated, in both languages', async () => {
  const unexplained = {
    id: 'act_0198c1d2-0000-7000-8000-000000000001',
    sessionId: null,
    userId: null,
    userName: null,
    unauthenticated: true,
    deviceId: station.id,
    deviceName: station.name,
    kind: 'print',
    mode: 'online',
    project: null,
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: '2026-11-22T10:00:00.000Z',
    outcome: 'completed',
    impressions: 17,
    sheets: 9,
    color: false,
    copies: 1,
    source: 'device',
    discarded: false,
  };
  await page.route('**/api/v1/activities?*', (route) =>
    route.fulfill({ json: { items: [unexplained satisfies Record<keyof Activity, unknown>], nextCursor: null } }),
  );
  await signIn('/activities');
  await row(station.name).getByText('Unauthenticated').waitFor();
  await page.getByRole('button', { name: 'DE Deutsch' }).click();
  await row(station.name).getByText('Ohne Anmeldung').waitFor();
});
