import type { ScannerStatus } from '@holdover/escl';
import { unreachable } from '@holdover/kernel';
import {
  heldUpBy,
  pagesOf,
  type HeldUp,
  type ScanEnd,
  type TaskEffect,
  type TaskInput,
  type TaskPolicy,
  type TaskState,
  type TaskStep,
} from './task.ts';

type At<A extends TaskState['at']> = Extract<TaskState, { at: A }>;
type Scanning = At<'asking' | 'fetching' | 'held-up' | 'more'>;

/** What a copy or scan does next. Answers to other questions than the last one change nothing. */
export function stepTask(state: TaskState, input: TaskInput, policy: TaskPolicy): TaskStep {
  if (input.input === 'taken-on' && !(state.at === 'asking' && state.turn === input.turn)) {
    return { state, effects: [{ effect: 'leave', job: input.job }] };
  }
  switch (state.at) {
    case 'recording':
      return whileRecording(state, input, policy);
    case 'asking':
    case 'fetching':
    case 'held-up':
    case 'more':
      return whileScanning(state, input, policy);
    case 'ending':
      return whileEnding(state, input);
    case 'printing':
      return whilePrinting(state, input);
    case 'delivering':
      return whileDelivering(state, input);
    case 'over':
      return afterwards(state, input, policy);
    default:
      return unreachable(state);
  }
}

function still(state: TaskState): TaskStep {
  return { state, effects: [] };
}

function whileRecording(state: At<'recording'>, { input }: TaskInput, policy: TaskPolicy): TaskStep {
  if (input === 'recorded') return ask({ turn: 0, pages: 0, cleared: false });
  if (input === 'not-recorded') {
    return still({ at: 'over', as: 'failed', pages: 0, reason: 'disk-full', kept: false });
  }
  return isLeaving(input) ? end(state, 'cancelled', policy) : still(state);
}

function isLeaving(input: TaskInput['input']): boolean {
  return input === 'cancel' || input === 'session-ended' || input === 'stop';
}

