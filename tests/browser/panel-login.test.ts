import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANNA, BEN } from './fake-panel-terminal.ts';
import {
  digit,
  expectAccessible,
  expectFits,
  expectFlows,
  letter,
  openStage,
  pressByKeyboard,
  pressPin,
  SMALL,
  swipe,
  type PanelStage,
} from './panel-stage.ts';

const ALL_WAYS = { methods: ['pin', 'card', 'password'], cardRegistration: true };
const OFFLINE = { link: 'offline', messages: [{ code: 'offline-mode' }] };
const NEW_CARD = '04DEADBEEF7788';
const PASSWORD = 'Geheim-7!';
const SERVICE_PIN = '80808080';

let stage: PanelStage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  await stage.closePage();
  expect(stage.complaints()).toEqual([]);
});

describe('user name and password', () => {
  test('typed on a keyboard of one’s own, the password is on the page only while the eye is held', async () => {
    const page = await stage.open({ world: ALL_WAYS });
    await page.getByRole('button', { name: 'User name and password' }).click();
    await page.keyboard.type('ben', { delay: 110 });
    await page.keyboard.press('Enter', { delay: 20 });
    await page.keyboard.type(PASSWORD, { delay: 110 });
    const field = page.getByLabel('Password', { exact: true });
    await expect.poll(() => field.inputValue()).toBe('•'.repeat(PASSWORD.length));
    expect(await page.content()).not.toContain(PASSWORD);
    const eye = page.getByRole('button', { name: 'Show the password while you hold this' });
    await eye.hover();
    await page.mouse.down();
    await expect.poll(() => field.inputValue()).toBe(PASSWORD);
    await page.mouse.up();
    await expect.poll(() => field.inputValue()).toBe('•'.repeat(PASSWORD.length));
    await page.keyboard.press('Enter', { delay: 20 });
    await page.getByRole('heading', { name: `Guten Tag, ${BEN.fullName}` }).waitFor();
    expect(await page.content()).not.toContain(PASSWORD);
  });

  test('a wedge reader’s card in the middle of a name is a card, and none of its keys is typed', async () => {
    const page = await stage.open({ world: ALL_WAYS });
    await page.getByRole('button', { name: 'User name and password' }).click();
    await page.keyboard.type('an', { delay: 140 });
    await page.waitForTimeout(600);
    await page.keyboard.type(ANNA.card);
    expect(await page.getByRole('textbox', { name: 'User name' }).inputValue()).toBe('an');
    await page.keyboard.press('Enter');
    await page.locator('.tiles').waitFor();
  });

  test('[E2] offline it is dimmed with its reason, and opens nothing', async () => {
    const page = await stage.open({ world: { ...ALL_WAYS, ...OFFLINE } });
    const way = page.getByRole('button', { name: /^User name and password/ });
    expect(await way.textContent()).toContain('Needs the print server');
    expect(await way.getAttribute('aria-disabled')).toBe('true');
    await way.click({ force: true });
    expect(await page.locator('.typing').count()).toBe(0);
  });
});

describe('cards that the terminal’s own reader reads', () => {
  test('log in by the token the page is given, end the session, and change users', async () => {
    const page = await stage.open();
    await stage.terminal.change({ readCard: ANNA.card });
    await page.getByRole('heading', { name: `Hello, ${ANNA.fullName}` }).waitFor();
    await stage.terminal.change({ readCard: ANNA.card });
    await page.locator('.idle').waitFor();
    await stage.terminal.change({ readCard: ANNA.card });
    await page.locator('.tiles').waitFor();
    await stage.terminal.change({ readCard: BEN.card });
    await page.getByRole('button', { name: 'Change user' }).click();
    await page.getByRole('heading', { name: `Guten Tag, ${BEN.fullName}` }).waitFor();
  });

  test('ask for their PIN where the profile wants both', async () => {
    const page = await stage.open({ world: { methods: ['card+pin'] } });
    await stage.terminal.change({ readCard: ANNA.card });
    await page.getByText('Card read. Now type your PIN.').waitFor();
    await pressPin(page, ANNA.pin);
    await page.locator('.tiles').waitFor();
  });

  test('a reader that is away is said while the rest goes on', async () => {
    const page = await stage.open({ world: { messages: [{ code: 'card-reader-away' }] } });
    await page.getByText('The card reader does not answer. Is it plugged in?').waitFor();
    await pressPin(page, ANNA.pin);
    await page.locator('.tiles').waitFor();
  });
});

