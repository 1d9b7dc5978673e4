import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { startDemo, type RunningDemo } from '@holdover/demo';
import { createMemoryLogger } from '@holdover/testbed';
import { freePortRange, launchChromium } from '@holdover/testbed/peers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PORTS } from '../support/story-steps.ts';
import { openStranger, REFUSED } from './stranger.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/start-page/', import.meta.url));
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  await mkdir(ARTEFACTS, { recursive: true });
  demo = await startDemo({ portBase: await freePortRange(DEMO_PORTS), logger: createMemoryLogger() });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await demo.close();
});

async function open(
  locale: string,
  size: (typeof SIZES)[number],
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: size, reducedMotion: 'reduce', colorScheme });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(demo.url);
  await page.locator('.scene').waitFor();
  await panelOf(page).locator('.idle, .tiles').waitFor();
  return page;
}

/** The page of the device that is shown. */
const panelOf = (page: Page) => page.locator('.bezel > div:not([hidden]) iframe').contentFrame();

test('cut, log in by card, print, plug in: the records run and the pages are accounted for', async () => {
  const page = await open('en', SIZES[0]);
  await page.getByRole('button', { name: /^Send a document of Ada Lovelace/ }).click();
  await page.getByText(/^Ada Lovelace sent a document/).waitFor();
  await page.getByRole('switch').click();
  await panelOf(page)
    .getByText('Offline mode. Log in with PIN or ID card. Your pages are accounted for later.')
    .waitFor();
  await page.getByRole('button', { name: 'Hold to the reader: ID card of Ada Lovelace' }).click();
  await panelOf(page)
    .getByRole('button', { name: /^Print all/ })
    .click();
  await page.locator('.papers li').waitFor();
  await page.locator('.bead').first().waitFor();
  await page.screenshot({ path: `${ARTEFACTS}offline.png` });
  await page.getByRole('switch').click();
  await page.locator('.end', { hasText: '1 page accounted for' }).waitFor();
  await page.locator('.end', { hasText: '0 records wait' }).waitFor();
  await panelOf(page).getByRole('button', { name: 'Log out' }).click();
  await panelOf(page).locator('.idle').waitFor();
  await page.context().close();
});

test.each([
  ['en', 'light'],
  ['de', 'dark'],
] as const)('fits without scrolling in %s, %s, and has no accessibility fault of its own', async (locale, scheme) => {
  for (const size of SIZES) {
    const page = await open(locale, size, scheme);
    await page.screenshot({ path: `${ARTEFACTS}${size.width}x${size.height}-${locale}.png` });
    const inner = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { width: scrollWidth, height: scrollHeight };
    });
    expect(inner).toEqual(size);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.context().close();
  }
});

test('the panel speaks the language of the page', async () => {
  const page = await open('de', SIZES[0]);
  await panelOf(page).getByText('Halten Sie Ihre Karte an den Leser').waitFor();
  await page.context().close();
});

test('its console and its panels let themselves be framed by no other page', async () => {
  const stranger = await openStranger();
  const page = await browser.newPage();
  const { console: address, devices } = demo.description;
  for (const url of [address, ...devices.map(({ panel }) => panel)])
    expect(await stranger.frame(page, url)).toBe(REFUSED);
  await page.close();
  stranger.close();
});
