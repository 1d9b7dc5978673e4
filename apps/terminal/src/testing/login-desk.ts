import { join } from 'node:path';
import type { PanelLoginRequest } from '@holdover/api';
import { decodeRecord, type JournalRecord } from '@holdover/journal';
import { makeId, minutes, type Instant } from '@holdover/kernel';
import type { LinkMode } from '@holdover/offline-login';
import type { LoginAnswer, LoginRequest, StateSnapshot } from '@holdover/protocol';
import { createMemoryLogger, createNodeDigest, type MemoryLogger } from '@holdover/testbed';
import { createSqlCredentialCache } from '../cache/credential-cache-sql.ts';
import type { CredentialCache } from '../cache/credential-cache.ts';
import { createCardSlot, type CardSlot } from '../card-reader/card-slot.ts';
import { createRefusalJournal } from '../journal/refusal-journal.ts';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { createAskServer } from '../session/ask-server.ts';
import { createAttemptThrottle } from '../session/attempt-throttle.ts';
import { createCardThrottle } from '../session/card-throttle.ts';
import { createLoginFlow, type LoginFlow } from '../session/login-flow.ts';
import { createNamedAttempts } from '../session/named-attempts.ts';
import { createTurns } from '../session/one-at-a-time.ts';
import { createPinThrottle, makeFirstBucket, type PinThrottle } from '../session/pin-throttle.ts';
import { createSessionKeeper, type SessionKeeper } from '../session/session-keeper.ts';
import type { Stretcher } from '../session/stretched-secret.ts';
import { prepareCacheDatabase } from '../store/cache-database.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from './open-test-journal.ts';
import { quickStretch, sampleLogins, samplePerson, sampleSnapshot, type Person } from './sample-state.ts';
import { openPrepared } from './open-prepared.ts';

/** The cache key of the desk's first state. */
export const DESK_KEY = new Uint8Array(32).fill(7);

export const DESK_PIN_RULES = { pinAttempts: 5, pinRefill: minutes(90) };

/** Everything behind the login page on a real disk, with a server, a link and a clock that the test plays. */
export interface LoginDesk {
  readonly world: TestJournal;
  readonly cache: CredentialCache;
  readonly pins: PinThrottle;
  readonly cards: CardSlot;
  readonly sessions: SessionKeeper;
  readonly logger: MemoryLogger;
  readonly anna: Person;
  readonly bela: Person;
  mode: LinkMode;
  serverAnswer: (request: LoginRequest) => Promise<GatewayAnswer<LoginAnswer>>;
  /** What the server was asked. */
  asked: LoginRequest[];
  /** What others were told: the link, the jobs, the synchronizer. */
  readonly told: string[];
  denied: ReadonlySet<string>;
  /** Quick unless a test slows it. */
  stretch: Stretcher;
  readonly logIn: LoginFlow;
  /** For what takes PINs beside a login. */
  readonly parts: ReturnType<typeof partsOf>;
  /** A state with these people is synchronized. */
  hold(people: readonly Person[], change?: Partial<StateSnapshot>, at?: Instant): Promise<void>;
  records(): readonly JournalRecord[];
  byPin(pin?: string): PanelLoginRequest;
  byCard(person?: Person): PanelLoginRequest;
  /** What a login came to, in a word. */
  code(request: PanelLoginRequest): Promise<string>;
  leave(): void;
  close(): void;
}

