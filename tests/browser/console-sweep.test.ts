import { getDevice } from '@holdover/api';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPicture, openConsoleStage, violationsOf, type ConsoleStage } from './console-stage.ts';
import { makeTroubles, type Troubles } from './console-sweep-answers.ts';
import { ADA, fillForSweep, type SweepData } from './console-sweep-data.ts';
import { faultsToTheEye, plainTexts } from './console-sweep-looks.ts';
import { GATES, MISSING, visitsOf, type Visit } from './console-sweep-pages.ts';
import { show } from './console-sweep-walk.ts';

/*
 * Every page of the console and its dialogs, over a fleet with something on each, for axe, for the eye, for errors.
 * Usually each is seen three times, so that every language, scheme and size has had every page: English, light, 1280 × 800;
 * German, dark, 1920 × 1080; the pseudo-language on a telephone, and once more at 320 px. `HOLDOVER_SWEEP=all`: every
 * language in each scheme in each size, which takes minutes.
 */
interface Lane {
  readonly language: 'en' | 'de' | 'pseudo';
  readonly scheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

const LANGUAGES = ['en', 'de', 'pseudo'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;
const USUALLY: readonly Lane[] = [
  { language: 'en', scheme: 'light', ...SIZES[0] },
  { language: 'de', scheme: 'dark', ...SIZES[1] },
  { language: 'pseudo', scheme: 'light', ...SIZES[2] },
];
const ALL: readonly Lane[] = LANGUAGES.flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => SIZES.map((size) => ({ language, scheme, ...size }))),
);
const everything = process.env['HOLDOVER_SWEEP'] === 'all';
const LANES = everything ? ALL : USUALLY;
const OPENED = ':is([role=dialog], [role=menu])';
/** WCAG 2.2, 1.4.10: nobody has to scroll in two directions at this width. */
const REFLOW = { width: 320, height: 640 };
/** Of a walk, on a machine with much else to do. */
const WALK_MILLISECONDS = everything ? 1_800_000 : 300_000;

let stage: ConsoleStage;
let data: SweepData;
let troubles: Troubles;
/** How the dialogs of a page are opened in any language: which button, then which item of its menu. */
const openers = new Map<string, readonly number[]>();

beforeAll(async () => {
  stage = await openConsoleStage('console-sweep', [ADA]);
  const filled = await fillForSweep(stage);
  troubles = makeTroubles(await stage.fleet.api.call(getDevice, { params: { id: stage.station.id } }));
  data = { ...filled, review: troubles.reviewItem };
});
afterAll(() => stage.close());

interface Walk {
  readonly lane: Lane;
  readonly page: Page;
  readonly complaints: string[];
}

async function begin(lane: Lane): Promise<Walk> {
  const { language, scheme, width, height } = lane;
  const page = await stage.open({ viewport: { width, height }, colorScheme: scheme });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: console: ${message.text()}`);
  });
  await troubles.tell(page);
  await stage.signIn(page, '/', language);
  return { lane, page, complaints };
}

async function look({ lane, page, complaints }: Walk, name: string): Promise<void> {
  const { language, scheme, width, height } = lane;
  const narrow = width === SIZES[2].width;
  const add = (found: readonly string[], where = ''): void =>
    void complaints.push(...found.map((text) => `${name} ${language} ${scheme} ${width}${where}: ${text}`));
  add(await faultsToTheEye(page));
  await keepPicture(page, `${name}-${language}-${scheme}-${width}`, narrow);
  if (!narrow || everything) add(await violationsOf(page));
  if (language === 'pseudo') add(await plainTexts(page), ' not in the pseudo-language');
  if (!narrow) return;
  await page.setViewportSize(REFLOW);
  add(await faultsToTheEye(page), ` at ${REFLOW.width} px`);
  await page.setViewportSize({ width, height });
}

async function walkPages(walk: Walk): Promise<void> {
  for (const { name, path } of [...visits(), MISSING]) {
    if (await comes(walk, name, () => show(walk.page, path))) await look(walk, name);
  }
}

async function walkDialogs(walk: Walk): Promise<void> {
  for (const { name, path, dialogs = [] } of visits()) {
    if (dialogs.length === 0 || !(await comes(walk, name, () => show(walk.page, path)))) continue;
    for (const [number, steps] of dialogs.entries()) {
      const dialog = `${name}-dialog-${number + 1}`;
      if (!(await comes(walk, dialog, () => open(walk, dialog, steps)))) continue;
      await look(walk, dialog);
      await walk.page.keyboard.press('Escape');
      await walk.page.locator(OPENED).waitFor({ state: 'detached' });
    }
  }
}

/** What does not come is a complaint like others; the walk goes on. */
async function comes({ lane, page, complaints }: Walk, name: string, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    const shown = (await page.locator('body').innerText()).replaceAll('\n', ' ').slice(-300);
    complaints.push(`${name} ${lane.language} did not come: ${String(error)}, but ${shown}`);
    return false;
  }
}

/** In English by what it is called; elsewhere the same button again. */
async function open({ lane, page }: Walk, dialog: string, steps: readonly string[]): Promise<void> {
  const known = openers.get(dialog);
  const pressed: number[] = [];
  for (const [step, name] of steps.entries()) {
    const kind = step === 0 ? '#main button' : '[role=menuitem]';
    const all = page.locator(kind);
    const named = page.getByRole(step === 0 ? 'button' : 'menuitem', { name, exact: true }).first();
    const number = known?.[step];
    const button = number === undefined ? named : all.nth(number);
    await button.waitFor();
    if (lane.language === 'en') pressed.push(await indexIn(kind, named));
    await button.click();
  }
  if (lane.language === 'en') openers.set(dialog, pressed);
  await page
    .locator(steps.length === 1 ? OPENED : '[role=dialog]')
    .first()
    .waitFor();
}

async function indexIn(all: string, one: Locator): Promise<number> {
  return one.evaluate((element, kind) => [...document.querySelectorAll(kind)].indexOf(element), all);
}

const visits = (): readonly Visit[] => Object.values(visitsOf(data)).flat();

test('every route of the console is in the sweep', async () => {
  const page = await stage.open();
  await page.goto(stage.at('/sign-in'));
  await page.locator('h1').waitFor();
  const routes = await page.evaluate(() => Object.keys(window.__TSR_ROUTER__.routesByPath));
  expect(routes.toSorted()).toEqual([...Object.keys(visitsOf(data)), ...Object.keys(GATES)].toSorted());
  await stage.closePage(page);
});

test(
  'no page and no dialog has a fault: for axe, for the eye, for the browser',
  async () => {
    const [first, ...others] = await Promise.all(LANES.map(begin));
    if (first === undefined) return expect.unreachable();
    const walks = [first, ...others];
    await Promise.all(walks.map(walkPages));
    await walkDialogs(first);
    await Promise.all(others.map(walkDialogs));
    expect(walks.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const { page } of walks) await stage.closePage(page);
  },
  WALK_MILLISECONDS,
);

test('nor has what is seen without being signed in', async () => {
  const complaints: string[] = [];
  for (const lane of LANES) {
    const { language, scheme, width, height } = lane;
    const page = await stage.open({ viewport: { width, height }, colorScheme: scheme });
    for (const { name, path } of Object.values(GATES)) {
      await page.goto(stage.at(`${path}?lang=${language}`));
      await page.locator('h1').waitFor();
      await look({ lane, page, complaints }, name);
    }
    await stage.closePage(page);
  }
  expect(complaints).toEqual([]);
});
