import type { ScannerStatus } from '@holdover/escl';
import { unreachable } from '@holdover/kernel';
import {
  heldUpBy,
  pagesOf,
  type HeldUp,
  type ScanEnd,
  type TaskAt,
  type TaskEffect,
  type TaskInput,
  type TaskPolicy,
  type TaskState,
  type TaskStep,
} from './task.ts';

type Scanning = TaskAt<'asking' | 'fetching' | 'held-up' | 'more'>;

/** F1: nothing moves before the beginning is in the journal. */
export function stepRecording(state: TaskAt<'recording'>, { input }: TaskInput, policy: TaskPolicy): TaskStep {
  if (input === 'recorded') return ask({ turn: 0, pages: 0, cleared: false });
  if (input === 'not-recorded') {
    return still({ at: 'over', as: 'failed', pages: 0, reason: 'disk-full', kept: false });
  }
  return isLeaving(input) ? end(state, 'cancelled', policy) : still(state);
}

function isLeaving(input: TaskInput['input']): boolean {
  return input === 'cancel' || input === 'session-ended' || input === 'stop';
}

/** While sheets move, or are waited for. */
export function stepScanning(state: Scanning, input: TaskInput, policy: TaskPolicy): TaskStep {
  if (isLeaving(input.input)) return end(state, 'cancelled', policy);
  if (input.input === 'finish') return end(state, state.pages > 0 ? 'finished' : 'cancelled', policy);
  if ('turn' in input && input.turn !== state.turn) return still(state);
  switch (state.at) {
    case 'asking':
      return whileAsking(state, input, policy);
    case 'fetching':
      return whileFetching(state, input, policy);
    case 'held-up':
      return whileHeldUp(state, input, policy);
    case 'more':
      return input.input === 'more' ? ask({ ...state, cleared: false }) : still(state);
    default:
      return unreachable(state);
  }
}

interface Asked {
  /** Of the question before. */
  readonly turn: number;
  readonly pages: number;
  readonly cleared: boolean;
}

function ask({ turn, pages, cleared }: Asked): TaskStep {
  const next = turn + 1;
  return { state: { at: 'asking', turn: next, pages, cleared }, effects: [{ effect: 'ask', turn: next }] };
}

function fetch({ turn, pages, cleared }: Asked, job: TaskAt<'fetching'>['job']): TaskStep {
  const next = turn + 1;
  return {
    state: { at: 'fetching', turn: next, pages, job, cleared },
    effects: [{ effect: 'fetch', turn: next, job, page: pages + 1 }],
  };
}

function holdUp({ turn, pages }: Omit<Asked, 'cleared'>, why: HeldUp, more: HoldUp): TaskStep {
  const next = turn + 1;
  return {
    state: { at: 'held-up', turn: next, pages, why, job: more.job },
    effects: [{ effect: 'look', turn: next, after: more.policy.lookEvery }],
  };
}

interface HoldUp {
  readonly job: TaskAt<'held-up'>['job'];
  readonly policy: TaskPolicy;
}

function whileAsking(state: TaskAt<'asking'>, input: TaskInput, policy: TaskPolicy): TaskStep {
  switch (input.input) {
    case 'taken-on':
      return fetch(state, input.job);
    case 'held-up':
      return holdUp(state, input.why, { job: undefined, policy });
    case 'gone':
    case 'failed':
      return refused(state, input.input === 'failed' ? input.why : 'scanner-refused', policy);
    default:
      return still(state);
  }
}

/** What is scanned is not lost to a scanner that takes on no more of it. */
function refused(
  state: TaskAt<'asking' | 'fetching'>,
  why: Extract<ScanEnd, `${string}-${string}`>,
  policy: TaskPolicy,
): TaskStep {
  const { turn, pages } = state;
  if (why !== 'scanner-refused' || pages === 0) return end(state, why, policy);
  return { state: { at: 'more', turn, pages, why: 'attention' }, effects: leaving(state) };
}

