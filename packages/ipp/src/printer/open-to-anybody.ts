import type { Message } from '../codec/message.ts';
import { OPERATION } from '../registry/operations.ts';

/**
 * What a printer of authentication `basic` answers to who has not signed in: what it is, and nothing of its jobs. CUPS makes
 * a driverless queue without a password (seen with 2.4.2), and asks for one when a job is refused.
 */
export function isOpenToAnybody(message: Message): boolean {
  return message.code === OPERATION['Get-Printer-Attributes'];
}