function whileScanning(state: Scanning, input: TaskInput, policy: TaskPolicy): TaskStep {
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

function fetch({ turn, pages, cleared }: Asked, job: At<'fetching'>['job']): TaskStep {
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
  readonly job: At<'held-up'>['job'];
  readonly policy: TaskPolicy;
}

function whileAsking(state: At<'asking'>, input: TaskInput, policy: TaskPolicy): TaskStep {
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
  state: At<'asking' | 'fetching'>,
  why: Extract<ScanEnd, `${string}-${string}`>,
  policy: TaskPolicy,
): TaskStep {
  const { turn, pages } = state;
  if (why !== 'scanner-refused' || pages === 0) return end(state, why, policy);
  return { state: { at: 'more', turn, pages, why: 'attention' }, effects: leaving(state) };
}

function whileFetching(state: At<'fetching'>, input: TaskInput, policy: TaskPolicy): TaskStep {
  const { turn, pages, job, cleared } = state;
  switch (input.input) {
    case 'page':
      return fetch({ turn, pages: pages + 1, cleared: false }, job);
    case 'no-more':
      return noMore(state, policy);
    case 'held-up':
      return input.why === 'scanner-unreachable' ? silent(state, policy) : holdUp(state, input.why, { job, policy });
    case 'gone':
      // After a jam most scanners have forgotten what they were at.
      return cleared ? ask(state) : still({ at: 'more', turn, pages, why: 'attention' });
    case 'failed':
      return refused(state, input.why, policy);
    default:
      return still(state);
  }
}

/** A sheet that somebody took out of the feeder is not missed by the scanner: the person says whether all is there. */
function noMore(state: At<'fetching'>, policy: TaskPolicy): TaskStep {
  const { turn, pages, cleared } = state;
  // The scanner has nothing of it left that could be called off.
  const done: At<'more'> = { at: 'more', turn, pages, why: null };
  if (policy.source === 'platen') return pages === 0 ? end(done, 'scanner-refused', policy) : still(done);
  if (pages === 0) return holdUp(state, 'feeder-empty', { job: undefined, policy });
  return cleared ? still({ ...done, why: 'feeder-empty' }) : end(done, 'finished', policy);
}

/** Whether the sheet came through nobody knows: on the glass it still lies, out of a feeder only the person can tell. */
function silent(state: At<'fetching'>, policy: TaskPolicy): TaskStep {
  const { turn, pages } = state;
  const why = 'scanner-unreachable';
  const next: TaskStep =
    policy.source === 'platen'
      ? holdUp(state, why, { job: undefined, policy })
      : still({ at: 'more', turn, pages, why });
  return { state: next.state, effects: [...leaving(state), ...next.effects] };
}

function whileHeldUp(state: At<'held-up'>, input: TaskInput, policy: TaskPolicy): TaskStep {
  if (input.input === 'more') return goOn(state);
  if (input.input !== 'seen') return still(state);
  const why = input.status === undefined ? state.why : whyStill(state, input.status, policy);
  return why === null ? goOn(state) : holdUp(state, why, { job: state.job, policy });
}

function goOn(state: At<'held-up'>): TaskStep {
  const cleared = state.why !== 'busy' && state.why !== 'scanner-unreachable';
  return state.job === undefined ? ask({ ...state, cleared }) : fetch({ ...state, cleared }, state.job);
}

function whyStill(
  { why, job }: At<'held-up'>,
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

function ended(pages: number, as: Exclude<ScanEnd, 'finished'>, effects: readonly TaskEffect[]): TaskStep {
  const over: Pick<At<'over'>, 'as' | 'reason'> = as === 'cancelled'
    ? { as, reason: null }
    : { as: 'failed', reason: as };
  return {
    state: { at: 'over', ...over, pages, kept: false },
    effects: [...effects, { effect: 'drop-pages' }],
  };
}

function whileEnding(state: At<'ending'>, { input }: TaskInput): TaskStep {
  const { pages, as, attended } = state;
  switch (input) {
    case 'end-recorded':
      if (as !== 'finished') return ended(pages, as, []);
      return { state: { at: 'delivering', pages, attended, aborted: false }, effects: [{ effect: 'deliver' }] };
    case 'session-ended':
      return still({ ...state, attended: false });
    case 'cancel':
    case 'stop':
      return still(as === 'finished' ? { ...state, as: 'cancelled' } : state);
    default:
      return still(state);
  }
}

function whilePrinting(state: At<'printing'>, input: TaskInput): TaskStep {
  switch (input.input) {
    case 'printed':
      return after(state, input.as);
    case 'cancel':
    case 'stop':
      return { state, effects: [{ effect: 'cancel-print' }] };
    case 'session-ended':
      return still({ ...state, attended: false });
    default:
      return still(state);
  }
}

function whileDelivering(state: At<'delivering'>, input: TaskInput): TaskStep {
  switch (input.input) {
    case 'delivered':
      // What was there before it could be stopped is there.
      if (state.aborted && input.as !== 'done' && input.as !== 'held') return after(state, 'cancelled');
      return after(state, input.as);
    case 'cancel':
    case 'stop':
      return { state: { ...state, aborted: true }, effects: state.aborted ? [] : [{ effect: 'abort-delivery' }] };
    case 'session-ended':
      return still({ ...state, attended: false });
    default:
      return still(state);
  }
}

type Outcome = Extract<TaskInput, { input: 'printed' }>['as'] | Extract<TaskInput, { input: 'delivered' }>['as'];

/** Pages stay for another try while somebody is there to ask for it. */
function after({ pages, attended }: At<'printing' | 'delivering'>, as: Outcome): TaskStep {
  if (as === 'done' || as === 'held' || as === 'cancelled') {
    return { state: { at: 'over', as, pages, reason: null, kept: false }, effects: [{ effect: 'drop-pages' }] };
  }
  return {
    state: { at: 'over', as: 'failed', pages, reason: as, kept: attended },
    effects: attended ? [] : [{ effect: 'drop-pages' }],
  };
}

function afterwards(state: At<'over'>, { input }: TaskInput, { kind }: TaskPolicy): TaskStep {
  if (!state.kept) return still(state);
  const { pages } = state;
  if (input === 'retry') {
    return kind === 'copy'
      ? { state: { at: 'printing', pages, attended: true }, effects: [{ effect: 'print' }] }
      : { state: { at: 'delivering', pages, attended: true, aborted: false }, effects: [{ effect: 'deliver' }] };
  }
  if (input === 'cancel') return ended(pages, 'cancelled', []);
  if (input !== 'session-ended' && input !== 'stop') return still(state);
  return { state: { ...state, kept: false }, effects: [{ effect: 'drop-pages' }] };
}
