import type { TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import type { KnownServer } from './known-server.ts';

export type WipeOrder = Extract<LinkFrameDown, { type: 'order' }>;

/** C1: only a fleet-signed order that names this terminal and the certificate it came with wipes. */
export function isForThisTerminal(
  order: WipeOrder,
  own: { readonly terminalId: TerminalId; readonly serial: string },
  server: Pick<KnownServer, 'isSigned'>,
): boolean {
  const { signature, ...signed } = order;
  return (
    order.terminalId === own.terminalId &&
    order.certificateSerial.toLowerCase() === own.serial.toLowerCase() &&
    server.isSigned(signed, signature)
  );
}
