import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsoleStage, type ConsoleStage } from './console-stage.ts';

/** The budget of the first page: script and style, compressed. */
const FIRST_PAGE_MOST = 250 * 1024;
const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };

let stage: ConsoleStage;

beforeAll(async () => {
  stage = await openConsoleStage('console-pages', [ADA]);
  for (const userName of ['ben', 'clara', 'david']) await stage.fleet.addPerson({ userName });
});
afterAll(() => stage.close());

test('the first page is within its budget of script and style, from the sign-in to the overview', async () => {
  const page = await stage.open();
  const sizes = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname) && !sizes.has(pathname))
      sizes.set(
        pathname,
        response.body().then((body) => gzipSync(body).byteLength),
      );
  });
  await stage.signIn(page, '/');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const total = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThan(FIRST_PAGE_MOST);
  await stage.closePage(page);
});

test('rows of a table are walked by arrow keys, and the search is a key away', async () => {
  const page = await stage.open();
  await stage.signIn(page, '/users');
  await page.getByRole('link', { name: 'ada' }).waitFor();
  await page.locator('body').press('/');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'ada' }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('ben');
  await page.keyboard.press('End');
  expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('david');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Person david' }).waitFor();
  await stage.closePage(page);
});
