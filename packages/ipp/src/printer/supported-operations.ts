import type { Attribute } from '../codec/message.ts';
import { integersOf } from '../model/read.ts';
import { operationOf, type Operation } from '../registry/operations.ts';

/** The operations a description names, so that what is told and what is served cannot differ. */
export function operationsOf(description: readonly Attribute[]): readonly Operation[] {
  return integersOf(description, 'operations-supported').flatMap((code) => operationOf(code) ?? []);
}

/** PWG 5100.14 §5.1: all that IPP Everywhere asks for. */
export const EVERYWHERE_OPERATIONS: readonly Operation[] = [
  'Print-Job',
  'Validate-Job',
  'Create-Job',
  'Send-Document',
  'Cancel-Job',
  'Get-Job-Attributes',
  'Get-Jobs',
  'Get-Printer-Attributes',
  'Cancel-My-Jobs',
  'Close-Job',
  'Identify-Printer',
];

/** All that this library serves: what IPP/2.1 asks for beyond that (PWG 5100.12 §5.3), and Cancel-Jobs (PWG 5100.11). */
export const SERVED_OPERATIONS: readonly Operation[] = [
  ...EVERYWHERE_OPERATIONS,
  'Hold-Job',
  'Release-Job',
  'Restart-Job',
  'Set-Job-Attributes',
  'Cancel-Jobs',
  'Purge-Jobs',
  'Pause-Printer',
  'Resume-Printer',
  'Enable-Printer',
  'Disable-Printer',
  'Set-Printer-Attributes',
  'Get-Printer-Supported-Values',
  'Create-Printer-Subscriptions',
  'Create-Job-Subscriptions',
  'Get-Subscription-Attributes',
  'Get-Subscriptions',
  'Renew-Subscription',
  'Cancel-Subscription',
  'Get-Notifications',
];
