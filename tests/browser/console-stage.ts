import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { User } from '@holdover/api';
import { launchChromium, scratchFolder } from '@holdover/testbed/peers';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { startFleet, type Fleet, type Person, type StationRunning } from '../support/fleet.ts';
import { axeViolations } from './axe-violations.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/console/', import.meta.url));
export const PASSWORD = 'a password of the tests';
const USUAL = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce' } as const;

/** One browser, and the console before a fleet with one device, for all tests of a file. */
export interface ConsoleStage {
  readonly fleet: Fleet;
  /** Runs, and has everybody. */
  readonly station: StationRunning;
  /** Gone when the stage is closed. */
  readonly folder: string;
  /** One of the people that were asked for. */
  userOf(userName: string): User;
  at(path: string): string;
  /** A browser of its own. Whatever throws or breaks the content policy is a complaint. */
  open(options?: BrowserContextOptions): Promise<Page>;
  signIn(page: Page, path?: string, language?: 'en' | 'de' | 'pseudo'): Promise<void>;
  /** Fails for complaints. */
  closePage(page: Page): Promise<void>;
  close(): Promise<void>;
}

export async function openConsoleStage(name: string, people: readonly Person[]): Promise<ConsoleStage> {
  await mkdir(ARTEFACTS, { recursive: true });
  const folder = scratchFolder(name);
  const [browser, fleet] = await Promise.all([launchChromium(), startFleet({ dir: folder.path })]);
  const users: User[] = [];
  for (const person of people) users.push(await fleet.addPerson(person));
  const station = await fleet.run(await fleet.addStation('kyocera'));
  await fleet.synchronize([station], people);
  const complaints = new WeakMap<Page, string[]>();
  const at = (path: string): string => new URL(path, fleet.server.consoleUrl).href;
  return {
    fleet,
    station,
    folder: folder.path,
    at,
    userOf(userName) {
      const found = users.find((user) => user.userName === userName);
      return found ?? expect.unreachable(`${userName} was not asked for`);
    },
    async open(options = {}) {
      const page = await (await browser.newContext({ ...USUAL, ...options })).newPage();
      page.setDefaultTimeout(15_000);
      const heard: string[] = [];
      complaints.set(page, heard);
      page.on('pageerror', ({ message }) => heard.push(message));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) heard.push(message.text());
      });
      return page;
    },
    async signIn(page, path = '/', language = 'en') {
      await page.goto(at(`/sign-in?lang=${language}&next=${encodeURIComponent(path)}`));
      await page.locator('input[autocomplete=username]').fill('admin');
      await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.locator('#main h1').waitFor();
    },
    async closePage(page) {
      await page.context().close();
      expect(complaints.get(page)).toEqual([]);
    },
    async close() {
      await browser.close();
      await fleet.close();
      folder.remove();
    },
  };
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What a reader with an aid would meet (axe: WCAG 2.2 AA and good practice). */
export async function violationsOf(page: Page): Promise<string[]> {
  const violations = await axeViolations(page, { runOnly: { type: 'tag', values: TAGS } });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

export async function keepPicture(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage });
}

/** How the tests of a file name what is on their page, whichever that is when they ask. */
export function findersOn(page: () => Page) {
  return {
    button: (name: string) => page().getByRole('button', { name, exact: true }),
    dialog: (name: string) => page().getByRole('dialog', { name }),
    row: (text: string) => page().getByRole('row').filter({ hasText: text }),
    clean: async (): Promise<void> => expect(await violationsOf(page())).toEqual([]),
  };
}
