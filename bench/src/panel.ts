/// <reference lib="dom" />
import { Fault, seconds } from '@holdover/kernel';
import { launchChromium, waitUntil } from '@holdover/testbed/peers';
import type { Browser, Page } from 'playwright-core';
import type { Fleet, Station, StationRunning } from '../../tests/support/fleet.ts';
import type { Benchmark, Run } from './benchmark.ts';
import { ADA, startProductionFleet, synchronizedStation } from './offline-station.ts';
import { quantile } from './statistics.ts';

const CACHED = 100;
/** The processors of touch panels, against that of a desk. */
const SLOWED = 6;
const LATER_LOGINS = 3;

/**
 * What a person waits for: from the tap on the last key to the home screen painted, in Chromium with the processor slowed, right after
 * the link stopped passing bytes (C2), and again at the logins after that.
 */
export const panel: Benchmark = {
  name: 'panel',
  unit: 'ms',
  aim: 'p95 ≤ 2000',
  figure: (values) => quantile(values, 0.95),
  async measure({ dir, quick }) {
    const fleet = await startProductionFleet(dir);
    const browser = await launchChromium();
    try {
      const station = await synchronizedStation(fleet, CACHED);
      const visits: Visit[] = [];
      for (let n = 0; n < (quick ? 3 : 30); n++) visits.push(await cutAndVisit(fleet, station, browser));
      return [
        { label: 'first login after the cut', runs: visits.map(({ first }) => ours(first)) },
        { label: 'later logins', aim: 'p95 ≤ 600', runs: visits.flatMap(({ later }) => later.map(ours)) },
        { label: 'page open to first key', aim: 'p95 ≤ 1500', runs: visits.map(({ opened }) => ours(opened)) },
      ];
    } finally {
      await browser.close();
      await fleet.close();
    }
  },
};

/** In milliseconds. */
interface Visit {
  readonly opened: number;
  readonly first: number;
  readonly later: readonly number[];
}

const ours = (taken: number): Run => ({ ours: taken, reference: null });

async function cutAndVisit(fleet: Fleet, station: Station, browser: Browser): Promise<Visit> {
  fleet.cable.set(true);
  const running = await fleet.run(station);
  const context = await browser.newContext({ viewport: { width: 800, height: 480 }, hasTouch: true });
  try {
    await waitUntil('the link to stand', () => running.terminal.link() === 'online', seconds(60));
    const page = await context.newPage();
    const opened = await openSlowed(page, running);
    fleet.cable.set(false);
    const first = await logIn(page, running);
    const later: number[] = [];
    for (let n = 0; n < LATER_LOGINS; n++) later.push(await logIn(page, running));
    return { opened, first, later };
  } finally {
    await context.close();
    await running.terminal.close();
  }
}

/** @returns from navigation to a keypad that can be touched, by the page's own clock */
async function openSlowed(page: Page, { terminal }: StationRunning): Promise<number> {
  await page.addInitScript(watchScreens);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const answer = await page.goto(terminal.panelUrl);
  if (answer?.ok() !== true) throw wentWrong('there is no panel page; npm start builds it');
  await page.locator('.keypad').waitFor();
  return page.evaluate(() => Number(document.documentElement.dataset['keypadAt']));
}

/** Types Ada's PIN by touch and logs out again. @returns from the last tap to the home screen, by the page's own clock */
async function logIn(page: Page, { panel: api }: StationRunning): Promise<number> {
  for (const digit of ADA.pin) {
    await page.locator('.keypad__keys').getByRole('button', { name: digit, exact: true }).tap();
  }
  await page.locator('.key--go').tap();
  await page.locator('html[data-home-at]').waitFor({ state: 'attached', timeout: seconds(20) });
  const taken = await page.evaluate(() => {
    const { homeAt, goAt } = document.documentElement.dataset;
    delete document.documentElement.dataset['homeAt'];
    return Number(homeAt) - Number(goAt);
  });
  const { session } = await api.state();
  if (session?.mode !== 'offline') throw wentWrong('the session is not one from the cache');
  await page.locator('.button--logout').tap();
  await page.locator('.keypad').waitFor();
  return taken;
}

/** Runs in the page: notes when the last key was touched, and when a screen was painted that had not been there. */
function watchScreens(): void {
  const notes = (): DOMStringMap => document.documentElement.dataset;
  let shown = '';
  const painted = (note: (at: number) => void): void => {
    requestAnimationFrame(() => setTimeout(() => note(performance.now())));
  };
  addEventListener(
    'pointerdown',
    ({ target }) => {
      if (target instanceof Element && target.closest('.key--go') !== null) notes()['goAt'] = `${performance.now()}`;
    },
    true,
  );
  new MutationObserver(() => {
    const now = document.querySelector('.tiles') !== null ? 'home' : document.querySelector('.keypad') ? 'keypad' : '';
    if (now === shown) return;
    shown = now;
    if (now === 'home') painted((at) => (notes()['homeAt'] = `${at}`));
    if (now === 'keypad') painted((at) => (notes()['keypadAt'] ??= `${at}`));
  }).observe(document, { childList: true, subtree: true });
}

function wentWrong(message: string): Fault {
  return new Fault({ owner: 'environment', code: 'panel-not-measured', message });
}
