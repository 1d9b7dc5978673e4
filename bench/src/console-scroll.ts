/// <reference lib="dom" />
import type { CDPSession, Page } from 'playwright-core';
import type { Series } from './benchmark.ts';
import { wentWrong, type ConsoleStage } from './console-stage.ts';
import { quantile } from './statistics.ts';

/** What one reads past in a hurry, in pixels: a tenth of 10,000 rows a gesture, at the speed of a flung wheel. */
const DISTANCE = 30_000;
const PIXELS_A_SECOND = 6_000;
/** Frames that people see stand still, in milliseconds (RAIL: 50 ms). */
const STANDS_STILL = 50;

/** The frames of one gesture, by the page's own clock. */
interface Scrolled {
  readonly frames: number;
  readonly long: number;
  readonly longest: number;
  /** The longest task of the page's main thread by the processor's time, which other programs of the machine leave alone. */
  readonly task: number;
  readonly rows: number;
}

/** Lists scrolled by a wheel, and in turn a page as high with nothing on it. */
export async function measureScrolling(stage: ConsoleStage, page: Page, rounds: number): Promise<Series[]> {
  const devtools = await page.context().newCDPSession(page);
  const series: Series[] = [];
  for (const path of ['/users', '/devices']) {
    const runs: { ours: Scrolled; reference: Scrolled }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const ours = await scrollList(stage, page, devtools, path);
      const reference = await scrollNothing(stage, page, devtools);
      if (round > 0) runs.push({ ours, reference });
    }
    const of = (label: string, unit: string, value: (one: Scrolled) => number): Series => ({
      label: `${path} scrolled ${DISTANCE} px: ${label}`,
      unit,
      aim: '–',
      runs: runs.map(({ ours, reference }) => ({ ours: value(ours), reference: value(reference) })),
    });
    // Counts that may be nought, of which there is no ratio.
    const count = (label: string, whose: 'ours' | 'reference', value: (one: Scrolled) => number): Series => ({
      ...of(label, 'frames', value),
      runs: runs.map((run) => ({ ours: value(run[whose]), reference: null })),
    });
    const long = ({ long: frames }: Scrolled): number => frames;
    series.push(
      of('frames', 'frames', ({ frames }) => frames),
      count(`frames over ${STANDS_STILL} ms`, 'ours', long),
      count(`frames over ${STANDS_STILL} ms of the empty page`, 'reference', long),
      of('longest frame', 'ms', ({ longest }) => longest),
      { ...of('longest task, processor time', 'ms', ({ task }) => task), aim: `≤ ${STANDS_STILL} ms` },
      { ...count('rows passed', 'ours', ({ rows }) => rows), unit: 'rows' },
    );
  }
  return series;
}

async function scrollList(stage: ConsoleStage, page: Page, devtools: CDPSession, path: string): Promise<Scrolled> {
  await page.goto(stage.at(path));
  await page.locator('[data-row-link]').first().waitFor();
  const scrolled = await scroll(page, devtools);
  const rows = await page.evaluate(() =>
    Math.max(
      ...Array.from(document.querySelectorAll<HTMLElement>('[data-index]'), ({ dataset }) => Number(dataset['index'])),
    ),
  );
  if (rows < 100) throw wentWrong(`${path} did not scroll: row ${rows} is the last that was drawn`);
  return { ...scrolled, rows };
}

async function scrollNothing(stage: ConsoleStage, page: Page, devtools: CDPSession): Promise<Scrolled> {
  await page.goto(stage.at('/icon.svg'));
  await page.goto('about:blank');
  await page.evaluate((height) => {
    document.body.style.height = `${height}px`;
  }, DISTANCE * 2);
  return { ...(await scroll(page, devtools)), rows: 0 };
}

async function scroll(page: Page, devtools: CDPSession): Promise<Omit<Scrolled, 'rows'>> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const note = (at: number): void => {
      frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    Object.assign(globalThis, { frames });
  });
  const tasks = await traceTasks(devtools);
  await devtools.send('Input.synthesizeScrollGesture', {
    x: 640,
    y: 500,
    yDistance: -DISTANCE,
    speed: PIXELS_A_SECOND,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
  const task = await tasks();
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames); // put there above
  const taken = frames.slice(1).map((at, n) => at - (frames[n] ?? at));
  return {
    frames: taken.length,
    long: taken.filter((length) => length > STANDS_STILL).length,
    longest: Math.max(...taken),
    task,
  };
}

/** @returns ends the trace and gives the longest task of the thread that runs scripts, in milliseconds of the processor */
async function traceTasks(devtools: CDPSession): Promise<() => Promise<number>> {
  const events: TraceEvent[] = [];
  const note = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[])); // as the protocol has them
  devtools.on('Tracing.dataCollected', note);
  const includedCategories = ['toplevel', 'devtools.timeline'];
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories } });
  return async () => {
    const complete = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()));
    await devtools.send('Tracing.end');
    await complete;
    devtools.off('Tracing.dataCollected', note);
    const main = events.find(({ name }) => name === 'FireAnimationFrame')?.tid;
    const times = events
      .filter(({ tid, name }) => tid === main && name.endsWith('RunTask'))
      .map(({ tdur = 0 }) => tdur);
    return Math.max(0, ...times) / 1_000;
  };
}

/** https://chromium.googlesource.com/catapult: durations in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly tid: number;
  readonly tdur?: number;
}

/** From the last key of a word in the search field until the rows that have it are painted, in milliseconds. */
export async function measureSearch(stage: ConsoleStage, page: Page, words: readonly string[]): Promise<Series[]> {
  await page.goto(stage.at('/users'));
  await page.locator('[data-row-link]').first().waitFor();
  const taken: number[] = [];
  for (const word of words) {
    const field = page.locator('main input').first();
    await field.fill('');
    await page.waitForFunction(() => !location.search.includes('q='));
    await page.evaluate(watchSearch, word);
    await field.pressSequentially(word, { delay: 60 });
    await page.waitForFunction(() => document.documentElement.dataset['foundAt'] !== undefined);
    taken.push(
      await page.evaluate(() => {
        const { foundAt, keyAt } = document.documentElement.dataset;
        delete document.documentElement.dataset['foundAt'];
        return Number(foundAt) - Number(keyAt);
      }),
    );
  }
  return [0.5, 0.95].map((share) => ({
    label: `search as one types: last key to rows, p${share * 100}`,
    unit: 'ms',
    aim: '≤ 600 ms',
    runs: [{ ours: quantile(taken, share), reference: null }],
  }));
}

/** Runs in the page: notes the last key, and when every row that is shown has the word. */
function watchSearch(word: string): void {
  const notes = document.documentElement.dataset;
  addEventListener('keydown', () => (notes['keyAt'] = `${performance.now()}`), true);
  const watch = new MutationObserver(() => {
    const rows = [...document.querySelectorAll('[data-index]')];
    const last = document.querySelector('main input');
    const typed = last instanceof HTMLInputElement ? last.value : '';
    if (typed !== word || rows.length === 0) return;
    if (!rows.every(({ textContent }) => textContent?.toLowerCase().includes(word) === true)) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => (notes['foundAt'] = `${performance.now()}`)));
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
}