function whileFetching(state: TaskAt<'fetching'>, input: TaskInput, policy: TaskPolicy): TaskStep {
  const { turn, pages, job, cleared } = state;
  switch (input.input) {
    case 'page':
      return fetch({ turn, pages: pages + 1, cleared: false }, job);
    case 'no-more':
      return noMore(state, policy);
    case 'held-up':
      return input.why === 'scanner-unreachable' ? silent(state, policy) : holdUp(state, input.why, { job, policy });
    case 'gone':
      // After a jam most scanners have forgotten what they were at; one that always forgets is not asked without a pause.
      if (cleared) return holdUp(state, 'attention', { job: undefined, policy });
      return still({ at: 'more', turn, pages, why: 'attention' });
    case 'failed':
      return refused(state, input.why, policy);
    default:
      return still(state);
  }
}

/** A sheet that somebody took out of the feeder is not missed by the scanner: the person says whether all is there. */
function noMore(state: TaskAt<'fetching'>, policy: TaskPolicy): TaskStep {
  const { turn, pages, cleared } = state;
  // The scanner has nothing of it left that could be called off.
  const done: TaskAt<'more'> = { at: 'more', turn, pages, why: null };
  if (policy.source === 'platen') return pages === 0 ? end(done, 'scanner-refused', policy) : still(done);
  if (pages === 0) return holdUp(state, 'feeder-empty', { job: undefined, policy });
  return cleared ? still({ ...done, why: 'feeder-empty' }) : end(done, 'finished', policy);
}

/** Whether the sheet came through nobody knows: on the glass it still lies, out of a feeder only the person can tell. */
function silent(state: TaskAt<'fetching'>, policy: TaskPolicy): TaskStep {
  const { turn, pages } = state;
  const why = 'scanner-unreachable';
  const next: TaskStep =
    policy.source === 'platen'
      ? holdUp(state, why, { job: undefined, policy })
      : still({ at: 'more', turn, pages, why });
  return { state: next.state, effects: [...leaving(state), ...next.effects] };
}

function whileHeldUp(state: TaskAt<'held-up'>, input: TaskInput, policy: TaskPolicy): TaskStep {
  if (input.input === 'more') return goOn(state);
  if (input.input !== 'seen') return still(state);
  const why = input.status === undefined ? state.why : whyStill(state, input.status, policy);
  return why === null ? goOn(state) : holdUp(state, why, { job: state.job, policy });
}

function goOn(state: TaskAt<'held-up'>): TaskStep {
  const cleared = state.why !== 'busy' && state.why !== 'scanner-unreachable';
  return state.job === undefined ? ask({ ...state, cleared }) : fetch({ ...state, cleared }, state.job);
}

function whyStill(
  { why, job }: TaskAt<'held-up'>,
  { state, feeder }: ScannerStatus,
  { source }: TaskPolicy,
): HeldUp | null {
  const byFeeder = source === 'feeder' && feeder !== undefined ? heldUpBy(feeder) : null;
  // Of a scan that goes on the scanner itself knows that it has come to its end.
  const isTheEnd = byFeeder === 'feeder-empty' && job !== undefined && why !== 'feeder-empty';
  if (byFeeder !== null && !isTheEnd) return byFeeder;
  if (state === 'stopped') return 'attention';
  return state === 'processing' && job === undefined ? 'busy' : null;
}

function leaving(state: TaskState): readonly TaskEffect[] {
  const job = state.at === 'fetching' || state.at === 'held-up' ? state.job : undefined;
  return job === undefined ? [] : [{ effect: 'leave', job }];
}

function end(state: TaskState, as: ScanEnd, { kind }: TaskPolicy): TaskStep {
  const pages = pagesOf(state);
  const effects = leaving(state);
  if (kind === 'scan') {
    return {
      state: { at: 'ending', pages, as, attended: true },
      effects: [...effects, { effect: 'record-end', as, pages }],
    };
  }
  if (as !== 'finished') return ended(pages, as, effects);
  return { state: { at: 'printing', pages, attended: true }, effects: [...effects, { effect: 'print' }] };
}

/** Nothing of it is kept. */
export function ended(pages: number, as: Exclude<ScanEnd, 'finished'>, effects: readonly TaskEffect[]): TaskStep {
  const over: Pick<TaskAt<'over'>, 'as' | 'reason'> = as === 'cancelled'
    ? { as, reason: null }
    : { as: 'failed', reason: as };
  return {
    state: { at: 'over', ...over, pages, kept: false },
    effects: [...effects, { effect: 'drop-pages' }],
  };
}

function still(state: TaskState): TaskStep {
  return { state, effects: [] };
}
