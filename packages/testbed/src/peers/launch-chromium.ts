import { chromium, type Browser } from 'playwright-core';
import { findTool } from './find-tool.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, without a window and without a word to anybody but the pages under test. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findTool('chromium'), headless: true, args: QUIET });
}