test('an unknown card is registered by its holder, and the session begins with a word', async () => {
  const page = await stage.open({ world: ALL_WAYS });
  await swipe(page, NEW_CARD);
  await page.getByRole('button', { name: 'Register this card' }).click();
  await pressPin(page, '999999');
  await page.getByText('Not recognised. Please try again.').waitFor();
  await pressPin(page, ANNA.pin);
  await page.getByText('Your card is registered. From now on it logs you in.').waitFor();
  await page.getByRole('button', { name: 'Log out' }).click();
  await swipe(page, NEW_CARD);
  await page.locator('.tiles').waitFor();
});

describe('service', () => {
  test('opens by its PIN alone, shows all there is, and does what it is told', async () => {
    const page = await stage.open();
    await page.getByRole('button', { name: 'Service' }).click();
    await pressPin(page, '11111111');
    await page.getByText('This is not the service PIN of this device.').waitFor();
    await pressPin(page, SERVICE_PIN);
    await page.locator('.facts').waitFor();
    expect(await page.locator('.fact').count()).toBe(11);
    await page.getByRole('button', { name: 'Synchronize now' }).click();
    await page.getByText('The synchronization has begun.').waitFor();
    await page.getByRole('button', { name: 'Test printer' }).click();
    await page.getByText('A test page is on its way to the printer.').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.locator('.idle').waitFor();
  });

  test('leaving the fleet wants the PIN once more', async () => {
    const page = await stage.open();
    await page.getByRole('button', { name: 'Service' }).click();
    await pressPin(page, SERVICE_PIN);
    await page.getByRole('button', { name: 'Leave fleet' }).click();
    await page.getByRole('heading', { name: 'Leave the fleet?' }).waitFor();
    await pressPin(page, SERVICE_PIN);
    await page.locator('.idle').waitFor();
  });

  test('too many tries say how long to wait', async () => {
    const page = await stage.open({ world: { serviceRefuse: 'locked' } });
    await page.getByRole('button', { name: 'Service' }).click();
    await pressPin(page, SERVICE_PIN);
    await page.getByText(/^Too many tries\. Please wait (9:00|8:59)\.$/).waitFor();
  });
});

describe('by touch alone', () => {
  test('a password with an umlaut, a digit and a sign', async () => {
    const page = await stage.open({ language: 'de', world: ALL_WAYS, context: { hasTouch: true } });
    await page.getByRole('button', { name: 'Benutzername und Passwort' }).tap();
    for (const one of 'anna') await letter(page, one).tap();
    await letter(page, 'Weiter').tap();
    await letter(page, 'Großbuchstaben').tap();
    for (const one of ['Ü', 'b', 'u', 'n', 'g', '-']) await letter(page, one).tap();
    await letter(page, 'Ziffern und Zeichen').tap();
    for (const one of ['7', '?']) await letter(page, one).tap();
    await letter(page, 'Letztes Zeichen löschen').tap();
    await letter(page, '!').tap();
    await letter(page, 'Anmelden').tap();
    await page.getByRole('heading', { name: `Guten Tag, ${ANNA.fullName}` }).waitFor();
  });

  test('a card, registered by user name and password', async () => {
    const page = await stage.open({ world: ALL_WAYS, context: { hasTouch: true } });
    await stage.terminal.change({ readCard: NEW_CARD });
    await page.getByRole('button', { name: 'Register this card' }).tap();
    await page.getByRole('button', { name: 'Use my password' }).tap();
    for (const one of 'ben') await letter(page, one).tap();
    await letter(page, 'Next').tap();
    await letter(page, 'Capital letters').tap();
    for (const one of 'Geheim-') await letter(page, one).tap();
    await letter(page, 'Digits and signs').tap();
    for (const one of '7!') await letter(page, one).tap();
    await letter(page, 'Confirm').tap();
    await page.getByText('Ihre Karte ist registriert. Ab jetzt meldet sie Sie an.').waitFor();
  });
});

test('by keyboard alone: the way in, the service page and back', async () => {
  const page = await stage.open({ world: ALL_WAYS });
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
  await pressByKeyboard(page, 'Service');
  await page.keyboard.type(SERVICE_PIN, { delay: 110 });
  await page.keyboard.press('Enter', { delay: 20 });
  await page.locator('.facts').waitFor();
  await pressByKeyboard(page, 'Done');
  await page.locator('.idle').waitFor();
  await pressByKeyboard(page, 'User name and password');
  await page.keyboard.type('ben', { delay: 110 });
  await page.keyboard.press('Enter', { delay: 20 });
  await page.keyboard.type(PASSWORD, { delay: 110 });
  await page.keyboard.press('Enter', { delay: 20 });
  await page.locator('.tiles').waitFor();
});

