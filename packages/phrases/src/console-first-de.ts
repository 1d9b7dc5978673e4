import type { consoleFirstEn } from './console-first-en.ts';
import { consoleAlerts } from './de/console-alerts.ts';
import { consoleCommon } from './de/console-common.ts';
import { consoleFirst } from './de/console-first.ts';
import { consoleGate } from './de/console-gate.ts';
import { consoleKit } from './de/console-kit.ts';
import { consoleOverview } from './de/console-overview.ts';
import { fixed } from './de/fixed.ts';
import type { PhrasesOf } from './phrases.ts';

/** As {@link consoleFirstEn}. */
export const consoleFirstDe: PhrasesOf<typeof consoleFirstEn> = {
  fixed,
  console: { ...consoleFirst, ...consoleGate, ...consoleCommon, ...consoleKit, ...consoleOverview, ...consoleAlerts },
};
