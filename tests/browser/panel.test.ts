import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '@holdover/testbed/peers';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { ANNA, BEN, startFakePanelTerminal, type FakePanelTerminal } from './fake-panel-terminal.ts';

const ARTEFACTS = fileURLToPath(new URL('../../artefacts/panel/', import.meta.url));

/** The panels in service, a tablet held upright. */
const SIZES = [
  { width: 800, height: 480 },
  { width: 1024, height: 600 },
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
] as const;
const LANGUAGES = ['en', 'de', 'pseudo'] as const;
type Tongue = (typeof LANGUAGES)[number];

let browser: Browser;
let terminal: FakePanelTerminal;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  await mkdir(ARTEFACTS, { recursive: true });
  [browser, terminal] = await Promise.all([launchChromium(), startFakePanelTerminal()]);
});
afterAll(async () => {
  await browser.close();
  await terminal.close();
});
beforeEach(async () => {
  await terminal.change({ reset: true });
  context = await browser.newContext({ viewport: SIZES[0], reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(language: Tongue = 'en'): Promise<void> {
  await terminal.change({ language: language === 'de' ? 'de' : 'en' });
  await page.goto(`${terminal.url}${language === 'pseudo' ? '?lang=pseudo' : ''}`);
  await page.locator('.idle').waitFor();
}

const key = (digit: string) => page.locator('.keypad__keys').getByRole('button', { name: digit, exact: true });

async function typePin(pin: string): Promise<void> {
  for (const digit of pin) await key(digit).click();
}

/** As a keyboard-wedge reader does: a few milliseconds a character, Enter at the end. */
async function swipe(card: string): Promise<void> {
  await page.keyboard.type(card);
  await page.keyboard.press('Enter');
}

async function logIn(): Promise<void> {
  await swipe(ANNA.card);
  await page.locator('.tiles').waitFor();
}

describe('login', () => {
  test('digits are dots at once and never in the page; a right PIN leads home', async () => {
    await open();
    await typePin(ANNA.pin.slice(0, 4));
    expect(await page.locator('.dot--full').count()).toBe(4);
    const html = await page.content();
    expect(html).not.toContain(ANNA.pin.slice(0, 4));
    expect(await page.locator('.keypad [role=status]').textContent()).toBe('4 digits typed');
    await typePin(ANNA.pin.slice(4));
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: `Hello, ${ANNA.fullName}` }).waitFor();
  });

  test('a card by a wedge reader logs in; not one key of it is shown on the way', async () => {
    await open();
    // As fast as a reader: sent one by one from here, keys of a busy machine come like a typist's.
    await page.evaluate((card) => {
      for (const key of card) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, ANNA.card);
    expect(await page.locator('.dot--full').count()).toBe(0);
    expect(await page.content()).not.toContain(ANNA.card);
    await page.keyboard.press('Enter');
    await page.locator('.tiles').waitFor();
    expect(await page.content()).not.toContain(ANNA.card);
  });

  test('a PIN typed slowly at a keyboard is a PIN', async () => {
    await open();
    await page.keyboard.type(ANNA.pin, { delay: 110 });
    await page.keyboard.press('Enter', { delay: 20 });
    await page.locator('.tiles').waitFor();
  });

  test('the keypad works by Tab and Space', async () => {
    await open();
    await key('5').focus();
    await page.keyboard.press('Space');
    await page.locator('.dot--full').waitFor();
  });

  const refusals = [
    ['unknown-credential', 'Not recognised. Please try again.', 'Nicht erkannt. Bitte versuchen Sie es erneut.'],
    [
      'expired',
      'Your offline login has expired. It works again when the print server is back.',
      'Ihre Offline-Anmeldung ist abgelaufen. Sie funktioniert wieder, sobald der Druckserver erreichbar ist.',
    ],
  ] as const;
  test.each(refusals)('%s is told by its fixed text in both languages', async (code, english, german) => {
    await open();
    await terminal.change({ refuse: code });
    await typePin(ANNA.pin);
    await page.getByRole('button', { name: 'Log in' }).click();
    const alert = page.locator('.prompt [role=alert]');
    await alert.getByText(english, { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await alert.getByText(german, { exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });

  test('too many wrong PINs pause the keypad with the time that is left; the card goes on', async () => {
    await open();
    await terminal.change({ refuse: 'locked', retryAfterSeconds: 5_400 });
    await typePin(ANNA.pin);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page
      .getByText(/^Too many wrong PINs\. Try again in 1:29:\d\d, or use your ID card\.$/)
      .first()
      .waitFor();
    expect(await page.locator('.keypad').count()).toBe(0);
    await terminal.change({ refuse: null, messages: [{ code: 'pin-locked', retryAfterSeconds: 5_400 }] });
    await logIn();
  });

  test('ID card and PIN: the card asks for its PIN', async () => {
    await open();
    await terminal.change({ methods: ['card+pin'] });
    await page.locator('.idle[data-ways=card]').waitFor();
    await swipe(ANNA.card);
    await page.getByText('Card read. Now type your PIN.').waitFor();
    await typePin(ANNA.pin);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.locator('.tiles').waitFor();
  });
});

describe('the offline band', () => {
  test('appears and goes by itself, in the language of the page', async () => {
    await open();
    await terminal.change({ link: 'offline', messages: [{ code: 'offline-mode' }] });
    const band = page.locator('.band');
    await band.waitFor();
    expect(await band.textContent()).toBe(
      'Offline mode. Log in with PIN or ID card. Your pages are accounted for later.',
    );
    await page.getByRole('button', { name: 'Deutsch' }).click();
    expect(await band.textContent()).toBe(
      'Offline-Modus. Melden Sie sich mit PIN oder ID-Karte an. Ihre Seiten werden später abgerechnet.',
    );
    await terminal.change({ link: 'online', messages: [] });
    await band.waitFor({ state: 'detached' });
  });

  test('a model without offline login says so', async () => {
    await open();
    await terminal.change({ link: 'offline', methods: [], messages: [{ code: 'model-without-offline-login' }] });
    await page.getByText('This device has no offline login.').waitFor();
  });
});

describe('a session', () => {
  test('that ends elsewhere leaves the screen at once', async () => {
    await open();
    await logIn();
    await terminal.change({ endSession: true });
    await page.locator('.idle').waitFor();
    expect(await page.content()).not.toContain(ANNA.fullName);
  });

  test('asks in its last seconds and stays when told to', async () => {
    await open();
    await logIn();
    await terminal.change({ endsInSeconds: 15 });
    await page.getByRole('button', { name: 'Stay logged in' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(Number(await page.locator('.ring span').textContent())).toBeGreaterThan(50);
  });

  test("another person's card offers to change the user; the language is theirs, then the device's again", async () => {
    await open();
    await logIn();
    await swipe(BEN.card);
    await page.getByRole('button', { name: 'Change user' }).click();
    await page.getByRole('heading', { name: `Guten Tag, ${BEN.fullName}` }).waitFor();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByText('Hold your card to the reader').waitFor();
  });

  test('what cannot be done is dimmed with its reason and does nothing when touched', async () => {
    await open();
    await terminal.change({ actionReasons: { scan: 'needs-print-server' } });
    await logIn();
    const scan = page.getByRole('button', { name: /^Scan/ });
    expect(await scan.getAttribute('aria-disabled')).toBe('true');
    expect(await scan.textContent()).toContain('Needs the print server');
    await scan.click({ force: true });
    expect(await page.locator('.tiles').count()).toBe(1);
  });
});

describe('My jobs', () => {
  test('prints what is selected, with progress, and takes a cancel', async () => {
    await open();
    await terminal.change({ pageMs: 400 });
    await logIn();
    await page.getByRole('button', { name: /^My jobs/ }).click();
    await page.getByRole('checkbox', { name: /Offer Northwind/ }).check();
    await page.getByRole('button', { name: 'Print (1)' }).click();
    await page.getByText(/^Page \d+ of 12$/).waitFor();
    await page.getByRole('button', { name: /Cancel printing/ }).click();
    await page.locator('.job--cancelled').waitFor();
  });

  test('deletes after a question', async () => {
    await open();
    await logIn();
    await page.getByRole('button', { name: /^My jobs/ }).click();
    await page.getByRole('checkbox', { name: /Boarding pass/ }).check();
    await page.getByRole('button', { name: 'Delete (1)' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Boarding pass').waitFor({ state: 'detached' });
  });
});

describe('jobs of the print server', () => {
  const job = (number: number, name: string, more: object): object => ({
    id: `job_0198c1d2-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name,
    pages: 3,
    color: false,
    copies: 1,
    waits: 'server',
    available: true,
    state: 'held',
    impressions: 0,
    age: number,
    ...more,
  });
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });

  async function show(jobs: readonly object[], link: 'online' | 'offline' = 'online'): Promise<void> {
    await open();
    await terminal.change({ jobs, link });
    await logIn();
    await page.getByRole('button', { name: /^My jobs/ }).click();
    await page.locator('.jobs__list').waitFor();
  }

  test('each says where it waits; those of the server are dimmed in offline mode, with the fixed text', async () => {
    await show(
      [job(1, 'Budget', { available: false, reason: 'needs-print-server' }), job(2, 'Form', { waits: 'device' })],
      'offline',
    );
    expect(await row('Budget').textContent()).toContain('On the print server');
    await row('Budget').getByText('Needs the print server', { exact: true }).waitFor();
    expect(await row('Budget').getAttribute('class')).toContain('job--unavailable');
    expect(await row('Form').textContent()).toContain('At this device');
    await page.getByRole('checkbox', { name: /Budget/ }).check();
    expect(await page.getByRole('button', { name: /^Print/ }).getAttribute('aria-disabled')).toBe('true');
  });

  test('each reason has its words, and one that this page does not know breaks nothing', async () => {
    await show([
      job(1, 'Draft', { available: false, reason: 'format-not-supported' }),
      job(2, 'Letter', { available: false, reason: 'printer-certificate' }),
      job(3, 'Broken', { available: false, reason: 'document-damaged' }),
      job(4, 'Tomorrow', { available: false, reason: 'of-a-later-version', waits: 'elsewhere' }),
    ]);
    await row('Draft').getByText('The printing device cannot print this format').waitFor();
    await row('Letter').getByText('An administrator must first approve the printing device').waitFor();
    await row('Broken').getByText('The document is damaged.').waitFor();
    await row('Tomorrow').getByText('Not possible at the moment').waitFor();
    expect(await row('Tomorrow').textContent()).toContain('Waits elsewhere');
  });

  test('one in print says what it waits for', async () => {
    await show([
      job(1, 'First', { state: 'printing', waitsFor: 'paper' }),
      job(2, 'Second', { state: 'printing', waitsFor: 'busy' }),
      job(3, 'Third', { state: 'printing', waitsFor: 'attention' }),
      job(4, 'Fourth', { state: 'printing', waitsFor: 'of-a-later-version', impressions: 2 }),
    ]);
    await row('First').getByText('Paper is missing').waitFor();
    await row('Second').getByText('Next in line').waitFor();
    await row('Third').getByText('See the device’s display').waitFor();
    await row('Fourth').getByText('Page 2 of 3').waitFor();
  });
});

test('a terminal that is not enrolled says where its code comes from', async () => {
  await open();
  await terminal.change({ link: 'offline', methods: [], messages: [{ code: 'not-enrolled' }] });
  await page.getByText('Devices › Enrolment code').waitFor();
  await page.getByText('holdover terminal enrol').waitFor();
  expect(await page.locator('.band').count()).toBe(0);
});

test('a panel without its terminal says so, shows nobody, and finds back by itself', async () => {
  await open();
  await logIn();
  await terminal.change({ gone: true });
  await page.getByRole('heading', { name: 'The panel has lost its terminal' }).waitFor();
  expect(await page.content()).not.toContain(ANNA.fullName);
  await terminal.change({ gone: false });
  await page.locator('.tiles').waitFor();
});

describe.each(LANGUAGES)('every screen in %s', (language) => {
  test.each(SIZES)('fits $width × $height and has no accessibility fault', async ({ width, height }) => {
    await page.setViewportSize({ width, height });
    await open(language);
    const keep = async (name: string): Promise<void> => {
      await page.screenshot({ path: `${ARTEFACTS}${name}-${width}x${height}-${language}.png` });
      expect(await misfits(page), `${name} ${width}×${height} ${language}`).toEqual([]);
      if (width !== SIZES[0].width || height !== SIZES[0].height) return; // colours and names do not change with the size
      const violations = await axeViolations(page);
      expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual([]);
    };
    await keep('idle');
    await terminal.change({ refuse: 'expired', link: 'offline', messages: [{ code: 'offline-mode' }] });
    await swipe(ANNA.card);
    await page.locator('.refusal').waitFor();
    await keep('refused-offline');
    await terminal.change({
      refuse: null,
      messages: [{ code: 'offline-mode' }, { code: 'pin-locked', retryAfterSeconds: 5_400 }],
    });
    await page.locator('.locked').waitFor();
    await keep('locked');
    await terminal.change({ messages: [{ code: 'offline-mode' }] });
    await logIn();
    await keep('home');
    await page.locator('.tile').nth(1).click();
    await page.locator('.job').first().waitFor();
    await page.locator('.job input').nth(1).check();
    await keep('jobs');
    await page.locator('.button--delete').click();
    await keep('delete');
    await page.keyboard.press('Escape');
    await terminal.change({ jobs: [] });
    await page.locator('.jobs--empty').waitFor();
    await keep('empty');
  });
});

/** What is cut off, sticks out or is too small for a glove. Lists scroll; a name may end in an ellipsis. */
async function misfits(at: Page): Promise<string[]> {
  return at.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *:not(svg, svg *, .sr-only, .sr-only *)')) {
      const style = getComputedStyle(element);
      if (style.clip !== 'auto') continue;
      const scrolls = element.matches('.jobs__list') || style.textOverflow === 'ellipsis' || style.display === 'inline';
      const wide = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      const high = style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if (!scrolls && (wide || high)) found.push(`cut off: ${element.tagName} ${element.className}`);
      const box = element.getBoundingClientRect();
      if (element.tagName === 'BUTTON' && (box.height < 63.5 || box.width < 63.5))
        found.push(`small: ${element.className}`);
      if (element.tagName === 'BUTTON' && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1)) {
        found.push(`outside: ${element.className}`);
      }
    }
    return found;
  });
}
