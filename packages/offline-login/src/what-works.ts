import { unreachable } from '@holdover/kernel';

/** The rows of table E that are actions at a device, projects, credit and quota apart. */
export type DeviceAction =
  | 'log-in-pin'
  | 'log-in-card'
  | 'log-in-card-and-pin'
  | 'log-in-password'
  | 'print-from-device'
  | 'print-from-workstation'
  | 'print-from-server'
  | 'copy'
  | 'scan-to-device-target'
  | 'scan-to-me'
  | 'unlock-panel'
  | 'register-card'
  | 'change-pin';

/**
 * `yes` · `from-cache` the terminal itself decides (B, D) · `held` taken on now, done after return · `needs-print-server` shown
 * dimmed, with that reason.
 */
export type Works = 'yes' | 'from-cache' | 'held' | 'needs-print-server';

/** Table E. @param server whether the server is asked now: C1's `online`, `degraded` and `returning` */
export function worksNow(action: DeviceAction, server: 'asked' | 'away'): Works {
  if (server === 'asked') return 'yes';
  switch (action) {
    case 'log-in-pin':
    case 'log-in-card':
    case 'log-in-card-and-pin':
      return 'from-cache';
    case 'print-from-device':
    case 'print-from-workstation':
    case 'copy':
    case 'scan-to-device-target':
    case 'unlock-panel':
      return 'yes';
    case 'scan-to-me':
      return 'held';
    case 'log-in-password':
    case 'print-from-server':
    case 'register-card':
    case 'change-pin':
      return 'needs-print-server';
    default:
      return unreachable(action);
  }
}
