import {
  elapsed,
  seconds,
  shareOf,
  type BootTime,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
  type Logger,
} from '@holdover/kernel';
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
  /** What waits on the server has changed. */
  jobs(): void;
  /** C3, one at a time. False: it could not be done; the link is given up and tried again later. */
  runStep(step: ReturnStep): Promise<boolean>;
  /** The link is gone, however it ended: connections beside it are no better, and the next try may go elsewhere. */
  lost(): void;
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

export function createLink(options: LinkOptions): Link {
  return new RunningLink(options);
}

/** The number under which the greeting's tidings are asked for; heartbeats count from 1. */
const GREETING = -1;

/** Runs the effects of the link's machine and brings back what comes of them. */
class RunningLink implements Link {
  readonly #options: LinkOptions;
  #state: LinkState = NO_LINK;
  #policy: LinkPolicy = LINK_POLICY;
  #standing: Standing | undefined;
  #cancelTimer: Cancel = () => undefined;
  #closed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  start(): void {
    this.#dispatch({ input: 'start' });
  }

  mode(): LinkMode {
    return linkMode(this.#state);
  }

  number(): number | undefined {
    return this.#standing?.number;
  }

  questionUnanswered(link: number): void {
    this.#dispatch({ input: 'question-unanswered', link });
  }

  questionFailed(link: number): void {
    this.#dispatch({ input: 'question-failed', link });
  }

  terminalRefused(link: number): void {
    this.#dispatch({ input: 'terminal-refused', link });
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
    this.#drop();
  }

  #dispatch(input: LinkInput): void {
    if (this.#closed) return;
    const { clock, entropy } = this.#options;
    const moment = { boot: clock.boot(), share: shareOf(entropy.bytes(4)) };
    const next = stepLink(this.#state, input, moment, this.#policy);
    this.#state = next.state;
    for (const effect of next.effects) this.#run(effect);
  }

  #run(effect: LinkEffect): void {
    const { clock, logger, listener } = this.#options;
    switch (effect.effect) {
      case 'connect':
        this.#connect(effect.link);
        return;
      case 'close':
        if (this.#standing?.number === effect.link) this.#drop();
        return;
      case 'send-heartbeat':
        this.#sendHeartbeat(effect.link, effect.heartbeat);
        return;
      case 'set-timer':
        this.#cancelTimer();
        this.#cancelTimer = clock.after(effect.after, () => this.#dispatch({ input: 'timer', timer: effect.timer }));
        return;
      case 'run-step':
        this.#runStep(effect.step, effect.run);
        return;
      case 'mode':
        logger.info('Link', { mode: effect.mode });
        listener.modeChanged(effect.mode);
        return;
    }
  }

  #connect(number: number): void {
    this.#drop();
    const { clock, logger, listener, open } = this.#options;
    const asked: Standing['asked'] = new Map();
    const push = open({
      opened: () => {
        const said = listener.facts();
        asked.set(GREETING, { at: clock.boot(), said });
        push.send(greeting(this.#options, said));
      },
      frame: (frame) => this.#heard(number, frame),
      ended: (end) => {
        logger.debug('Link ended', describeEnd(end));
        if (this.#standing?.number === number) this.#drop();
        this.#dispatch(closingInput(number, end));
      },
    });
    this.#standing = { number, push, asked, spread: seconds(0) };
  }

  #drop(): void {
    if (this.#standing === undefined) return;
    this.#standing.push.abandon();
    this.#standing = undefined;
    this.#options.listener.lost();
  }

  #sendHeartbeat(number: number, heartbeat: number): void {
    if (this.#standing?.number !== number) return;
    const said = this.#options.listener.facts();
    this.#standing.asked.set(heartbeat, { at: this.#options.clock.boot(), said });
    const degraded = this.mode() === 'degraded' ? { degraded: true as const } : {};
    this.#standing.push.send({ type: 'heartbeat', number: heartbeat, ...said, ...degraded });
  }

  #runStep(step: ReturnStep, run: number): void {
    const { listener, logger } = this.#options;
    listener.runStep(step).then(
      (done) => this.#dispatch({ input: done ? 'step-done' : 'step-failed', run }),
      (error: unknown) => {
        logger.error('A step of the return failed', { step, error });
        this.#dispatch({ input: 'step-failed', run });
      },
    );
  }

  #heard(number: number, frame: LinkFrameDown): void {
    const { listener } = this.#options;
    const link = this.#standing;
    if (link?.number !== number) return;
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(link, frame);
        return;
      case 'heartbeat':
        this.#heartbeatAnswered(link, frame);
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
      case 'jobs':
        listener.jobs();
        return;
    }
  }

  #welcomed(link: Standing, frame: Frame<'welcome'>): void {
    const { server, logger } = this.#options;
    if (frame.protocol > PROTOCOL_VERSION || !server.greet(frame.incarnation, frame.signingKey)) {
      logger.error('The server is not followed: its protocol is newer, or its incarnation lower, than known', {
        protocol: frame.protocol,
        incarnation: frame.incarnation.number,
      });
      this.#drop();
      this.#dispatch({ input: 'closed', link: link.number });
      return;
    }
    this.#policy = { ...this.#policy, heartbeatEvery: seconds(frame.heartbeatSeconds) };
    link.spread = seconds(frame.returnSpreadSeconds);
    this.#answered(link, GREETING, frame.tidings);
    this.#dispatch({ input: 'connected', link: link.number });
  }

  #heartbeatAnswered(link: Standing, { number, tidings }: Frame<'heartbeat'>): void {
    const roundTrip = this.#answered(link, number, tidings);
    if (roundTrip === undefined) return;
    this.#dispatch({ input: 'heartbeat-answered', heartbeat: number, roundTrip, well: true, spread: link.spread });
  }

  #answered(link: Standing, number: number, tidings: Tidings): Duration | undefined {
    const question = link.asked.get(number);
    if (question === undefined) return undefined;
    link.asked.delete(number);
    const roundTrip = elapsed(question.at, this.#options.clock.boot());
    this.#options.listener.tidings({ tidings, roundTrip, said: question.said });
    return roundTrip;
  }
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
  return end.why === 'refused'
    ? { status: end.status, code: end.code }
    : { code: end.fault.code, message: end.fault.message };
}
