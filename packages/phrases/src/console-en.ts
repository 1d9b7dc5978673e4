import { console } from './en/console.ts';
import { explain } from './en/explain.ts';
import { fixed } from './en/fixed.ts';
import { sourceFailure } from './en/source-failure.ts';

/** Every text of the console in one language: a module of its own, so that a page loads the one it shows. */
export const consoleEn = { fixed, console, explain, sourceFailure };