/** Anna (482913, 04A23B) and Bela (719305, 04C0FE) are synchronized; the link is offline. */
export async function openLoginDesk(): Promise<LoginDesk> {
  const world = openTestJournal();
  const logger = createMemoryLogger();
  const anna = samplePerson(world.entropy, 'Anna', '482913', '04A23B');
  const bela = samplePerson(world.entropy, 'Bela', '719305', '04C0FE');
  const cacheDatabase = openPrepared(join(world.folder, 'cache.db'), DESK_KEY, prepareCacheDatabase);
  const cache = createSqlCredentialCache(cacheDatabase);
  makeFirstBucket(world.database);
  const pins = createPinThrottle({ ...world, policy: () => DESK_PIN_RULES });
  const cards = createCardSlot(world);
  const told: string[] = [];
  const sessions = openSessions(world, logger, told);
  const answers = sampleLogins([anna, bela], DESK_KEY, TEST_NOW);
  const logIn: LoginFlow = (request) => flow(request);
  const bare: Omit<LoginDesk, 'parts'> = {
    world,
    cache,
    pins,
    cards,
    sessions,
    logger,
    anna,
    bela,
    told,
    logIn,
    mode: 'offline',
    asked: [],
    denied: new Set(),
    stretch: quickStretch,
    serverAnswer: (request) => Promise.resolve({ kind: 'answer', value: answers(request) }),
    hold: (people, change = {}, at = TEST_NOW) => cache.adopt(stateOf(world, people, { change, at }), () => new Set()),
    records: () => world.texts().flatMap(recordIn),
    byPin: (pin = anna.pin.digits) => ({ method: 'pin', pin }),
    byCard: (person = anna) => ({ method: 'card', card: person.card.number.toLowerCase() }),
    async code(request) {
      const outcome = await logIn(request);
      return outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome;
    },
    leave() {
      const session = sessions.current();
      if (session !== undefined) sessions.logout(session.id);
    },
    close() {
      cacheDatabase.close();
      world.remove();
    },
  };
  const desk: LoginDesk = Object.assign(bare, { parts: partsOf(bare) });
  const flow = connectLogin(desk);
  await desk.hold([anna, bela]);
  return desk;
}

function openSessions({ journal, clock }: TestJournal, logger: MemoryLogger, told: string[]): SessionKeeper {
  return createSessionKeeper({
    journal,
    clock,
    logger,
    mode: () => 'offline',
    idleTimeoutSeconds: () => 60,
    stopJobs: (user) => told.push(`stop ${user}`),
    onChanged: () => undefined,
  });
}

/** What a login and whatever else takes a PIN share. */
function partsOf(desk: Omit<LoginDesk, 'parts' | 'logIn'>) {
  const { cache, cards, sessions, pins, told, logger } = desk;
  const { clock, entropy, journal, database, time } = desk.world;
  const link = {
    mode: () => desk.mode,
    number: () => 1,
    questionUnanswered: () => told.push('unanswered'),
    questionFailed: () => told.push('failed'),
    terminalRefused: () => told.push('refused'),
  };
  return {
    cache,
    cards,
    clock,
    entropy,
    link,
    sessions,
    journal,
    time,
    logger,
    throttle: createAttemptThrottle({ pins, cards: createCardThrottle(clock, database), clock }),
    named: createNamedAttempts(clock, database),
    refusals: createRefusalJournal({ journal, clock, logger, mode: () => 'offline' }),
    digest: createNodeDigest(),
  };
}

function connectLogin(desk: LoginDesk): LoginFlow {
  const { parts, told } = desk;
  const client = {
    login: (request: LoginRequest) => {
      desk.asked.push(request);
      return desk.serverAnswer(request);
    },
  };
  return createLoginFlow({
    ...parts,
    denied: () => desk.denied,
    askServer: createAskServer({ ...parts, client }),
    inTurn: createTurns(),
    stretch: (secrets, hashing) => desk.stretch(secrets, hashing),
    onNewerGeneration: () => told.push('newer generation'),
  });
}

function stateOf(
  { entropy }: TestJournal,
  people: readonly Person[],
  { change, at }: { readonly change: Partial<StateSnapshot>; readonly at: Instant },
): StateSnapshot {
  const identity = { deviceId: makeId('device', TEST_NOW, entropy), deviceName: 'Kyocera' };
  return sampleSnapshot({ identity, people, key: DESK_KEY, at, change });
}

function recordIn(text: string): readonly JournalRecord[] {
  const decoded = decodeRecord(text);
  return decoded.ok ? [decoded.record] : [];
}
