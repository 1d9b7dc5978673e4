import * as z from 'zod';

/** Why something cannot be done now; each has a text in both languages. */
export const unavailableReasonField = z.enum([
  'needs-print-server',
  'no-jobs',
  'not-in-profile',
  'not-set-up',
  'no-color-right',
  'printer-unreachable',
  'job-owner-unknown',
  'offline-page-limit',
  'format-not-supported',
  'printer-certificate',
  'document-damaged',
  'no-scanner',
  'scanner-unreachable',
  'no-usb-stick',
  'no-email',
  'device-not-lockable',
  'device-unreachable',
  'no-pin-method',
  'printer-busy',
]);
export type UnavailableReason = z.infer<typeof unavailableReasonField>;
