import { join } from 'node:path';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { startServer, type RunningServer } from '@holdover/server';
import { enrolTerminal, startTerminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { freePort, launchChromium, scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { createVirtualDevice } from '@holdover/virtual-device';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { QUICK_HASHING } from '../support/fleet.ts';
import { createKeyboard, type Keyboard } from './console-keyboard.ts';
import { PASSWORD } from './console-stage.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const NAME = 'Branch Görlitz';

const folder = scratchFolder('console-keyboard');
const closers = createClosers();
const logger = createMemoryLogger();
const [clock, entropy] = [createSystemClock(), createSystemEntropy()];
let server: RunningServer;
let browser: Browser;
let page: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  const [gatewayPort, enrolmentPort] = [await freePort(), await freePort()];
  [browser, server] = await Promise.all([
    launchChromium(),
    startServer({
      dataDir: join(folder.path, 'server'),
      listen: LOOPBACK,
      gateway: { ...LOOPBACK, port: gatewayPort },
      enrolment: { ...LOOPBACK, port: enrolmentPort },
      advertise: { host: LOOPBACK.host, gatewayPort, enrolmentPort },
      plainHttp: true,
      hashing: QUICK_HASHING,
      logger,
      clock,
      entropy,
    }),
  ]);
  closers.add(() => server.close());
  closers.add(() => browser.close());
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  keyboard = await createKeyboard(page);
});
afterAll(async () => {
  await closers.closeAll();
  folder.remove();
});

/** The device's terminal, as it is enrolled by a code that was read from the page. */
async function startDevice(code: string): Promise<void> {
  const dataDir = join(folder.path, 'terminal');
  await enrolTerminal({ dataDir, code, logger, clock });
  const printer = await createVirtualDevice({
    model: 'generic',
    name: NAME,
    ipp: LOOPBACK,
    out: join(folder.path, 'paper'),
    logger,
    clock,
    entropy,
  });
  closers.add(() => printer.close());
  const terminal = await startTerminal({
    dataDir,
    printer: printer.uri,
    panel: LOOPBACK,
    ipp: LOOPBACK,
    logger,
    clock,
    entropy,
  });
  closers.add(() => terminal.close());
}

const heading = (name: string) => page.getByRole('heading', { name, exact: true });

test('from the first visit to people who can log in offline, with nothing but a keyboard', async () => {
  await page.goto(String(server.setUpUrl));
  await heading('Set up Holdover').waitFor();
  await keyboard.type('grace');
  await keyboard.reach('textbox', 'Password');
  await keyboard.type(PASSWORD);
  await keyboard.reach('textbox', 'Password again');
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');

  await keyboard.reach('textbox', 'Name of the organisation');
  await keyboard.type('Example');
  await keyboard.press('Enter');

  await keyboard.reach('textbox', 'Name');
  await keyboard.type(NAME);
  await keyboard.press('Enter');
  const code = page.getByTestId('enrolment-code');
  await code.filter({ hasText: /\S{40,}/ }).waitFor();
  await startDevice((await code.textContent()) ?? '');
  await page.getByText('The overview shows what is left to do until the first offline login.').waitFor();
  await keyboard.reach('link', 'To the overview');
  await keyboard.press('Enter');
  await heading('Overview').waitFor();

  for (const userName of ['ada', 'ben']) {
    await keyboard.reach('link', 'Users');
    await keyboard.press('Enter');
    await heading('Users').waitFor();
    await keyboard.reach('button', 'Add user');
    await keyboard.press('Enter');
    await keyboard.reach('textbox', 'User name');
    await keyboard.type(userName);
    await keyboard.press('Enter');
    await page.getByRole('tab', { name: 'PINs' }).waitFor();
  }
  await keyboard.reach('button', 'Generate PIN');
  await keyboard.press('Enter');
  await page
    .getByTestId('shown-once')
    .filter({ hasText: /^\d{6,}$/ })
    .waitFor();
  await keyboard.reach('button', 'Done');
  await keyboard.press('Enter');

  await keyboard.reach('link', 'Printers & Terminals');
  await keyboard.press('Enter');
  await heading('Offline Login').waitFor();
  await keyboard.reach('button', /^User Synchronization/);
  await keyboard.press('Enter');
  await keyboard.reach('switch', /^Enabled/);
  await keyboard.press('Space');
  await keyboard.reach('button', 'Add row');
  await keyboard.press('Enter');
  await keyboard.reach('combobox', 'Printing devices');
  await keyboard.type(NAME);
  await page.getByRole('option', { name: NAME }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.reach('combobox', 'Users');
  await keyboard.type('ben');
  await page.getByRole('option', { name: /ben/ }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.reach('button', 'OK');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await keyboard.reach('button', 'Save');
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Apply new settings' }).waitFor();
  await keyboard.reach('button', 'OK');
  await keyboard.press('Enter');
  await page.getByText('1 of 1 terminal has applied the newest settings.').waitFor();

  const { items } = await (await page.request.get(new URL('/api/v1/devices', page.url()).href)).json();
  const path = `/api/v1/devices/${String(items[0].id)}/offline-users`;
  await waitUntil('the terminal to hold ben', async () => {
    const held = await (await page.request.get(new URL(path, page.url()).href)).json();
    return held.items.some((user: { userName: string }) => user.userName === 'ben');
  });
  expect(await keyboard.faults()).toEqual([]);
});
