import { console as de } from './de/console.ts';
import { explain as explainDe } from './de/explain.ts';
import { fixed as fixedDe } from './de/fixed.ts';
import { sourceFailure as sourceFailureDe } from './de/source-failure.ts';
import { console as en } from './en/console.ts';
import { explain as explainEn } from './en/explain.ts';
import { fixed as fixedEn } from './en/fixed.ts';
import { sourceFailure as sourceFailureEn } from './en/source-failure.ts';

/** All texts of the console, in a module of their own: its first page ships without them. */
export const consolePhrases = {
  en: { fixed: fixedEn, console: en, explain: explainEn, sourceFailure: sourceFailureEn },
  de: { fixed: fixedDe, console: de, explain: explainDe, sourceFailure: sourceFailureDe },
};
