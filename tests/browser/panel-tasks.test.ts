import { launchChromium } from '@holdover/testbed/peers';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ANNA, startFakePanelTerminal, type FakePanelTerminal } from './fake-panel-terminal.ts';

const SMALL = { width: 800, height: 480 } as const;
const SOON = 25;

let browser: Browser;
let terminal: FakePanelTerminal;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  [browser, terminal] = await Promise.all([launchChromium(), startFakePanelTerminal()]);
});
afterAll(async () => {
  await browser.close();
  await terminal.close();
});
beforeEach(async () => {
  await terminal.change({ reset: true });
  await terminal.change({ pageMs: SOON, orderMs: SOON, delayMs: SOON });
  complaints = [];
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(more: { readonly hasTouch?: boolean } = {}): Promise<void> {
  context = await browser.newContext({ viewport: SMALL, reducedMotion: 'reduce', ...more });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  await page.goto(terminal.url);
  await page.locator('.idle').waitFor();
}

/** As a keyboard-wedge reader does. */
async function logIn(): Promise<void> {
  await page.keyboard.type(ANNA.card);
  await page.keyboard.press('Enter');
  await page.locator('.tiles').waitFor();
}

const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
const tile = (name: string): Locator => page.locator('.tile').filter({ has: page.getByText(name, { exact: true }) });
const heading = (name: string): Locator => page.getByRole('heading', { name, exact: true });
const said = (text: string | RegExp): Locator => page.locator('.task__status').getByText(text);

async function startCopy(): Promise<void> {
  await open();
  await logIn();
  await tile('Copy').click();
  await button('Start').click();
  await page.locator('.task').waitFor();
}

async function startScan(target: string): Promise<void> {
  await open();
  await logIn();
  await tile('Scan').click();
  await page.locator('.target').filter({ hasText: target }).click();
  await button('Start').click();
  await page.locator('.task').waitFor();
}

describe('home', () => {
  test('what cannot work says why before it is touched, and does nothing', async () => {
    await open();
    const reasons = { copy: 'scanner-unreachable', scan: 'no-scanner', 'unlock-panel': 'device-not-lockable' };
    await terminal.change({ actionReasons: reasons });
    await logIn();
    for (const [name, reason] of [
      ['Copy', 'The scanner does not answer'],
      ['Scan', 'This device has no scanner'],
      ['Unlock panel', 'This device cannot be unlocked from here'],
    ] as const) {
      await tile(name).getByText(reason).waitFor();
      expect(await tile(name).getAttribute('aria-disabled')).toBe('true');
      await tile(name).click({ force: true });
    }
    expect(await page.locator('.tiles').count()).toBe(1);
  });

  test('what is under way is seen from home, and leads back', async () => {
    await terminal.change({ printFault: { at: 2, reason: 'paper' } });
    await startCopy();
    await said('The paper tray is empty').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.locator('.strip').getByText('The paper tray is empty').waitFor();
    await terminal.change({ unlocked: { impressions: 3 } });
    await page.locator('.unlock--yours').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.locator('.strip').getByText('3 pages so far').click();
    await heading('The device is yours').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.locator('.strip').getByText('The paper tray is empty').click();
    await page.locator('.task').waitFor();
  });
});

describe('by touch alone', () => {
  test('log in by PIN, copy, scan to a stick with a preview, unlock, log out', async () => {
    await open({ hasTouch: true });
    for (const digit of ANNA.pin)
      await page.locator('.keypad__keys').getByRole('button', { name: digit, exact: true }).tap();
    await button('Log in').tap();
    await tile('Copy').tap();
    await button('One copy more').tap();
    await page
      .locator('.segment')
      .filter({ hasText: /^Colour$/ })
      .tap();
    await button('Start').tap();
    await said('6 of 6 pages printed').waitFor();
    await button('Done').tap();

    await tile('Scan').tap();
    await page.locator('.target').filter({ hasText: 'USB stick' }).tap();
    await button('Size: A4').tap();
    await button('Legal').tap();
    await button('Size: Legal').waitFor();
    await terminal.change({ scanFault: { at: 3, reason: 'cover-open' } });
    await button('Start').tap();
    await said('2 pages scanned').waitFor();
    await button('Show page 1').tap();
    await page.getByRole('img', { name: 'Page 1 of 2' }).waitFor();
    const shown = page.locator('.preview__page img');
    expect(
      await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(100);
    await terminal.change({ scanFault: null });
    await heading('Saved on the USB stick').waitFor();
    await button('Done').tap();

    await tile('Unlock panel').tap();
    await button('Unlock').tap();
    await heading('The device is yours').waitFor();
    await button('Lock and go back').tap();
    await page.locator('.tiles').waitFor();
    await button('Log out').tap();
    await page.locator('.idle').waitFor();
  });
});

describe('by keyboard alone', () => {
  /** Tab until it has the focus, as somebody does who sees where it is. */
  async function reach(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    expect.fail(`not reached by Tab: ${String(wanted)}`);
  }

  async function press(wanted: Locator): Promise<void> {
    await reach(wanted);
    await page.keyboard.press('Enter');
  }

  test('log in by PIN, copy, scan to a stick, unlock, log out', async () => {
    await open();
    await page.keyboard.type(ANNA.pin, { delay: 90 });
    await page.keyboard.press('Enter');
    await press(tile('Copy'));
    await page.locator('.set-up').waitFor();
    await page.keyboard.type('2', { delay: 90 });
    await page.getByRole('alertdialog').waitFor();
    await press(button('OK'));
    await reach(page.getByRole('radio', { name: 'Black and white' }));
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Colour' }).isChecked()).toBe(true);
    await press(button('Start'));
    await said('6 of 6 pages printed').waitFor();
    await press(button('Done'));
    await press(tile('Scan'));
    await press(page.locator('.target').filter({ hasText: 'USB stick' }));
    await press(button('Start'));
    await heading('Saved on the USB stick').waitFor();
    await press(button('Done'));
    await press(tile('Unlock panel'));
    await press(button('Unlock'));
    await press(button('Lock and go back'));
    await press(button('Log out'));
    await page.locator('.idle').waitFor();
  });
});

describe('from the glass', () => {
  test('page after page, until the person says that it was the last', async () => {
    await open();
    await terminal.change({ scanner: { feeder: null } });
    await logIn();
    await tile('Copy').click();
    expect(await page.getByRole('radio', { name: 'Feeder' }).count()).toBe(0);
    await button('Start').click();
    await heading('Is there another page?').waitFor();
    await button('Next page').click();
    await said('2 pages scanned').waitFor();
    await button('That was the last page').click();
    await heading('Your copies are ready').waitFor();
    await said('2 of 2 pages printed').waitFor();
  });
});

describe('what goes wrong says what to do', () => {
  test('the feeder is empty: nothing starts; with sheets in it, it is ready by itself', async () => {
    await open();
    await terminal.change({ scanner: { platen: false, feeder: { duplex: true, loaded: false } } });
    await logIn();
    await tile('Copy').click();
    await page.getByText('Put your sheets into the feeder.').waitFor();
    expect(await button('Start').getAttribute('aria-disabled')).toBe('true');
    await terminal.change({ scanner: { feeder: { duplex: true, loaded: true } } });
    await page.locator('.start[aria-disabled=false]').waitFor();
  });

  const standing = [
    ['feeder-jam', 'A sheet is stuck in the feeder', 'Open the feeder and take the sheet out.'],
    ['cover-open', 'A cover is open', 'Close the cover of the feeder.'],
    ['feeder-empty', 'The feeder is empty', 'Put your sheets into the feeder.'],
  ] as const;
  test('jam, cover and feeder: each in words, and the copy goes on when it is mended', async () => {
    await open();
    await terminal.change({ scanFault: { at: 2, reason: 'feeder-jam' } });
    await logIn();
    await tile('Copy').click();
    await button('Start').click();
    for (const [reason, is, help] of standing) {
      await terminal.change({ scanFault: { at: 2, reason } });
      await heading(is).waitFor();
      await said(help).waitFor();
      await said('1 page scanned').waitFor();
    }
    await terminal.change({ scanFault: null });
    await heading('Your copies are ready').waitFor();
  });

  test('after a jam the person has what is through, or goes without', async () => {
    await open();
    await terminal.change({ scanFault: { at: 3, reason: 'feeder-jam' } });
    await logIn();
    await tile('Copy').click();
    await button('Start').click();
    await heading('A sheet is stuck in the feeder').waitFor();
    await button('That was the last page').click();
    await said('2 of 2 pages printed').waitFor();
  });

  test('no paper: said, and the rest comes out once there is some', async () => {
    await open();
    await terminal.change({ printFault: { at: 2, reason: 'paper' } });
    await logIn();
    await tile('Copy').click();
    await button('Start').click();
    await heading('The paper tray is empty').waitFor();
    await said('Put paper into the tray.').waitFor();
    await said('1 of 3 pages printed').waitFor();
    await terminal.change({ printFault: null });
    await heading('Your copies are ready').waitFor();
  });

  test('a full disk ends the scan, with the word for it', async () => {
    await open();
    await terminal.change({ scanFailure: { at: 2, reason: 'disk-full' } });
    await logIn();
    await tile('Scan').click();
    await page.locator('.target').filter({ hasText: 'Archive Vienna' }).click();
    await button('Start').click();
    await heading('This device has no room for more pages').waitFor();
    await button('Done').click();
    await page.locator('.tiles').waitFor();
  });

  test('a target out of reach: try again, or send the same pages elsewhere', async () => {
    await open();
    await terminal.change({ deliverFault: 'target-unreachable' });
    await logIn();
    await tile('Scan').click();
    await page.locator('.target').filter({ hasText: 'Accounts payable' }).click();
    await button('Start').click();
    await heading('“Accounts payable” cannot be reached').waitFor();
    await said('Your pages are still here.').waitFor();
    await terminal.change({ pageMs: 300 });
    await button('Try again').click();
    await heading('On its way to “Accounts payable”').waitFor();
    await heading('“Accounts payable” cannot be reached').waitFor();
    await terminal.change({ deliverFault: null });
    await button('Choose another target').click();
    await page.locator('.target').filter({ hasText: 'Archive Vienna' }).click();
    await heading('Arrived at “Archive Vienna”').waitFor();
  });

  test('offline a scan to oneself says beforehand and afterwards that it is kept', async () => {
    await open();
    await terminal.change({ link: 'offline', messages: [{ code: 'offline-mode' }] });
    await logIn();
    await tile('Scan').click();
    await page.locator('.target').filter({ hasText: 'Sent when the print server is back' }).click();
    await button('Start').click();
    await heading('Your scan is kept here').waitFor();
  });

  test('[E11] a folder whose program is missing is dimmed with its reason', async () => {
    await open();
    const nas = { id: 'scans', kind: 'smb', name: 'Scans', available: false, reason: 'not-set-up', held: false };
    await terminal.change({ targets: [nas] });
    await logIn();
    await tile('Scan').click();
    const target = page.locator('.target').filter({ hasText: 'An administrator must first complete the set-up' });
    expect(await target.getAttribute('aria-disabled')).toBe('true');
  });

  test('a stick that is not there is dimmed with its reason', async () => {
    await open();
    const usb = { id: 'usb', kind: 'usb', name: '', available: false, reason: 'no-usb-stick', held: false };
    await terminal.change({ targets: [usb] });
    await logIn();
    await tile('Scan').click();
    const target = page.locator('.target').filter({ hasText: 'No USB stick is inserted' });
    expect(await target.getAttribute('aria-disabled')).toBe('true');
    await target.click({ force: true });
    expect(await page.locator('.targets').count()).toBe(1);
    await terminal.change({ targets: [{ ...usb, available: true }] });
    await page.locator('.target[aria-disabled=false]').waitFor();
  });

  test('somebody else has the scanner', async () => {
    await open();
    await terminal.change({ startRefusal: { code: 'task-active' } });
    await logIn();
    await tile('Copy').click();
    await button('Start').click();
    await page.getByRole('alert').getByText('Another copy or scan is still under way.').waitFor();
    expect(await page.locator('.set-up').count()).toBe(1);
  });

  test('the terminal lost in the middle: said, and the task is there again afterwards', async () => {
    await terminal.change({ scanFault: { at: 2, reason: 'feeder-jam' } });
    await startScan('Accounts payable');
    await heading('A sheet is stuck in the feeder').waitFor();
    await terminal.change({ gone: true });
    await heading('The panel has lost its terminal').waitFor();
    await terminal.change({ gone: false });
    await heading('A sheet is stuck in the feeder').waitFor();
    await page.reload();
    await heading('A sheet is stuck in the feeder').waitFor();
    await button('Cancel').click();
    await heading('Stopped').waitFor();
  });

  test('the session ended in the middle: nothing of the task is left on the screen', async () => {
    await terminal.change({ scanFault: { at: 2, reason: 'feeder-jam' } });
    await startScan('Accounts payable');
    await page.getByRole('img', { name: 'Page 1 of 1' }).waitFor();
    await terminal.change({ endSession: true });
    await page.locator('.idle').waitFor();
    expect(await page.locator('.task, .preview').count()).toBe(0);
    expect(await page.content()).not.toContain('stuck');
  });

  test('a device that cannot be locked is said, and stays on the screen', async () => {
    await open();
    await logIn();
    await tile('Unlock panel').click();
    await button('Unlock').click();
    await heading('The device is yours').waitFor();
    await terminal.change({ lockRefusal: { code: 'not-available', reason: 'device-unreachable' } });
    await button('Lock and go back').click();
    const alert = page.locator('.unlock [role=alert]');
    await alert.getByText('The device could not be locked. Please try again.').waitFor();
    await alert.getByText('The device does not answer').waitFor();
  });
});
