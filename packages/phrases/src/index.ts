import { consoleGate as consoleGateDe } from './de/console-gate.ts';
import { demo as demoDe } from './de/demo.ts';
import { explain as explainDe } from './de/explain.ts';
import { fixed as fixedDe } from './de/fixed.ts';
import { mail as mailDe } from './de/mail.ts';
import { panel as panelDe } from './de/panel.ts';
import { panelProblems as panelProblemsDe } from './de/panel-problems.ts';
import { panelAccess as panelAccessDe } from './de/panel-access.ts';
import { panelService as panelServiceDe } from './de/panel-service.ts';
import { panelTasks as panelTasksDe } from './de/panel-tasks.ts';
import { problems as problemsDe } from './de/problems.ts';
import { consoleGate as consoleGateEn } from './en/console-gate.ts';
import { demo as demoEn } from './en/demo.ts';
import { explain as explainEn } from './en/explain.ts';
import { fixed as fixedEn } from './en/fixed.ts';
import { mail as mailEn } from './en/mail.ts';
import { panel as panelEn } from './en/panel.ts';
import { panelProblems as panelProblemsEn } from './en/panel-problems.ts';
import { panelAccess as panelAccessEn } from './en/panel-access.ts';
import { panelService as panelServiceEn } from './en/panel-service.ts';
import { panelTasks as panelTasksEn } from './en/panel-tasks.ts';
import { problems as problemsEn } from './en/problems.ts';

export * from './console-phrases.ts';
export * from './languages.ts';
export * from './load-console-phrases.ts';
export type * from './phrases.ts';
export * from './translator.ts';

/** Texts by area. A page imports the areas it shows, so that bundlers drop the rest. */
export const panelPhrases = {
  en: {
    fixed: fixedEn,
    panel: panelEn,
    panelAccess: panelAccessEn,
    panelService: panelServiceEn,
    panelTasks: panelTasksEn,
  },
  de: {
    fixed: fixedDe,
    panel: panelDe,
    panelAccess: panelAccessDe,
    panelService: panelServiceDe,
    panelTasks: panelTasksDe,
  },
};
/** By code: `panelProblems.locked.detail`. */
export const panelProblemPhrases = { en: { panelProblems: panelProblemsEn }, de: { panelProblems: panelProblemsDe } };
/** Of the pages before anybody is signed in: the part of `consolePhrases` that a console begins with. */
export const consoleGatePhrases = {
  en: { fixed: fixedEn, console: consoleGateEn },
  de: { fixed: fixedDe, console: consoleGateDe },
};
export const problemPhrases = { en: { problems: problemsEn }, de: { problems: problemsDe } };
/** By the reason of an explanation: `explain.reason.left-out`. */
export const explainPhrases = { en: { explain: explainEn }, de: { explain: explainDe } };
/** Of e-mails to people. */
export const mailPhrases = { en: { mail: mailEn }, de: { mail: mailDe } };
export const demoPhrases = { en: { fixed: fixedEn, demo: demoEn }, de: { fixed: fixedDe, demo: demoDe } };
