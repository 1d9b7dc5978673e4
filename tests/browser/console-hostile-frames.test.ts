import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openConsoleStage, type ConsoleStage } from './console-stage.ts';
import { openStranger, REFUSED, type Stranger } from './stranger.ts';

let stage: ConsoleStage;
let stranger: Stranger;
let page: Page;

beforeAll(async () => {
  stage = await openConsoleStage('console-hostile-frames', []);
  stranger = await openStranger();
  page = await stage.open();
});
afterAll(async () => {
  await page.context().close();
  stranger.close();
  await stage.close();
});

test('a page of somebody else cannot lay itself over the sign-in page, the console or the panel', async () => {
  expect(await stranger.frame(page, stage.at('/sign-in'))).toBe(REFUSED);
  expect(await stranger.frame(page, stage.station.terminal.panelUrl)).toBe(REFUSED);
  await stage.signIn(page);
  expect(await stranger.frame(page, stage.at('/'))).toBe(REFUSED);
});
