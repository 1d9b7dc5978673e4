import type { PanelScanTarget, SessionAction, UnavailableReason } from '@holdover/api';
import { worksNow } from '@holdover/offline-login';
import type { PrinterTrouble } from '../print/printer-watch.ts';
import { formatFor } from '../print/waiting-job.ts';
import type { ScannerTrouble } from './scanner-watch.ts';

/** What copying and scanning hang on, at one moment. */
export interface ScanFacts {
  readonly server: 'asked' | 'away';
  /** The profile's word. */
  readonly actions: readonly SessionAction[];
  readonly scanner: ScannerTrouble | undefined;
  readonly printer: PrinterTrouble | undefined;
  /** Of the printer; none where it has not said. */
  readonly formats: readonly string[];
}

/** What copies are sent in. */
export const COPY_FORMAT = 'application/pdf';

/** E6: why nobody can copy now; null when one can. */
export function copyObstacle({ server, actions, scanner, printer, formats }: ScanFacts): UnavailableReason | null {
  if (!actions.includes('copy')) return 'not-in-profile';
  if (worksNow('copy', server) === 'needs-print-server') return 'needs-print-server';
  if (formatFor(COPY_FORMAT, formats) === undefined) return 'format-not-supported';
  return scanner ?? printer ?? null;
}

/** E7, E8: why nobody can scan now; null when one can. @param targets of whoever is there */
export function scanObstacle(
  { actions, scanner }: Pick<ScanFacts, 'actions' | 'scanner'>,
  targets: readonly PanelScanTarget[],
): UnavailableReason | null {
  if (!actions.includes('scan')) return 'not-in-profile';
  if (scanner !== undefined) return scanner;
  if (targets.some(({ available }) => available)) return null;
  // A profile without any target leaves nothing to scan to.
  return targets.find(({ reason }) => reason !== undefined)?.reason ?? 'not-in-profile';
}
