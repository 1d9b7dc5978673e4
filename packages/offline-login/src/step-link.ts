import { bootTime, elapsed, milliseconds, retryDelay, unreachable, type Duration } from '@holdover/kernel';
import {
  linkMode,
  RETURN_STEPS,
  type Linked,
  type LinkInput,
  type LinkMoment,
  type LinkNumbers,
  type LinkPolicy,
  type LinkState,
  type LinkStep,
  type ReturnStep,
} from './link-state.ts';

/** C1–C3. Pure; the caller carries out the effects in their order and brings back what comes of them. */
export function stepLink(state: LinkState, input: LinkInput, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const next = react(state, input, now, policy);
  const mode = linkMode(next.state);
  if (mode === linkMode(state)) return next;
  return { state: next.state, effects: [{ effect: 'mode', mode }, ...next.effects] };
}

function react(state: LinkState, input: LinkInput, now: LinkMoment, policy: LinkPolicy): LinkStep {
  switch (input.input) {
    case 'start':
      return state.at === 'offline' ? connect(state, policy) : still(state);
    case 'connected':
      return state.at === 'connecting' && state.link === input.link ? takeTurn(state, now, policy) : still(state);
    case 'closed':
      return linkOf(state) === input.link ? lose(state, false, now, policy) : still(state);
    case 'terminal-refused':
      return linkOf(state) === input.link ? withClose(input.link, lose(state, true, now, policy)) : still(state);
    case 'timer':
      return state.timer === input.timer ? onTimer(state, now, policy) : still(state);
    case 'heartbeat-answered':
      return isLinked(state) && state.heartbeat === input.heartbeat
        ? onHeartbeat(state, input, now, policy)
        : still(state);
    case 'step-done':
      return isRunning(state, input.run) ? afterStep(state, state.step, now) : still(state);
    case 'step-failed':
      return isRunning(state, input.run) ? withClose(state.link, lose(state, false, now, policy)) : still(state);
    case 'question-unanswered':
      return isLinked(state) && state.at !== 'suspect' && state.link === input.link
        ? suspect(state, now, policy)
        : still(state);
    case 'question-failed':
      return state.at === 'online' && state.link === input.link ? judged(state, false, policy) : still(state);
    default:
      return unreachable(input);
  }
}

type LinkedState = Extract<LinkState, Linked>;

function isLinked(state: LinkState): state is LinkedState {
  return state.at !== 'offline' && state.at !== 'connecting';
}

type RunningState = Extract<LinkState, { run: number }>;

function isRunning(state: LinkState, run: number): state is RunningState {
  return 'run' in state && state.run === run;
}

function linkOf(state: LinkState): number | undefined {
  return state.at === 'offline' ? undefined : state.link;
}

function still(state: LinkState): LinkStep {
  return { state, effects: [] };
}

function withClose(link: number, next: LinkStep): LinkStep {
  return { state: next.state, effects: [{ effect: 'close', link }, ...next.effects] };
}

function numbersOf({ last, timer, tries, spread }: LinkNumbers): LinkNumbers {
  return { last, timer, tries, spread };
}

function connect(state: Extract<LinkState, { at: 'offline' }>, policy: LinkPolicy): LinkStep {
  const link = state.last + 1;
  const timer = link + 1;
  return {
    state: { ...numbersOf(state), at: 'connecting', refused: state.refused, link, last: timer, timer },
    effects: [
      { effect: 'connect', link },
      { effect: 'set-timer', timer, after: policy.connectWithin },
    ],
  };
}

/**
 * C3: the return waits for a uniform share of the spread the server told before it went away. The link is watched meanwhile as any
 * that stands: a server cuts one that says nothing, and a terminal need not wait for a turn on one that broke.
 */
function takeTurn(state: Extract<LinkState, { at: 'connecting' }>, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const wait = Math.floor(state.spread * now.share);
  const linked = { ...numbersOf(state), link: state.link, heartbeat: null, missed: 0 };
  if (wait === 0) return beat(startStep(linked, 'deny-list'), now, policy);
  return beat(still({ ...linked, at: 'returning', step: 'turn', until: bootTime(now.boot + wait) }), now, policy);
}

function startStep(linked: LinkNumbers & Linked, step: ReturnStep): LinkStep {
  const run = linked.last + 1;
  const { link, heartbeat, missed } = linked;
  return {
    state: { ...numbersOf(linked), at: 'returning', link, heartbeat, missed, step, run, last: run },
    effects: [{ effect: 'run-step', link, step, run }],
  };
}

function afterStep(state: RunningState, done: ReturnStep, now: LinkMoment): LinkStep {
  const step = RETURN_STEPS[RETURN_STEPS.indexOf(done) + 1];
  return step === undefined ? still(online(state, now)) : startStep(state, step);
}

