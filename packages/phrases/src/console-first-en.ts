import { consoleAlerts } from './en/console-alerts.ts';
import { consoleCommon } from './en/console-common.ts';
import { consoleFirst } from './en/console-first.ts';
import { consoleGate } from './en/console-gate.ts';
import { consoleKit } from './en/console-kit.ts';
import { consoleOverview } from './en/console-overview.ts';
import { fixed } from './en/fixed.ts';

/** What the first page behind the sign-in says, in one language: `consoleEn` brings the rest. */
export const consoleFirstEn = {
  fixed,
  console: { ...consoleFirst, ...consoleGate, ...consoleCommon, ...consoleKit, ...consoleOverview, ...consoleAlerts },
};
