import type { consoleEn } from './console-en.ts';
import { console } from './de/console.ts';
import { explain } from './de/explain.ts';
import { fixed } from './de/fixed.ts';
import { sourceFailure } from './de/source-failure.ts';
import type { PhrasesOf } from './phrases.ts';

/** As {@link consoleEn}. */
export const consoleDe: PhrasesOf<typeof consoleEn> = { fixed, console, explain, sourceFailure };
