export { enrolTerminal, type Enrolled, type EnrolmentOptions } from './enrolment/enrol-terminal.ts';
export { isEnrolled } from './enrolment/terminal-identity.ts';
export type { HookPoint, Hooks } from './journal/hooks.ts';
export type { ListenAddress } from './panel-api/panel-server.ts';
export { openPrinting, type Printing, type PrintingOptions } from './print/printing.ts';
export type { Terminal, TerminalOptions } from './terminal-options.ts';
export { startTerminal } from './terminal.ts';
