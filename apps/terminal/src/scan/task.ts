import type { PanelTaskReason } from '@holdover/api';
import type { FeederState, ScanJobRef, ScannerStatus, ScanSource } from '@holdover/escl';
import type { Duration } from '@holdover/kernel';
import type { DeliveryReason } from '../delivery/delivery.ts';

/** What keeps sheets from moving; it is looked after until it is gone. */
export type HeldUp = Extract<
  PanelTaskReason,
  'busy' | 'attention' | 'feeder-empty' | 'feeder-jam' | 'cover-open' | 'scanner-unreachable'
>;

/** Why a scan came to nothing, for good. */
export type ScanFailure = Extract<PanelTaskReason, 'scanner-refused' | 'disk-full' | 'too-large'>;

/** How scanning is over: `finished` its pages go on to where they are wanted. */
export type ScanEnd = 'finished' | 'cancelled' | ScanFailure;

/** Why a copy did not come out, or a scan did not get there. */
export type AfterFailure =
  | DeliveryReason
  | Extract<
      PanelTaskReason,
      | 'scanner-refused'
      | 'printer-unreachable'
      | 'printer-certificate'
      | 'format-not-supported'
      | 'offline-page-limit'
      | 'print-failed'
    >;

/**
 * A copy or scan, from its first sheet to its end.
 * `recording` a scan whose beginning goes to the journal: nothing moves before it is there (F1) · `asking` the scanner is asked to
 * take it on · `fetching` a page is waited for · `held-up` nothing moves until what keeps it is gone · `more` the person says
 * whether another page follows · `ending` a scan whose end goes to the journal · `printing` · `delivering` · `over`.
 * Invariant: `turn` rises with every question to the scanner, and only the answer to the last one counts. Pages are kept up to
 * `over`, and beyond where `kept` says so.
 */
export type TaskState =
  | { readonly at: 'recording' }
  | { readonly at: 'asking'; readonly turn: number; readonly pages: number; readonly cleared: boolean }
  | {
      readonly at: 'fetching';
      readonly turn: number;
      readonly pages: number;
      readonly job: ScanJobRef;
      /** Somebody has just been at the feeder, and no page came since. */
      readonly cleared: boolean;
    }
  | {
      readonly at: 'held-up';
      readonly turn: number;
      readonly pages: number;
      readonly why: HeldUp;
      /** Undefined where the scanner is to be asked anew. */
      readonly job: ScanJobRef | undefined;
    }
  | { readonly at: 'more'; readonly turn: number; readonly pages: number; readonly why: HeldUp | null }
  | { readonly at: 'ending'; readonly pages: number; readonly as: ScanEnd; readonly attended: boolean }
  | { readonly at: 'printing'; readonly pages: number; readonly attended: boolean }
  | { readonly at: 'delivering'; readonly pages: number; readonly attended: boolean; readonly aborted: boolean }
  | {
      readonly at: 'over';
      readonly as: 'done' | 'held' | 'cancelled' | 'failed';
      readonly pages: number;
      readonly reason: ScanFailure | AfterFailure | null;
      /** The pages are there, for another try. */
      readonly kept: boolean;
    };

export type TaskAt<A extends TaskState['at']> = Extract<TaskState, { at: A }>;

export type TaskInput =
  /** The scan's beginning is in the journal, or cannot be. */
  | { readonly input: 'recorded' | 'not-recorded' }
  /** The scanner took it on. */
  | { readonly input: 'taken-on'; readonly turn: number; readonly job: ScanJobRef }
  /** A page is here, whole and durable. */
  | { readonly input: 'page'; readonly turn: number }
  | { readonly input: 'no-more'; readonly turn: number }
  | { readonly input: 'held-up'; readonly turn: number; readonly why: HeldUp }
  /** The scan that the scanner had taken on is not there any more. */
  | { readonly input: 'gone'; readonly turn: number }
  | { readonly input: 'failed'; readonly turn: number; readonly why: ScanFailure }
  /** What the scanner says of itself; undefined where it says nothing. */
  | { readonly input: 'seen'; readonly turn: number; readonly status: ScannerStatus | undefined }
  /** The end is in the journal; where the disk refused it, the next start puts it there. */
  | { readonly input: 'end-recorded' }
  | { readonly input: 'printed'; readonly as: 'done' | 'cancelled' | AfterFailure }
  | { readonly input: 'delivered'; readonly as: 'done' | 'held' | AfterFailure }
  /** Of the person at the panel. */
  | { readonly input: 'more' | 'finish' | 'retry' | 'cancel' }
  | { readonly input: 'session-ended' }
  /** B7, or the program ends. */
  | { readonly input: 'stop' };

export type TaskEffect =
  | { readonly effect: 'record-begin' }
  | { readonly effect: 'ask'; readonly turn: number }
  | { readonly effect: 'fetch'; readonly turn: number; readonly job: ScanJobRef; readonly page: number }
  | { readonly effect: 'look'; readonly turn: number; readonly after: Duration }
  /** Nobody waits for it: sheets that moved come out. */
  | { readonly effect: 'leave'; readonly job: ScanJobRef }
  | { readonly effect: 'record-end'; readonly as: ScanEnd; readonly pages: number }
  | { readonly effect: 'print' | 'cancel-print' | 'deliver' | 'abort-delivery' | 'drop-pages' };

export interface TaskPolicy {
  readonly kind: 'copy' | 'scan';
  readonly source: ScanSource;
  readonly lookEvery: Duration;
}

export interface TaskStep {
  readonly state: TaskState;
  readonly effects: readonly TaskEffect[];
}

/** The first step of all. */
export function beginTask({ kind }: TaskPolicy): TaskStep {
  return kind === 'scan'
    ? { state: { at: 'recording' }, effects: [{ effect: 'record-begin' }] }
    : { state: { at: 'asking', turn: 1, pages: 0, cleared: false }, effects: [{ effect: 'ask', turn: 1 }] };
}

/** Whether the scanner is this task's. */
export function usesScanner({ at }: TaskState): boolean {
  return at === 'recording' || at === 'asking' || at === 'fetching' || at === 'held-up' || at === 'more';
}

/** D5: whether sheets move, so that nobody needs to touch the panel. */
export function movesSheets({ at }: TaskState): boolean {
  return at === 'recording' || at === 'asking' || at === 'fetching' || at === 'ending';
}

export function pagesOf(state: TaskState): number {
  return state.at === 'recording' ? 0 : state.pages;
}

/** What a feeder's word is for people; null where it keeps nothing. */
export function heldUpBy(feeder: FeederState): HeldUp | null {
  switch (feeder) {
    case 'loaded':
      return null;
    case 'empty':
      return 'feeder-empty';
    case 'jam':
      return 'feeder-jam';
    case 'cover-open':
      return 'cover-open';
    case 'multi-pick':
    case 'trouble':
      return 'attention';
  }
}
