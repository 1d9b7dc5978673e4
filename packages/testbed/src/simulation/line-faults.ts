import type { Duration } from '@holdover/kernel';
import type { WireAnswer } from '@holdover/protocol';

/** What is wrong with a line. Shares are from 0, never, to 1, always. */
export interface LineFaults {
  /**
   * `up` · `cut` all bytes vanish without a word, open connections are half open ·
   * `refused` nobody takes a new connection; the open ones go on.
   */
  readonly state: 'up' | 'cut' | 'refused';
  /** One way, drawn for each message. */
  readonly delay: { readonly least: Duration; readonly most: Duration };
  /** Of calls and of requests for a link. */
  readonly requestsLost: number;
  readonly answersLost: number;
  readonly framesLost: number;
  /** Of calls: the server gets them twice, the second answer is lost. */
  readonly duplicated: number;
  /** Of messages: held up for as long as `heldUp`, so that later ones overtake them, frames of the same link among them. */
  readonly reordered: number;
  readonly heldUp: Duration;
  /** Something before the server answers this share of requests instead of it. */
  readonly instead: { readonly share: number; readonly answer: WireAnswer };
}

/** What a line did to messages and connections. */
export type LineFaultKind =
  | 'cut'
  | 'refused'
  | 'absent'
  | 'reset'
  | 'request-lost'
  | 'answer-lost'
  | 'frame-lost'
  | 'duplicated'
  | 'reordered'
  | `status-${number}`;
