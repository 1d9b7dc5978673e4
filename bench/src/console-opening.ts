/// <reference lib="dom" />
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import type { Run, Series } from './benchmark.ts';
import { wentWrong, type ConsoleStage } from './console-stage.ts';

/** The processors of people's older laptops, against that of a desk. */
export const SLOWED = 6;
const KILOBYTE = 1024;

/** A page as somebody opens it who has nothing of it yet. */
export interface Opened {
  /** Script and style asked for until then, each compressed by gzip as the server sends it. */
  readonly bytes: number;
  /** From the navigation until what `ready` names is painted, in milliseconds. */
  readonly ready: number;
}

interface Opening {
  readonly url: string;
  /** What can be used once it is there. */
  readonly ready: string;
  /** Done in another page of the same browser. */
  readonly before?: (page: Page) => Promise<void>;
}

export async function openCold(browser: Browser, { url, ready, before }: Opening): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  try {
    if (before !== undefined) {
      const other = await context.newPage();
      await before(other);
      await other.close();
    }
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.clearBrowserCache');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.addInitScript(watchFor, ready);
    const seen: Response[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) seen.push(response);
    });
    const answer = await page.goto(url);
    if (answer?.ok() !== true) throw wentWrong(`nothing at ${url}; npm start builds the pages`);
    await page.locator('html[data-ready-at]').waitFor({ state: 'attached', timeout: 60_000 });
    const at = await page.evaluate(() => Number(document.documentElement.dataset['readyAt']));
    const bodies = await Promise.all(seen.slice().map((response) => response.body()));
    const sizes = bodies.map((body) => gzipSync(body).byteLength);
    return { ready: at, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } finally {
    await context.close();
  }
}

/** Of several openings: bytes against their limit, and the times. */
export function openingSeries(
  name: string,
  opened: readonly Opened[],
  most: { kilobytes: number; ms?: number },
): Series[] {
  const alone = (ours: number): Run => ({ ours, reference: null });
  return [
    {
      label: `${name}, script and style`,
      unit: 'kB gzip',
      aim: `≤ ${most.kilobytes}`,
      runs: opened.slice(0, 1).map(({ bytes }) => alone(bytes / KILOBYTE)),
    },
    {
      label: `${name}, to interactive, processor slowed ${SLOWED}×`,
      unit: 'ms',
      aim: most.ms === undefined ? '–' : `≤ ${most.ms}`,
      runs: opened.map(({ ready }) => alone(ready)),
    },
  ];
}

export async function measureConsoleOpening(stage: ConsoleStage, browser: Browser, runs: number): Promise<Series[]> {
  const signIn: Opened[] = [];
  const overview: Opened[] = [];
  for (let n = 0; n < runs; n++) {
    signIn.push(await openCold(browser, { url: stage.at('/sign-in'), ready: 'input[autocomplete=username]' }));
    overview.push(await openCold(browser, { url: stage.at('/'), ready: '#main h1', before: stage.signIn }));
  }
  const most = { kilobytes: 250 };
  return [...openingSeries('sign-in page', signIn, most), ...openingSeries('overview', overview, most)];
}

/** Runs in the page: notes when something is painted that can be used. */
function watchFor(ready: string): void {
  const watch = new MutationObserver(() => {
    if (document.querySelector(ready) === null) return;
    watch.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => (document.documentElement.dataset['readyAt'] = `${performance.now()}`)),
    );
  });
  watch.observe(document, { childList: true, subtree: true });
}
