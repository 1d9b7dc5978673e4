import type { ScannerFault } from './scan/scanner-fault.ts';

/**
 * What goes wrong with the device until told otherwise: says busy · its tray is empty · a sheet is stuck · a cover is open ·
 * loses power after page `page` of a job.
 */
export type DeviceFault =
  | { readonly kind: 'busy' }
  | { readonly kind: 'out-of-paper' }
  | { readonly kind: 'jam' }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'dies'; readonly page: number };

/** Those that keep paper from moving until somebody sees to them. */
export type Obstacle = 'out-of-paper' | 'jam' | 'cover-open';

export function obstacleOf(fault: DeviceFault | undefined): Obstacle | undefined {
  switch (fault?.kind) {
    case 'out-of-paper':
    case 'jam':
    case 'cover-open':
      return fault.kind;
    case 'busy':
    case 'dies':
    case undefined:
      return undefined;
  }
}

/** RFC 8011 §5.4.12. */
export const OBSTACLE_REASON: Readonly<Record<Obstacle, string>> = {
  'out-of-paper': 'media-empty-error',
  jam: 'media-jam-error',
  'cover-open': 'cover-open-error',
};

/** A fault as the control takes it; undefined what is none. */
export function readDeviceFault(value: unknown): DeviceFault | undefined {
  const { kind, page } = fieldsOf(value);
  switch (kind) {
    case 'busy':
    case 'out-of-paper':
    case 'jam':
    case 'cover-open':
      return { kind };
    case 'dies':
      return isCount(page) ? { kind, page } : undefined;
    default:
      return undefined;
  }
}

/** The same for the scanner's. */
export function readScannerFault(value: unknown): ScannerFault | undefined {
  const { kind, afterSides, times } = fieldsOf(value);
  switch (kind) {
    case 'feeder-empty':
    case 'cover-open':
    case 'silent':
    case 'busy':
      return { kind };
    case 'jam':
      return isCount(afterSides) ? { kind, afterSides } : undefined;
    case 'slow':
      return isCount(times) ? { kind, times } : undefined;
    default:
      return undefined;
  }
}

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 10_000;
}
