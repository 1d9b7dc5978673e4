import type { Page } from 'playwright-core';

/** Of one page. */
const COMES_MILLISECONDS = 8_000;

/** As a link would: the document stays, and with it axe. */
export async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => window.__TSR_ROUTER__.history.push(href), path);
  await page.waitForFunction((href) => {
    const { status, resolvedLocation } = window.__TSR_ROUTER__.state;
    return status === 'idle' && resolvedLocation?.href === href;
  }, path);
  await settle(page);
}

async function settle(page: Page): Promise<void> {
  await page.locator('h1, strong').first().waitFor({ timeout: COMES_MILLISECONDS });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null);
}

declare global {
  interface Window {
    /** The router says what it has; it puts itself here. */
    readonly __TSR_ROUTER__: {
      readonly routesByPath: Readonly<Record<string, unknown>>;
      readonly history: { push(href: string): void };
      readonly state: { readonly status: string; readonly resolvedLocation?: { readonly href: string } };
    };
  }
}
