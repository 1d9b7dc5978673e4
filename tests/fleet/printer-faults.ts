import { seconds } from '@holdover/kernel';
import type { DocumentBreak, SimulatedPrinter } from '@holdover/testbed/simulation';
import type { PrinterFaultName } from './step.ts';

/** The printer printed what came, or will; nobody heard its answer. */
const LOST_ANSWER: DocumentBreak = { afterOctets: Infinity, keepsWhatCame: true };

/** Makes something wrong with a printer; what was wrong before is over. */
export function breakPrinter(printer: SimulatedPrinter, fault: PrinterFaultName): void {
  printer.heal();
  switch (fault) {
    case 'unreachable':
      return printer.set({ isUnreachable: true });
    case 'dies-and-forgets':
      return printer.set({ dies: { afterPage: 2, off: seconds(90), resumes: false } });
    case 'dies-and-resumes':
      return printer.set({ dies: { afterPage: 2, off: seconds(90), resumes: true } });
    case 'restart-ids':
      return printer.restartIds();
    case 'forgets':
      return printer.forgetPastJobs();
    case 'busy':
      return printer.set({ isBusy: true });
    case 'out-of-paper':
      return printer.set({ isOutOfPaper: true });
    case 'loses-connection':
      return printer.set({ breaks: LOST_ANSWER });
    case 'counter-reset':
      return printer.resetCounter();
  }
}
