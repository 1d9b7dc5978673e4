import { fromBase64Url, fromUtf8, present, toBase64Url, utf8, type Entropy, type TerminalId } from '@holdover/kernel';
import { open, seal } from '@holdover/nodejs';
import type { ServerKeys } from '../../keys/server-keys.ts';

/** Eight digits, uniform: numbers at or above the largest multiple of 10^8 are drawn again. */
export function newServicePin(entropy: Entropy): string {
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = entropy.bytes(4);
    const drawn = ((a * 256 + b) * 256 + c) * 256 + d;
    if (drawn < 4_200_000_000) return String(drawn % 100_000_000).padStart(8, '0');
  }
}

/** base64url; opens for this terminal alone. */
export function sealServicePin(keys: Pick<ServerKeys, 'derive'>, terminalId: TerminalId, servicePin: string): string {
  return toBase64Url(seal(sealingKey(keys), utf8(servicePin), utf8(terminalId)));
}

/** @throws Fault of `open` in @holdover/nodejs */
export function openServicePin(keys: Pick<ServerKeys, 'derive'>, terminalId: TerminalId, sealed: string): string {
  const { id, key } = sealingKey(keys);
  const bytes = present(fromBase64Url(sealed), 'a sealed service PIN');
  return fromUtf8(open((asked) => (asked === id ? key : undefined), bytes, utf8(terminalId)));
}

function sealingKey(keys: Pick<ServerKeys, 'derive'>) {
  return { id: 'service-pin-1', key: keys.derive('holdover service pin 1') };
}
