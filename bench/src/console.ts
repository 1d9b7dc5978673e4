import { launchChromium } from '@holdover/testbed/peers';
import type { Browser } from 'playwright-core';
import type { Benchmark, Series } from './benchmark.ts';
import { measureConsoleOpening, openCold, openingSeries, type Opened } from './console-opening.ts';
import { measureScrolling, measureSearch } from './console-scroll.ts';
import { openConsoleStage } from './console-stage.ts';
import { startProductionFleet, synchronizedStation } from './offline-station.ts';

/** As they come in a directory: many found, few, one. */
const WORDS = ['hoff', 'fischer', 'abauer7', 'çelik', 'karim', 'jansen', 'kkoch1', 'dubois', 'garcía', 'ivanov'];

/** What an administrator waits for: pages that open, long lists that scroll, words that find. */
export const console: Benchmark = {
  name: 'console',
  unit: 'ms',
  aim: '–',
  async measure({ dir, quick }) {
    const browser = await launchChromium();
    const stage = await openConsoleStage(
      dir,
      quick ? { users: 5_000, devices: 2_000 } : { users: 100_000, devices: 10_000 },
    );
    try {
      const rounds = quick ? 1 : 5;
      const opening = await measureConsoleOpening(stage, browser, rounds);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      await stage.signIn(page);
      const search = await measureSearch(stage, page, quick ? WORDS.slice(0, 3) : WORDS);
      const scrolling = await measureScrolling(stage, page, rounds);
      await context.close();
      return [...opening, ...(await measurePanel(browser, dir, rounds)), ...scrolling, ...search];
    } finally {
      await browser.close();
      await stage.close();
    }
  },
};

/** The panel as `panel` measures it, with nothing kept from before. */
async function measurePanel(browser: Browser, dir: string, runs: number): Promise<Series[]> {
  const fleet = await startProductionFleet(dir);
  try {
    const { terminal } = await fleet.run(await synchronizedStation(fleet, 1));
    const opened: Opened[] = [];
    for (let n = 0; n < runs; n++) opened.push(await openCold(browser, { url: terminal.panelUrl, ready: '.keypad' }));
    await terminal.close();
    return openingSeries('panel', opened, { kilobytes: 120, ms: 1_500 });
  } finally {
    await fleet.close();
  }
}
