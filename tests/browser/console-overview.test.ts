import { patchUser, type Alert, type Outage, type User } from '@holdover/api';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fleet, StationRunning } from '../support/fleet.ts';
import { type ConsoleStage, findersOn, openConsoleStage } from './console-stage.ts';

const ADA = { userName: 'ada', pin: '730186' };
const HOUR = 3_600_000;

let stage: ConsoleStage;
let fleet: Fleet;
let station: StationRunning;
let ada: User;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-overview', [ADA]);
  ({ fleet, station } = stage);
  ada = stage.userOf(ADA.userName);
  page = await stage.open();
  await stage.signIn(page);
});
afterAll(async () => {
  await stage.closePage(page);
  await stage.close();
});

const go = (path: string) => page.goto(stage.at(path));
const { button, row } = findersOn(() => page);
const link = (name: string | RegExp) => page.getByRole('link', { name });
const answers = (path: string, items: (query: URLSearchParams) => readonly unknown[]) =>
  page.route(`**/api/v1/${path}?*`, (route) =>
    route.fulfill({ json: { items: items(new URL(route.request().url()).searchParams), nextCursor: null } }),
  );

test('a person and a device are picked, and the sentence changes by itself when the person is disabled', async () => {
  await go('/explain');
  await page.getByText('Who, and where?').waitFor();
  await page.getByRole('combobox', { name: 'Person' }).fill('ada');
  await page.getByRole('option', { name: 'Person ada (ada)' }).click();
  await page.getByRole('combobox', { name: 'Printing device' }).fill(station.name);
  await page.getByRole('option', { name: station.name }).click();
  await page.getByRole('heading', { name: `Person ada can log in at ${station.name} offline.` }).waitFor();
  await page.getByText('By PIN', { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe(`?user=${ada.id}&device=${station.id}`);
  await fleet.api.call(patchUser, { params: { id: ada.id }, body: { enabled: false } });
  await page.getByRole('heading', { name: `Person ada cannot log in at ${station.name} offline.` }).waitFor();
  await page.getByText('The user is disabled.').waitFor();
  await link('Open the user').click();
  await button('Enable').click();
  await button('Disable').waitFor();
});

test('numbers and the map follow the fleet, and open the lists behind them', async () => {
  await go('/');
  await page.getByText('5 of 6 done').waitFor();
  await link(`${station.name}: Online`).waitFor();
  await station.terminal.close();
  await link('1 Away').waitFor();
  await link(`${station.name}: Away`).click();
  await page.getByRole('heading', { name: station.name }).waitFor();
  await page.goBack();
  await link('1 Away').click();
  await row(station.name).waitFor();
  expect(new URL(page.url()).search).toBe('?link=away&active=true');
});

test('outages are drawn, are a table too, and how far back is in the address', async () => {
  const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
  const outage = (until: string | null): Outage =>
    ({
      deviceId: station.id,
      deviceName: 'Branch',
      terminalId: 'trm_01a206dd-0001-7b7c-b005-000000000001',
      from: ago(5),
      until,
    }) as Outage; // ids of a real kind
  await answers('outages', (query) =>
    Date.parse(query.get('from') ?? '') < Date.now() - 6 * 24 * HOUR ? [outage(null), outage(ago(2))] : [],
  );
  await go('/');
  await page.getByText('No outage in the last 24 hours.').waitFor();
  await page.getByText('7 days', { exact: true }).click();
  await page.getByText(/^2 outages, .+ in all, away since /).waitFor();
  expect(new URL(page.url()).search).toBe('?outages=7d');
  await button('Show as table').click();
  await row('Branch').filter({ hasText: 'lasts' }).waitFor();
  await row('Branch').filter({ hasText: '3 hrs' }).waitFor();
  await page.reload();
  await button('Show as chart').waitFor();
  expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
});

test('an alert says what it means and what to do, and is dismissed; one that ends by itself is not', async () => {
  const alert = (kind: Alert['kind'], number: number): Alert =>
    ({
      id: `alr_01a206dd-0001-7b7c-b005-00000000000${number}`,
      kind,
      deviceId: station.id,
      deviceName: station.name,
      terminalId: null,
      detail: '',
      raisedAt: new Date(Date.now() - HOUR).toISOString(),
      clearedAt: null,
    }) as Alert; // ids of a real kind
  let standing = [alert('pin-walking', 1), alert('device-offline-alone', 2)];
  const [walking] = standing;
  await answers('alerts', () => standing);
  await page.route('**/api/v1/alerts/*/dismiss', (route) => {
    standing = standing.slice(1);
    return route.fulfill({ json: { ...walking, clearedAt: new Date().toISOString() } });
  });
  await go('/alerts');
  await row('Away while its neighbours are there').waitFor();
  expect(await page.getByRole('button', { name: /^Dismiss/ }).count()).toBe(1);
  await page.getByRole('button', { name: /^PINs are being tried, / }).click();
  await page.getByText('A hundred unknown PINs came from this terminal within a day.').waitFor();
  await button(`Dismiss: PINs are being tried, ${station.name}`).click();
  await row('PINs are being tried').waitFor({ state: 'detached' });
  await row('Away while its neighbours are there').waitFor();
  await page.getByText('Over', { exact: true }).click();
  await page.waitForURL('**/alerts?state=cleared');
});
