import { elapsed, seconds, shareOf, type BootTime, type Cancel, type Clock, type Duration, type Entropy, type Logger } from '@holdover/kernel';
import {
  LINK_POLICY,
  linkMode,
  NO_LINK,
  stepLink,
  type LinkEffect,
  type LinkInput,
  type LinkMode,
  type LinkPolicy,
  type LinkState,
  type ReturnStep,
} from '@holdover/offline-login';
import { PROTOCOL_VERSION, type LinkFrameDown, type LinkFrameUp, type Tidings } from '@holdover/protocol';
import type { KeyProtectorKind } from '@holdover/sealed-store';
import { TERMINAL_VERSION } from '../version.ts';
import { refusesTerminal } from './gateway-answer.ts';
import type { KnownServer } from './known-server.ts';
import type { LinkEnd, OpenPushLink, PushLink } from './push-link.ts';

/** What a greeting and a heartbeat say about this terminal. */
export interface TerminalFacts {
  readonly revision: number;
  readonly generation: number;
  readonly journalBacklog: number;
}

/** Tidings with what is needed to weigh them. */
export interface HeardTidings {
  readonly tidings: Tidings;
  /** From asking to hearing; null for what came unasked. */
  readonly roundTrip: Duration | null;
  /** What this terminal had said it holds; null for what came unasked. */
  readonly said: TerminalFacts | null;
}

type Frame<T extends LinkFrameDown['type']> = Extract<LinkFrameDown, { type: T }>;

export interface LinkListener {
  facts(): TerminalFacts;
  tidings(heard: HeardTidings): void;
  doorbell(frame: Frame<'doorbell'>): void;
  order(frame: Frame<'order'>): void;
  unlockPin(frame: Frame<'unlock-pin'>): void;
  /** C3, one at a time. False: it could not be done; the link is given up and tried again later. */
  runStep(step: ReturnStep): Promise<boolean>;
  /** A try failed: the next may go elsewhere. */
  unreachable(): void;
  modeChanged(mode: LinkMode): void;
}

/** The terminal's link to its server: finds out in the background whether it stands (C2), and returns in order (C3). */
export interface Link {
  start(): void;
  mode(): LinkMode;
  /** Names the link that stands, for what is reported about it later; undefined when there is none. */
  number(): number | undefined;
  /** D1: a question got no answer within its deadline. */
  questionUnanswered(link: number): void;
  /** D1: a question was answered with 429 or 5xx. */
  questionFailed(link: number): void;
  /** C1: the server does not know this terminal. */
  terminalRefused(link: number): void;
  close(): void;
}

