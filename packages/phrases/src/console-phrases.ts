import { consoleDe } from './console-de.ts';
import { consoleEn } from './console-en.ts';

/** All texts of the console, for whoever has room for both languages. */
export const consolePhrases = { en: consoleEn, de: consoleDe };
