import { unreachable } from '@holdover/kernel';
import { ended, stepRecording, stepScanning } from './step-scanning.ts';
import type { TaskAt, TaskInput, TaskPolicy, TaskState, TaskStep } from './task.ts';

/** What a copy or scan does next. Answers to other questions than the last one change nothing. */
export function stepTask(state: TaskState, input: TaskInput, policy: TaskPolicy): TaskStep {
  if (input.input === 'taken-on' && !(state.at === 'asking' && state.turn === input.turn)) {
    return { state, effects: [{ effect: 'leave', job: input.job }] };
  }
  switch (state.at) {
    case 'recording':
      return stepRecording(state, input, policy);
    case 'asking':
    case 'fetching':
    case 'held-up':
    case 'more':
      return stepScanning(state, input, policy);
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

function whileEnding(state: TaskAt<'ending'>, { input }: TaskInput): TaskStep {
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

function whilePrinting(state: TaskAt<'printing'>, input: TaskInput): TaskStep {
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

function whileDelivering(state: TaskAt<'delivering'>, input: TaskInput): TaskStep {
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
function after({ pages, attended }: TaskAt<'printing' | 'delivering'>, as: Outcome): TaskStep {
  if (as === 'done' || as === 'held' || as === 'cancelled') {
    return { state: { at: 'over', as, pages, reason: null, kept: false }, effects: [{ effect: 'drop-pages' }] };
  }
  return {
    state: { at: 'over', as: 'failed', pages, reason: as, kept: attended },
    effects: attended ? [] : [{ effect: 'drop-pages' }],
  };
}

function afterwards(state: TaskAt<'over'>, { input }: TaskInput, { kind }: TaskPolicy): TaskStep {
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

function still(state: TaskState): TaskStep {
  return { state, effects: [] };
}
