import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '@holdover/testbed/peers';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { startFakePanelTerminal, type FakePanelTerminal } from './fake-panel-terminal.ts';
import { misfitsOf } from './misfits.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/panel/', import.meta.url));

export const SMALL = { width: 800, height: 480 } as const;
/** The panels in service, and tablets held upright. */
export const SIZES = [
  SMALL,
  { width: 1_024, height: 600 },
  { width: 1_280, height: 800 },
  { width: 600, height: 1_024 },
  { width: 800, height: 1_280 },
] as const;
export type Tongue = 'en' | 'de' | 'pseudo';

/** One browser and one terminal that pretends, for all tests of a file. */
export interface PanelStage {
  readonly terminal: FakePanelTerminal;
  page(): Page;
  /** A new page on the idle screen of a terminal that was just started. */
  open(options?: StageOptions): Promise<Page>;
  /** Complaints of the page since it was opened. */
  complaints(): readonly string[];
  closePage(): Promise<void>;
  close(): Promise<void>;
}

interface StageOptions {
  readonly language?: Tongue;
  readonly world?: Readonly<Record<string, unknown>>;
  readonly context?: BrowserContextOptions;
}

const QUICK = 15;

export async function openStage(): Promise<PanelStage> {
  await mkdir(ARTEFACTS, { recursive: true });
  const [browser, terminal]: [Browser, FakePanelTerminal] = await Promise.all([
    launchChromium(),
    startFakePanelTerminal(),
  ]);
  let page: Page | null = null;
  let complaints: string[] = [];
  return {
    terminal,
    page() {
      if (page === null) throw new TypeError('No page is open');
      return page;
    },
    complaints: () => complaints,
    async open({ language = 'en', world = {}, context: more = {} } = {}) {
      await terminal.change({ reset: true });
      await terminal.change({ delayMs: QUICK, language: language === 'de' ? 'de' : 'en', ...world });
      const context = await browser.newContext({ viewport: SMALL, reducedMotion: 'reduce', ...more });
      const opened = await context.newPage();
      page = opened;
      complaints = [];
      opened.setDefaultTimeout(8_000);
      opened.on('pageerror', ({ message }) => complaints.push(message));
      opened.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
      await opened.goto(`${terminal.url}${language === 'pseudo' ? '?lang=pseudo' : ''}`);
      await opened.locator('.idle').waitFor();
      return opened;
    },
    async closePage() {
      await page?.context().close();
      page = null;
    },
    async close() {
      await browser.close();
      await terminal.close();
    },
  };
}

/** As a keyboard-wedge reader does: a few milliseconds a character, Enter at the end. */
export async function swipe(page: Page, card: string): Promise<void> {
  await page.keyboard.type(card);
  await page.keyboard.press('Enter');
}

/** By the Tab key alone, as far as round the page and back; then Space. */
export async function pressByKeyboard(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 70; presses++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      return at === document.body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '');
    });
    if (label.startsWith(name)) return page.keyboard.press('Space');
  }
  expect.unreachable(`${name} cannot be reached`);
}

export const digit = (page: Page, one: string): Locator =>
  page.locator('.keypad__keys').getByRole('button', { name: one, exact: true });

export async function pressPin(page: Page, pin: string): Promise<void> {
  for (const one of pin) await digit(page, one).click();
  await page.locator('.key--go').click();
}

export const letter = (page: Page, one: string): Locator =>
  page.locator('.kb').getByRole('button', { name: one, exact: true });

/** Nothing is cut off, lies outside or is too small, at every size; pictures of the smallest and of one held upright are kept. */
export async function expectFits(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    if (size.width <= 800 && size.height <= 1_024) {
      await page.screenshot({ path: `${ARTEFACTS}${name}-${size.width}x${size.height}.png` });
    }
    expect(await unfitting(page), `${name} ${size.width} × ${size.height}`).toEqual([]);
  }
  await page.setViewportSize(SMALL);
}

/** Where the page scrolls (large text, a small window): nothing is cut off, and it never scrolls to the side. */
export async function expectFlows(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${ARTEFACTS}${name}.png` });
  const found = (await unfitting(page)).filter((fault) => !/^(outside|small|key)/.test(fault));
  expect(found, name).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
}

export async function expectAccessible(page: Page, name: string): Promise<void> {
  const violations = await axeViolations(page);
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/**
 * A keyboard of eleven letters cannot be 64 px a key everywhere: its keys are at least 48 px both ways. The list of the service page
 * scrolls inside.
 */
async function unfitting(page: Page): Promise<string[]> {
  const found = (await misfitsOf(page)).filter((fault) => !/small: button\.kb__key|service__state/.test(fault));
  const keys = await page.locator('.kb__key').evaluateAll((all) =>
    all
      .map((key) => key.getBoundingClientRect())
      .filter(({ width, height }) => width < 48 || height < 48)
      .map(({ width, height }) => `key: ${Math.round(width)} × ${Math.round(height)}`),
  );
  return [...found, ...keys];
}