describe.each(['en', 'de', 'pseudo'] as const)('the login side in %s', (language) => {
  test.each(['online', 'offline'] as const)('fits every panel, %s', async (link) => {
    const page = await stage.open({ language, world: { ...ALL_WAYS, ...(link === 'offline' ? OFFLINE : {}) } });
    const { change } = stage.terminal;
    const keep = async (name: string): Promise<void> => {
      await expectFits(page, `${name}-${link}-${language}`);
      // Colours and names are the same in every language, and most of it without the server too.
      const isNew = link === 'online' || ['ways', 'service'].includes(name);
      if (language === 'en' && isNew) await expectAccessible(page, `${name} ${link}`);
    };
    await keep('ways');
    await change({ methods: ['password'], model: 'ricoh' });
    await page.locator('.idle[data-ways=none]').waitFor();
    await keep('ways-password');
    await change({ methods: ['card+pin', 'password'], model: 'canon', messages: [{ code: 'card-reader-away' }] });
    await page.locator('.idle[data-ways=card]').waitFor();
    await keep('ways-card');
    await change({ ...ALL_WAYS, model: 'generic', messages: link === 'offline' ? OFFLINE.messages : [] });
    await page.locator('.idle[data-ways=both]').waitFor();
    await page.locator('.knob--quiet').click();
    await keep('service-pin');
    await pressPin(page, '11111111');
    await page.locator('.refusal').waitFor();
    await keep('service-wrong');
    await pressPin(page, SERVICE_PIN);
    await page.locator('.facts').waitFor();
    await page.locator('.service__order').first().click();
    await page.locator('.service__done').waitFor();
    await keep('service');
    await page.locator('.service__order--leave').click();
    await keep('service-leave');
    await page.keyboard.press('Escape');
    await page.locator('.button--logout').click();
    if (link === 'offline') return;

    await page.locator('.password-way').click();
    await keep('password');
    for (const one of 'anna') await letter(page, one).click();
    await page.locator('.kb__key--enter').click();
    await letter(page, 'q').click();
    await page.locator('.kb__key--enter').click();
    await page.locator('.refusal').waitFor();
    await page.locator('.kb__key--quiet').last().click();
    await keep('password-refused');
    await page.keyboard.press('Escape');
    await swipe(page, NEW_CARD);
    await page.locator('.unknown-card').waitFor();
    await keep('unknown-card');
    await page.locator('.unknown-card .button--primary').click();
    await keep('register-pin');
    await page.locator('.proof__says .button').click();
    await keep('register-password');
  });
});

describe('large text', () => {
  const ways = async (options: { readonly width: number; readonly height: number }, steps: number): Promise<void> => {
    const page = await stage.open({ language: 'de', world: ALL_WAYS, context: { viewport: options } });
    const name = `large-${options.width}x${options.height}-${steps}`;
    for (let step = 0; step < steps; step++) await page.locator('.knob--text-size').click();
    const root = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
    expect(root).toBeGreaterThanOrEqual(16 * (1 + steps / 4));
    await expectFlows(page, `${name}-idle`);
    await page.locator('.password-way').click();
    await expectFlows(page, `${name}-password`);
    await page.keyboard.press('Escape');
    await swipe(page, NEW_CARD);
    await page.locator('.unknown-card').waitFor();
    await expectFlows(page, `${name}-unknown`);
    await page.locator('.unknown-card .button--primary').click();
    await expectFlows(page, `${name}-register`);
    await page.keyboard.press('Escape');
    await page.locator('.knob--quiet').click();
    await pressPin(page, SERVICE_PIN);
    await page.locator('.facts').waitFor();
    await expectFlows(page, `${name}-service`);
    await page.locator('.button--logout').click();
    // Whoever comes next finds the page as it was.
    await expect.poll(() => page.locator('html').getAttribute('data-text')).toBe('100');
  };

  test.each([
    [SMALL, 1],
    [SMALL, 2],
    [{ width: 1_280, height: 800 }, 2],
    [{ width: 600, height: 1_024 }, 2],
    [{ width: 320, height: 640 }, 0],
  ] as const)('%o, %i steps larger', ways);

  test('the browser’s own, at 200 %', async () => {
    const page = await stage.open({ language: 'de', world: ALL_WAYS });
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await page.setViewportSize({ width: 1_280, height: 800 });
    await expect.poll(() => page.locator('html').getAttribute('data-reflow')).not.toBe('');
    await expectFlows(page, 'large-browser-idle');
    await page.locator('.password-way').click();
    await expectFlows(page, 'large-browser-password');
  });
});

test('where colours are the system’s, every control has an edge and the focus can be seen', async () => {
  const page = await stage.open({ world: ALL_WAYS, context: { forcedColors: 'active' } });
  await page.locator('.password-way').click();
  const edges = await page
    .locator('button')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderTopWidth));
  expect(edges.filter((width) => parseFloat(width) < 1)).toEqual([]);
  expect(await page.locator('.field--active').evaluate((one) => getComputedStyle(one).outlineStyle)).toBe('solid');
  await digit(page, 'x').waitFor({ state: 'detached' });
});
