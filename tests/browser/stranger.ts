import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';

/** Somebody else's web site, which lays a page of ours under its own buttons. */
export interface Stranger {
  /** @returns what the frame came to show; a frame that was refused shows the browser's own fault page */
  frame(page: Page, address: string): Promise<string>;
  close(): void;
}

/** What Chromium shows in the place of a page that may not be framed. */
export const REFUSED = 'chrome-error://chromewebdata/';

export async function openStranger(): Promise<Stranger> {
  const site = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>Win a prize</title><p>Press here</p>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo; // It listens at a port.
  return {
    async frame(page, address) {
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.evaluate(async (url) => {
        const frame = document.createElement('iframe');
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        frame.src = url;
        document.body.append(frame);
        await loaded;
      }, address);
      const [framed] = page.mainFrame().childFrames();
      return framed?.url() ?? '';
    },
    close: () => void site.close(),
  };
}
