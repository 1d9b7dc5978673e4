import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANNA, BEN } from './fake-panel-terminal.ts';
import {
  digit,
  expectAccessible,
  expectFits,
  expectFlows,
  openStage,
  pressByKeyboard,
  pressPin,
  SMALL,
  swipe,
  type PanelStage,
} from './panel-stage.ts';
import type { Page } from 'playwright-core';

const NEW_CARD = '04CAFE00112233';
const NEW_PIN = '907351';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.closePage();
  expect(stage.complaints()).toEqual([]);
});

async function openAccount(page: Page): Promise<void> {
  await swipe(page, ANNA.card);
  await page.locator('.tiles').waitFor();
  await page.getByRole('button', { name: 'My account' }).click();
}

describe('My account', () => {
  test('registers a card that is held to the reader, by PIN; it logs in from then on', async () => {
    const page = await stage.open();
    await openAccount(page);
    await page.getByRole('button', { name: /^Register an ID card/ }).click();
    await page.getByText('Hold the new card to the reader now').waitFor();
    await stage.terminal.change({ readCard: NEW_CARD });
    await pressPin(page, '999999');
    await page.getByText('Not recognised. Please try again.').waitFor();
    await pressPin(page, ANNA.pin);
    await page.getByRole('heading', { name: 'Your card is registered' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('.tiles').waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await swipe(page, NEW_CARD);
    await page.locator('.tiles').waitFor();
  });

  test('says of a card that is taken whose it is not', async () => {
    const page = await stage.open();
    await openAccount(page);
    await page.getByRole('button', { name: /^Register an ID card/ }).click();
    await swipe(page, BEN.card);
    await pressPin(page, ANNA.pin);
    await page.getByText('This ID card belongs to somebody already.').waitFor();
    expect(await page.locator('.account__tiles').count()).toBe(1);
  });

  test('[E10] offline both are dimmed with their reason', async () => {
    const page = await stage.open({ world: { link: 'offline', messages: [{ code: 'offline-mode' }] } });
    await openAccount(page);
    const tiles = page.locator('.account .tile');
    expect(await tiles.allTextContents()).toEqual([
      expect.stringContaining('Needs the print server'),
      expect.stringContaining('Needs the print server'),
    ]);
    await tiles.first().click({ force: true });
    expect(await tiles.count()).toBe(2);
  });

  test('where the profile has neither, it says so', async () => {
    const page = await stage.open({
      world: { actionReasons: { 'register-card': 'not-in-profile', 'change-pin': 'no-pin-method' } },
    });
    await openAccount(page);
    await page.getByText('Not set up for this device').waitFor();
    await page.getByText('PINs are not used at this device').waitFor();
  });

  test('by touch alone: a new PIN is shown until it is noted, and is gone with the session', async () => {
    const page = await stage.open({ context: { hasTouch: true } });
    await stage.terminal.change({ readCard: ANNA.card });
    await page.getByRole('button', { name: 'My account' }).tap();
    const change = async (): Promise<void> => {
      await page.getByRole('button', { name: /^Change PIN/ }).tap();
      for (const one of ANNA.pin) await digit(page, one).tap();
      await page.locator('.key--go').tap();
      await page.locator('.new-pin').waitFor();
    };
    const shown = (): Promise<string> => page.locator('body').innerText();
    await change();
    expect((await page.locator('.new-pin').textContent()) ?? '').toBe(NEW_PIN);
    await page.getByRole('button', { name: 'I have noted it' }).tap();
    expect(await shown()).not.toContain(NEW_PIN[0]);
    await change();
    await page.getByRole('button', { name: 'Log out' }).tap();
    await page.locator('.idle').waitFor();
    expect(await page.locator('.new-pin').count()).toBe(0);
  });

  test('by keyboard alone: from the idle screen to a new PIN and out', async () => {
    const page = await stage.open();
    await page.keyboard.type(ANNA.pin, { delay: 110 });
    await page.keyboard.press('Enter', { delay: 20 });
    await page.locator('.tiles').waitFor();
    await pressByKeyboard(page, 'My account');
    await pressByKeyboard(page, 'Change PIN');
    await page.keyboard.type(ANNA.pin, { delay: 110 });
    await page.keyboard.press('Enter', { delay: 20 });
    await page.locator('.new-pin').waitFor();
    await pressByKeyboard(page, 'I have noted it');
    await pressByKeyboard(page, 'Log out');
    await page.locator('.idle').waitFor();
  });
});

describe('the frame of a session', () => {
  test('has the language and the text size of whoever is there, and the device’s own after them', async () => {
    const page = await stage.open();
    await swipe(page, BEN.card);
    await page.getByRole('heading', { name: `Guten Tag, ${BEN.fullName}` }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: `Hello, ${BEN.fullName}` }).waitFor();
    await page.getByRole('button', { name: 'Text size: 100%' }).click();
    expect(await page.locator('html').getAttribute('data-text')).toBe('125');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.locator('.idle').waitFor();
    expect(await page.locator('html').getAttribute('data-text')).toBe('100');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('moves nothing where people want no motion', async () => {
    const page = await stage.open();
    await swipe(page, ANNA.card);
    await page.locator('.tiles').waitFor();
    // What is over within a millisecond is no motion, and may be under way when it is asked for.
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && Number(effect?.getComputedTiming().endTime) > 1)
        .map((animation) => String(animation.effect?.getComputedTiming().endTime)),
    );
    expect(moving).toEqual([]);
  });
});

describe.each(['en', 'de', 'pseudo'] as const)('the account in %s', (language) => {
  test('fits every panel', async () => {
    const page = await stage.open({ language, world: { methods: ['pin', 'card', 'password'], idleSeconds: 300 } });
    const keep = async (name: string): Promise<void> => {
      await expectFits(page, `${name}-${language}`);
      if (language === 'en') await expectAccessible(page, name);
    };
    await swipe(page, ANNA.card);
    await page.locator('.visit-header .knob--quiet').click();
    await page.locator('.account').waitFor();
    await keep('account');
    await page.locator('.account .tile').first().click();
    await keep('account-hold');
    await stage.terminal.change({ readCard: BEN.card });
    await page.locator('.proof').waitFor();
    await keep('account-pin');
    await page.locator('.proof__says .button').click();
    await keep('account-password');
    await page.locator('.proof__says .button').click();
    await pressPin(page, ANNA.pin);
    await page.locator('.account__refusal').waitFor();
    await keep('account-refused');
    await page.locator('.account .tile').first().click();
    await stage.terminal.change({ readCard: NEW_CARD });
    await pressPin(page, ANNA.pin);
    await page.locator('.account__sign--good').waitFor();
    await keep('account-registered');
    await page.locator('.visit-header .button--plain').click();
    await page.locator('.visit-header .knob--quiet').click();
    await page.locator('.account .tile').nth(1).click();
    await pressPin(page, ANNA.pin);
    await page.locator('.new-pin').waitFor();
    await keep('account-new-pin');
    await stage.terminal.change({ link: 'offline' });
    await page.locator('.band').waitFor();
    await keep('account-new-pin-offline');
    await page.locator('.visit-header .button--plain').click();
    await keep('account-offline');
    await stage.terminal.change({ readCard: BEN.card });
    await page.getByRole('alertdialog').waitFor();
    await keep('switch-user');
    await page.keyboard.press('Escape');
    await stage.terminal.change({ endsInSeconds: 20 });
    await page.getByRole('alertdialog').waitFor();
    await keep('still-there');
  });
});

test.each([
  [SMALL, 2],
  [{ width: 320, height: 640 }, 0],
] as const)('in large text and in a small window the account flows: %o, %i steps larger', async (viewport, steps) => {
  const page = await stage.open({ language: 'de', world: { idleSeconds: 300 }, context: { viewport } });
  for (let step = 0; step < steps; step++) await page.locator('.knob--text-size').click();
  const name = `account-${viewport.width}`;
  await swipe(page, ANNA.card);
  await page.locator('.visit-header .knob--quiet').click();
  await page.locator('.account').waitFor();
  await expectFlows(page, `${name}-menu`);
  await page.locator('.account .tile').nth(1).click();
  await expectFlows(page, `${name}-pin`);
  await pressPin(page, ANNA.pin);
  await page.locator('.new-pin').waitFor();
  await expectFlows(page, `${name}-new-pin`);
});