export interface LinkOptions {
  readonly open: OpenPushLink;
  readonly listener: LinkListener;
  readonly server: KnownServer;
  readonly keyProtector: KeyProtectorKind;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

interface Standing {
  readonly number: number;
  readonly push: PushLink;
  /** Sent and not yet answered, by number: a late answer still tells the time, though no longer that the link is well. */
  readonly asked: Map<number, { readonly at: BootTime; readonly said: TerminalFacts }>;
  spread: Duration;
}

/** Runs the effects of the link's machine and brings back what comes of them. */
export function createLink(options: LinkOptions): Link {
  const { clock, entropy, logger, listener } = options;
  let state: LinkState = NO_LINK;
  let policy: LinkPolicy = LINK_POLICY;
  let standing: Standing | undefined;
  let cancelTimer: Cancel = () => undefined;
  let closed = false;

  function dispatch(input: LinkInput): void {
    if (closed) return;
    const next = stepLink(state, input, { boot: clock.boot(), share: shareOf(entropy.bytes(4)) }, policy);
    state = next.state;
    next.effects.forEach(run);
  }

  function run(effect: LinkEffect): void {
    switch (effect.effect) {
      case 'connect':
        connect(effect.link);
        return;
      case 'close':
        if (standing?.number === effect.link) drop();
        return;
      case 'send-heartbeat':
        sendHeartbeat(effect.link, effect.heartbeat);
        return;
      case 'set-timer':
        cancelTimer();
        cancelTimer = clock.after(effect.after, () => dispatch({ input: 'timer', timer: effect.timer }));
        return;
      case 'run-step':
        runStep(effect.step, effect.run);
        return;
      case 'mode':
        logger.info('Link', { mode: effect.mode });
        listener.modeChanged(effect.mode);
        return;
    }
  }

  function connect(number: number): void {
    drop();
    const asked: Standing['asked'] = new Map();
    const push = options.open({
      opened() {
        const said = listener.facts();
        asked.set(-1, { at: clock.boot(), said });
        push.send(greeting(options, said));
      },
      frame: (frame) => heard(number, frame),
      ended(end) {
        if (standing?.number === number) standing = undefined;
        dispatch(closingInput(number, end));
        logger.debug('Link ended', describeEnd(end));
        listener.unreachable();
      },
    });
    standing = { number, push, asked, spread: seconds(0) };
  }

  function drop(): void {
    standing?.push.abandon();
    standing = undefined;
  }

  function sendHeartbeat(number: number, heartbeat: number): void {
    if (standing?.number !== number) return;
    const said = listener.facts();
    standing.asked.set(heartbeat, { at: clock.boot(), said });
    standing.push.send({ type: 'heartbeat', number: heartbeat, ...said });
  }

  function runStep(step: ReturnStep, number: number): void {
    listener.runStep(step).then(
      (done) => dispatch({ input: done ? 'step-done' : 'step-failed', run: number }),
      (error: unknown) => {
        logger.error('A step of the return failed', { step, error });
        dispatch({ input: 'step-failed', run: number });
      },
    );
  }

  function heard(number: number, frame: LinkFrameDown): void {
    if (standing?.number !== number) return;
    switch (frame.type) {
      case 'welcome':
        welcome(standing, frame);
        return;
      case 'heartbeat':
        heartbeatAnswered(standing, frame);
        return;
      case 'doorbell':
        listener.doorbell(frame);
        listener.tidings({ tidings: frame.tidings, roundTrip: null, said: null });
        return;
      case 'order':
        listener.order(frame);
        return;
      case 'unlock-pin':
        listener.unlockPin(frame);
        return;
    }
  }

  function welcome(link: Standing, frame: Frame<'welcome'>): void {
    const { number } = link;
    if (frame.protocol > PROTOCOL_VERSION || !options.server.greet(frame.incarnation, frame.signingKey)) {
      logger.error('The server is not followed: its protocol is newer, or its incarnation lower, than known', {
        protocol: frame.protocol,
        incarnation: frame.incarnation.number,
      });
      drop();
      dispatch({ input: 'closed', link: number });
      return;
    }
    policy = { ...policy, heartbeatEvery: seconds(frame.heartbeatSeconds) };
    link.spread = seconds(frame.returnSpreadSeconds);
    answered(link, -1, frame.tidings);
    dispatch({ input: 'connected', link: number });
  }

  function heartbeatAnswered(link: Standing, frame: Frame<'heartbeat'>): void {
    const roundTrip = answered(link, frame.number, frame.tidings);
    if (roundTrip === undefined) return;
    dispatch({ input: 'heartbeat-answered', heartbeat: frame.number, roundTrip, well: true, spread: link.spread });
  }

  function answered(link: Standing, number: number, tidings: Tidings): Duration | undefined {
    const question = link.asked.get(number);
    if (question === undefined) return undefined;
    link.asked.delete(number);
    const roundTrip = elapsed(question.at, clock.boot());
    listener.tidings({ tidings, roundTrip, said: question.said });
    return roundTrip;
  }

  return {
    start: () => dispatch({ input: 'start' }),
    mode: () => linkMode(state),
    number: () => standing?.number,
    questionUnanswered: (link) => dispatch({ input: 'question-unanswered', link }),
    questionFailed: (link) => dispatch({ input: 'question-failed', link }),
    terminalRefused: (link) => dispatch({ input: 'terminal-refused', link }),
    close() {
      closed = true;
      cancelTimer();
      drop();
    },
  };
}

function greeting({ keyProtector, clock }: LinkOptions, facts: TerminalFacts): LinkFrameUp {
  return {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    terminalVersion: TERMINAL_VERSION,
    keyProtector,
    bootId: clock.bootId.slice(0, 64),
    ...facts,
  };
}

/** C1: a refusal is an answer and never counts as offline. */
function closingInput(link: number, end: LinkEnd): LinkInput {
  return { input: end.why === 'refused' && refusesTerminal(end) ? 'terminal-refused' : 'closed', link };
}

function describeEnd(end: LinkEnd): Readonly<Record<string, unknown>> {
  return end.why === 'refused' ? { status: end.status, code: end.code } : { code: end.fault.code, message: end.fault.message };
}
