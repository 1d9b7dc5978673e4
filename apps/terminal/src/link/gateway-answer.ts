import type { Fault } from '@holdover/kernel';
import type { Refusal } from '@holdover/protocol';

/**
 * What became of a call to the server.
 * `answer` it answered as agreed · `refused` it said no, with a status and mostly a code ·
 * `none` no usable answer: unreachable, too late, or not of our protocol.
 */
export type GatewayAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly code: Refusal['code'] | 'not-our-answer' }
  | { readonly kind: 'none'; readonly fault: Fault };

/** What became of asking for a document: its octets, or why there are none. */
export type GatewayDocument =
  | { readonly kind: 'document'; readonly data: AsyncIterable<Uint8Array> }
  | Exclude<GatewayAnswer<never>, { readonly kind: 'answer' }>;

const REFUSING: ReadonlySet<string> = new Set<Refusal['code']>([
  'certificate-revoked',
  'key-superseded',
  'not-found',
  'suspended',
]);

/**
 * C1: the server answered that it does not know this terminal, or no longer serves it. An overloaded or faulty server has not
 * refused, and a proxy's answer is none of the server's.
 */
export function refusesTerminal({ code }: { readonly code: Refusal['code'] | 'not-our-answer' }): boolean {
  return REFUSING.has(code);
}
