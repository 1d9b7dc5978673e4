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
