import { join } from 'node:path';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { startServer, type RunningServer } from '@holdover/server';
import { enrolTerminal, runTerminal, type TerminalProgram } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { freePort, launchChromium, scratchFolder } from '@holdover/testbed/peers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QUICK_HASHING } from '../support/fleet.ts';
import { PASSWORD, violationsOf } from './console-stage.ts';

const local = { host: '127.0.0.1', port: 0 };
const scratch = scratchFolder('set-up');
const logger = createMemoryLogger();

let browser: Browser;
let server: RunningServer;
let page: Page;
let terminal: TerminalProgram | undefined;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), start()]);
  page = await open('Europe/Vienna');
});
afterAll(async () => {
  await browser.close();
  await terminal?.close();
  await server.close();
  scratch.remove();
});

function start(): Promise<RunningServer> {
  return startServer({
    dataDir: join(scratch.path, 'server'),
    listen: local,
    gateway: local,
    enrolment: local,
    plainHttp: true,
    hashing: QUICK_HASHING,
    logger,
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
}
async function open(timezoneId?: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...(timezoneId === undefined ? {} : { timezoneId }),
  });
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  return opened;
}
const button = (name: string) => page.getByRole('button', { name, exact: true });
const link = (name: string) => page.getByRole('link', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const field = (name: string) => page.getByLabel(name, { exact: true });
const setUpLink = (): string => String(server.setUpUrl);

async function administrator(password: string): Promise<void> {
  await field('User name of the administrator').fill('grace');
  await field('Password').fill(password);
  await field('Password again').fill(PASSWORD);
  await button('Next').click();
}

test('a link that is none is refused in words, and what is wrong is said before the server is asked', async () => {
  await page.goto(`${setUpLink().replace(/=.*/, '=')}${'a'.repeat(43)}`);
  await administrator('short');
  await page.getByText('The two passwords differ.').waitFor();
  await administrator(PASSWORD);
  await page.getByText('This link is not valid').waitFor();
});

test('the one-time link makes the administrator; an interrupted set-up goes on where it was', async () => {
  await page.goto('about:blank');
  await page.goto(setUpLink());
  await administrator(PASSWORD);
  await field('Name of the organisation').waitFor();
  expect(page.url()).not.toContain('token');
  await page.reload();
  await field('Name of the organisation').fill('Example');
  expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Vienna');
  await button('Next').click();
  await field('Name').waitFor();

  // Another browser, another day: the link is used, and signing in leads back.
  const first = page;
  page = await open();
  await page.goto(setUpLink());
  await link('Sign in').click();
  await field('User name').fill('grace');
  await field('Password').fill(PASSWORD);
  await button('Sign in').click();
  await link('Go on with the set-up').click();
  expect(await field('Name of the organisation').inputValue()).toBe('Example');
  await page.context().close();
  page = first;
});

test('sample data comes on request, shows its PINs once, and goes again', async () => {
  await button('Add sample data').click();
  const people = page.getByRole('region', { name: 'Made-up people with PINs and ID cards' });
  await people
    .getByText(/^\d{6,}$/)
    .first()
    .waitFor();
  expect(await people.getByRole('row').count()).toBe(6);
  expect(await violationsOf(page)).toEqual([]);
  await page.reload();
  await page.getByText('5 made-up people').waitFor();
  expect(await people.count()).toBe(0);
  await button('Remove sample data').click();
  await button('Remove').click();
  await button('Add sample data').waitFor();
});

test('the first device gets a code; its terminal’s panel says so, comes alive, and is seen to arrive', async () => {
  const dataDir = join(scratch.path, 'terminal');
  const printer = 'ipp://127.0.0.1:9/ipp/print';
  const options = { dataDir, printer, panel: { ...local, port: await freePort() }, ipp: local, logger };
  const panel = await open();
  terminal = await runTerminal(options, {
    awaiting: (url) => void panel.goto(url),
    started: () => undefined,
  });
  await panel.getByText('Devices › Enrolment code').waitFor();
  expect(await violationsOf(panel)).toEqual([]);

  await button('Add device').click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await field('Name').fill('2nd floor');
  await button('Add device').click();
  const code = await page.getByTestId('enrolment-code').textContent();
  await enrolTerminal({ dataDir, code: code ?? '', logger });
  await panel.getByText('2nd floor').first().waitFor();
  await page.getByText('The first synchronization is confirmed').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await link('To the overview').click();
  await heading('Overview').waitFor();
});