function online(state: LinkedState, now: LinkMoment): LinkState {
  const { link, heartbeat, missed } = state;
  return { ...numbersOf(state), at: 'online', link, heartbeat, missed, since: now.boot, bad: 0 };
}

function lose(state: LinkState, refused: boolean, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const isRefused = refused || wasRefused(state);
  const stable = state.at === 'online' && elapsed(state.since, now.boot) >= policy.stableAfter;
  const tries = stable ? 0 : state.tries;
  const timer = state.last + 1;
  const after = retryDelay(isRefused ? policy.reconnectRefused : policy.reconnect, tries, now.share);
  return {
    state: {
      ...numbersOf(state),
      at: 'offline',
      refused: isRefused,
      tries: tries + 1,
      last: timer,
      timer,
    },
    effects: [{ effect: 'set-timer', timer, after }],
  };
}

/** A try that fails says nothing about whether the server knows us. */
function wasRefused(state: LinkState): boolean {
  return state.at === 'connecting' && state.refused;
}

function onTimer(state: LinkState, now: LinkMoment, policy: LinkPolicy): LinkStep {
  switch (state.at) {
    case 'offline':
      return connect(state, policy);
    case 'connecting':
      return withClose(state.link, lose(state, false, now, policy));
    case 'returning':
      return state.step === 'turn' && now.boot >= state.until
        ? beat(startStep(state, 'deny-list'), now, policy)
        : nextBeat(state, now, policy);
    case 'suspect':
    case 'online':
    case 'degraded':
      return nextBeat(state, now, policy);
  }
}

/** C2: the second heartbeat in a row without an answer breaks the link. */
function nextBeat(state: LinkedState, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const missed = state.heartbeat === null ? 0 : state.missed + 1;
  if (missed >= policy.misses) return withClose(state.link, lose(state, false, now, policy));
  return beat(still({ ...state, missed }), now, policy);
}

/** Sends a heartbeat and sets the timer of the next, or of the turn if that comes first. */
function beat(next: LinkStep, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const { state } = next;
  if (!isLinked(state)) return next;
  const heartbeat = state.last + 1;
  const timer = heartbeat + 1;
  return {
    state: { ...state, heartbeat, last: timer, timer },
    effects: [
      ...next.effects,
      { effect: 'send-heartbeat', link: state.link, heartbeat },
      { effect: 'set-timer', timer, after: untilNextTick(state, now, policy) },
    ],
  };
}

function untilNextTick(state: LinkedState, now: LinkMoment, { heartbeatEvery }: LinkPolicy): Duration {
  const isWaiting = state.at === 'returning' && state.step === 'turn';
  return isWaiting ? milliseconds(Math.min(heartbeatEvery, elapsed(now.boot, state.until))) : heartbeatEvery;
}

type HeartbeatAnswer = Extract<LinkInput, { input: 'heartbeat-answered' }>;

function onHeartbeat(state: LinkedState, answer: HeartbeatAnswer, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const well = answer.well && answer.roundTrip <= policy.slow;
  const answered = { ...state, heartbeat: null, missed: 0, spread: answer.spread };
  switch (answered.at) {
    case 'suspect':
      return now.boot < answered.until ? still(backInTurn(answered)) : startStep(answered, 'deny-list');
    case 'returning':
      return still(answered);
    case 'online': {
      const stable = elapsed(answered.since, now.boot) >= policy.stableAfter;
      return judged(stable ? { ...answered, tries: 0 } : answered, well, policy);
    }
    case 'degraded': {
      const good = well ? answered.good + 1 : 0;
      return still(good < policy.inARow ? { ...answered, good } : online(answered, now));
    }
  }
}

function backInTurn(state: Extract<LinkState, { at: 'suspect' }>): LinkState {
  const { link, heartbeat, missed, until } = state;
  return { ...numbersOf(state), at: 'returning', step: 'turn', link, heartbeat, missed, until };
}

function judged(state: Extract<LinkState, { at: 'online' }>, well: boolean, policy: LinkPolicy): LinkStep {
  const bad = well ? 0 : state.bad + 1;
  return still(bad >= policy.inARow ? degraded(state) : { ...state, bad });
}

function degraded(state: LinkedState): LinkState {
  const { link, heartbeat, missed } = state;
  return { ...numbersOf(state), at: 'degraded', link, heartbeat, missed, good: 0 };
}

/** C2: one login waited in vain; the next goes to the cache at once, while a heartbeat finds out. */
function suspect(state: LinkedState, now: LinkMoment, policy: LinkPolicy): LinkStep {
  const { link, heartbeat, missed } = state;
  const until = state.at === 'returning' && state.step === 'turn' ? state.until : now.boot;
  return beat(still({ ...numbersOf(state), at: 'suspect', link, heartbeat, missed, until }), now, policy);
}
