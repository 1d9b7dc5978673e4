import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '@holdover/testbed/peers';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { ANNA, startFakePanelTerminal, type FakePanelTerminal } from './fake-panel-terminal.ts';
import { misfitsOf } from './misfits.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/panel/', import.meta.url));

const SMALL = { width: 800, height: 480 } as const;
/** The panels in service, a tablet held upright. */
const SIZES = [
  SMALL,
  { width: 600, height: 1024 },
  { width: 1024, height: 600 },
  { width: 1280, height: 800 },
] as const;

let browser: Browser;
let terminal: FakePanelTerminal;
let context: BrowserContext | undefined;
let page: Page;

beforeAll(async () => {
  await mkdir(ARTEFACTS, { recursive: true });
  [browser, terminal] = await Promise.all([launchChromium(), startFakePanelTerminal()]);
});
afterAll(async () => {
  await browser.close();
  await terminal.close();
});

/** Logged in, with the card reader of the panel. */
async function open(language: string, link: 'online' | 'offline'): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport: SMALL, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await terminal.change({ reset: true });
  const messages = link === 'offline' ? [{ code: 'offline-mode' }] : [];
  await terminal.change({ language: language === 'de' ? 'de' : 'en', idleSeconds: 600, link, messages });
  await page.goto(`${terminal.url}${language === 'pseudo' ? '?lang=pseudo' : ''}`);
  await page.locator('.idle').waitFor();
  await page.keyboard.type(ANNA.card);
  await page.keyboard.press('Enter');
  await page.locator('.tiles').waitFor();
}

const TASK = {
  id: 'act_0198c1d2-0000-7000-8000-000000000077',
  kind: 'scan',
  state: 'scanning',
  pages: 0,
  impressions: 0,
  impressionsExpected: null,
  reason: null,
  canRetry: false,
  previews: 0,
  target: { id: 'stg_0198c1d2-0000-7000-8000-000000000001', kind: 'smb', name: 'Accounts payable' },
};
const COPY = { kind: 'copy', target: null, pages: 3, impressions: 2, impressionsExpected: 6 };
const MANY = { pages: 9, previews: 9 };

/** The screens that differ in more than words; axe takes its time. */
const JUDGED = new Set([
  'copy',
  'copies',
  'targets',
  'scan',
  'task-scanning',
  'task-go-on',
  'task-failed',
  'task-done',
  'unlock',
  'unlocked',
  'home-strips',
]);

type Face = { readonly state?: string } & Readonly<Partial<Record<Exclude<keyof typeof TASK, 'state'>, unknown>>>;

/** Every face a task has; each in another state than the one before, so that it is known when it is there. */
const TASKS: Readonly<Record<string, Face>> = {
  'task-first': {},
  'task-next-page': { state: 'more', pages: 1, previews: 1 },
  'task-scanning': MANY,
  'task-go-on': { ...MANY, state: 'more', reason: 'attention' },
  'task-jam': { ...MANY, state: 'scanning', reason: 'feeder-jam' },
  'task-delivering': { ...MANY, state: 'delivering' },
  'task-failed': { ...MANY, state: 'failed', reason: 'target-unreachable', canRetry: true },
  'task-printing': { ...COPY, state: 'printing' },
  'task-not-trusted': { ...MANY, state: 'failed', reason: 'target-not-trusted', canRetry: true },
  'task-paper': { ...COPY, state: 'printing', reason: 'paper' },
  'task-disk-full': { pages: 3, state: 'failed', reason: 'disk-full' },
  'task-done': { ...COPY, state: 'done', impressions: 6 },
  'task-limit': { ...COPY, state: 'failed', reason: 'offline-page-limit', canRetry: true },
  'task-held': { pages: 3, state: 'held', target: { id: 'me', kind: 'me', name: '' } },
  'task-cancelled': { pages: 3, state: 'cancelled' },
};

describe.each(['en', 'de', 'pseudo'])('every screen in %s', (language) => {
  test.each(['online', 'offline'] as const)('fits every panel %s and has no accessibility fault', async (link) => {
    const faults: string[] = [];
    // Colours and names change with neither size, language nor link.
    const first = language === 'en' && link === 'online';
    // The band takes of the height, and is felt where there is least of it.
    const sizes = link === 'online' ? SIZES : [SMALL];
    const keep = async (name: string): Promise<void> => {
      for (const size of sizes) {
        await page.setViewportSize(size);
        const where = `${name}-${size.width}x${size.height}-${language}-${link}`;
        for (const misfit of await misfitsOf(page)) faults.push(`${where}: ${misfit}`);
        if (size === SMALL && link === 'online') await page.screenshot({ path: `${ARTEFACTS}${where}.png` });
      }
      await page.setViewportSize(SMALL);
      if (!first || !JUDGED.has(name)) return;
      for (const { id, nodes } of await axeViolations(page)) faults.push(`${name}: ${id} ${nodes[0]?.html ?? ''}`);
    };
    await open(language, link);
    await showSetUps(keep);
    for (const [name, task] of Object.entries(TASKS)) {
      await terminal.change({ tasks: [{ ...TASK, ...task }] });
      if (name === 'task-first') {
        await page.locator('.strip').waitFor();
        await keep('home-strip');
        await page.locator('.strip').click();
      }
      await page.locator(`.task--${task.state ?? TASK.state}`).waitFor();
      await keep(name);
    }
    await showUnlock(keep);
    expect(faults).toEqual([]);
  });
});

test('large text flows in one column of the screen, and nothing is beside it', async () => {
  await open('pseudo', 'offline');
  const wide: string[] = [];
  const keep = async (name: string): Promise<void> => {
    const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (sticksOut) wide.push(name);
  };
  for (const size of ['125', '150']) {
    await page.locator('.knob--text-size').click();
    await page.locator(`html[data-text='${size}']`).waitFor();
  }
  await showSetUps(keep);
  await terminal.change({ tasks: [{ ...TASK, ...TASKS['task-failed'] }] });
  await page.locator('.strip').click();
  await page.locator('.task--failed').waitFor();
  await keep('task');
  expect(wide).toEqual([]);
});

type Keep = (name: string) => Promise<void>;
const goBack = (): Promise<void> => page.locator('.visit-header .button--plain').click();

async function showSetUps(keep: Keep): Promise<void> {
  await page.locator('.tile').nth(2).click();
  await page.locator('.set-up').waitFor();
  await keep('copy');
  await page.locator('.copies__number').click();
  await page.locator('.pad').waitFor();
  await keep('copies');
  await page.keyboard.press('Escape');
  await page.locator('.picker').click();
  await page.getByRole('alertdialog').waitFor();
  await keep('sizes');
  await page.keyboard.press('Escape');
  await goBack();
  await page.locator('.tile').nth(3).click();
  await page.locator('.targets').waitFor();
  await keep('targets');
  await page.locator('.target').nth(2).click();
  await page.locator('.set-up').waitFor();
  await keep('scan');
  await goBack();
  await goBack();
  await page.locator('.tiles').waitFor();
}

async function showUnlock(keep: Keep): Promise<void> {
  await terminal.change({ tasks: [] });
  await goBack();
  await page.locator('.tile').nth(4).click();
  await page.locator('.unlock').waitFor();
  await keep('unlock');
  await terminal.change({ unlocked: { impressions: 12 }, tasks: [{ ...TASK, ...TASKS['task-paper'] }] });
  await page.locator('.unlock--yours').waitFor();
  await keep('unlocked');
  await goBack();
  await page.locator('.strip').nth(1).waitFor();
  await keep('home-strips');
}
