import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { PanelLoginRequest } from '@holdover/api';
import { hours, makeId, milliseconds, minutes, seconds, type Instant, type UserId } from '@holdover/kernel';
import { decodeRecord, type JournalRecord } from '@holdover/journal';
import type { LinkMode } from '@holdover/offline-login';
import type { LoginAnswer, LoginRequest, StateSnapshot } from '@holdover/protocol';
import { createMemoryLogger, createNodeDigest } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqlCredentialCache } from '../cache/credential-cache-sql.ts';
import type { CredentialCache } from '../cache/credential-cache.ts';
import { createRefusalJournal } from '../journal/refusal-journal.ts';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { openCacheDatabase } from '../store/cache-database.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { quickStretch, sampleLogins, samplePerson, sampleSnapshot, type Person } from '../testing/sample-state.ts';
import { createAskServer } from './ask-server.ts';
import { createAttemptThrottle } from './attempt-throttle.ts';
import { createLoginFlow, type LoginFlow } from './login-flow.ts';
import { createNamedAttempts } from './named-attempts.ts';
import { createPinThrottle, makeFirstBucket, type PinThrottle } from './pin-throttle.ts';
import { createSessionKeeper, type SessionKeeper } from './session-keeper.ts';

const KEY = new Uint8Array(32).fill(7);

describe('a login at the panel', () => {
  let world: TestJournal;
  let cacheDatabase: ReturnType<typeof openCacheDatabase>;
  let cache: CredentialCache;
  let pins: PinThrottle;
  let sessions: SessionKeeper;
  let logIn: LoginFlow;
  let anna: Person;
  let bela: Person;
  let mode: LinkMode;
  let serverAnswer: (request: LoginRequest) => Promise<GatewayAnswer<LoginAnswer>>;
  let asked: LoginRequest[];
  let told: string[];
  let denied: Set<string>;
  const logger = createMemoryLogger();

  beforeEach(async () => {
    world = openTestJournal();
    const { clock, entropy, journal, database, time } = world;
    anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
    bela = samplePerson(entropy, 'Bela', '719305', '04C0FE');
    cacheDatabase = openCacheDatabase(join(world.folder, 'cache.db'), KEY);
    cache = createSqlCredentialCache(cacheDatabase);
    await hold([anna, bela]);
    mode = 'offline';
    asked = [];
    told = [];
    denied = new Set();
    const answers = sampleLogins([anna, bela], KEY, TEST_NOW);
    serverAnswer = (request) => Promise.resolve({ kind: 'answer', value: answers(request) });
    makeFirstBucket(database);
    pins = createPinThrottle({ clock, database, policy: () => ({ pinAttempts: 5, pinRefill: minutes(90) }) });
    sessions = createSessionKeeper({
      journal,
      clock,
      logger,
      mode: () => 'offline',
      idleTimeoutSeconds: () => 60,
      stopJobs: (user) => told.push(`stop ${user}`),
      onChanged: () => undefined,
    });
    const link = {
      mode: () => mode,
      number: () => 1,
      questionUnanswered: () => told.push('unanswered'),
      questionFailed: () => told.push('failed'),
      terminalRefused: () => told.push('refused'),
    };
    const client = {
      login: (request: LoginRequest) => {
        asked.push(request);
        return serverAnswer(request);
      },
    };
    logIn = createLoginFlow({
      cache,
      denied: () => denied,
      link,
      askServer: createAskServer({ client, link, clock, entropy }),
      sessions,
      throttle: createAttemptThrottle(pins, clock),
      named: createNamedAttempts(clock, database),
      journal,
      refusals: createRefusalJournal(journal, clock, () => 'offline'),
      time,
      stretch: quickStretch,
      clock,
      entropy,
      digest: createNodeDigest(),
      logger,
      onNewerGeneration: () => told.push('newer generation'),
    });
  });

  afterEach(() => {
    expect(logger.text()).not.toMatch(/482913|04A23B/);
    cacheDatabase.close();
    world.remove();
  });

  async function hold(
    people: readonly Person[],
    change: Partial<StateSnapshot> = {},
    at: Instant = TEST_NOW,
  ): Promise<void> {
    const identity = { deviceId: makeId('device', TEST_NOW, world.entropy), deviceName: 'Kyocera' };
    await cache.adopt(sampleSnapshot({ identity, people, key: KEY, at, change }), new Set());
  }

  const records = (): JournalRecord[] =>
    world.texts().flatMap((text) => {
      const decoded = decodeRecord(text);
      return decoded.ok ? [decoded.record] : [];
    });
  const byPin = (pin = anna.pin.digits): PanelLoginRequest => ({ method: 'pin', pin });
  const byCard = (person = anna): PanelLoginRequest => ({ method: 'card', card: person.card.number.toLowerCase() });
  const code = async (request: PanelLoginRequest): Promise<string> => {
    const outcome = await logIn(request);
    return outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome;
  };
  const leave = (): void => {
    const session = sessions.current();
    if (session !== undefined) sessions.logout(session.id);
  };

  test('[D1a] offline and refused go to the cache at once; the others ask the server first', async () => {
    for (const [state, questions] of [
      ['offline', 0],
      ['refused', 0],
      ['online', 1],
      ['degraded', 1],
      ['returning', 1],
    ] as const) {
      mode = state;
      asked = [];
      const outcome = await logIn(byPin());
      expect(outcome).toMatchObject({ outcome: 'opened', session: { mode: questions === 0 ? 'offline' : 'online' } });
      expect(asked).toHaveLength(questions);
      leave();
    }
  });

  test('[D1b] a server that is silent leaves the decision to the cache after 1.2 s, and the link is told', async () => {
    mode = 'online';
    serverAnswer = () => new Promise(() => undefined);
    const login = logIn(byPin());
    await world.clock.advanceAsync(milliseconds(1_199));
    expect(told).toEqual([]);
    await world.clock.advanceAsync(milliseconds(1));
    expect(await login).toMatchObject({ outcome: 'opened', session: { mode: 'offline' } });
    expect(told).toEqual(['unanswered']);
  });

  test.each([429, 500, 503])(
    '[D1b] status %i leaves the decision to the cache, and the link is told',
    async (status) => {
      mode = 'online';
      serverAnswer = () => Promise.resolve({ kind: 'refused', status, code: 'overloaded' });
      expect(await logIn(byPin())).toMatchObject({ outcome: 'opened', session: { mode: 'offline' } });
      expect(told).toEqual(['failed']);
    },
  );

  test('[D1c] what the server refuses the cache does not open', async () => {
    mode = 'online';
    serverAnswer = ({ attempt }) =>
      Promise.resolve({
        kind: 'answer',
        value: { outcome: 'refused', attempt, code: 'disabled', userId: anna.user.id },
      });
    expect(await code(byPin())).toBe('disabled');
    expect(records().at(-1)).toMatchObject({ type: 'refusal', code: 'disabled', mode: 'online', userId: anna.user.id });
  });

  test('[D1b] an answer to another attempt is none', async () => {
    mode = 'online';
    const answers = sampleLogins([bela], KEY, TEST_NOW);
    serverAnswer = (request) =>
      Promise.resolve({ kind: 'answer', value: answers({ ...request, attempt: 'f'.repeat(32) }) });
    expect(await logIn(byPin())).toMatchObject({ outcome: 'opened', session: { user: anna.user, mode: 'offline' } });
  });

  test('[D1d] a session that the journal cannot hold does not exist', async () => {
    world.database.exec('DROP TABLE journal_open');
    expect(await logIn(byPin())).toEqual({ outcome: 'not-recorded' });
    expect(sessions.current()).toBeUndefined();
  });

  test('[D1e] a refusal that comes after the cache opened a session ends it', async () => {
    mode = 'online';
    let answerLate: (answer: GatewayAnswer<LoginAnswer>) => void = () => undefined;
    serverAnswer = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    const login = logIn(byPin());
    await world.clock.advanceAsync(milliseconds(1_200));
    await login;
    const attempt = asked[0]?.attempt ?? '';
    answerLate({ kind: 'answer', value: { outcome: 'refused', attempt, code: 'disabled', userId: anna.user.id } });
    await world.clock.advanceAsync(milliseconds(1));
    expect(sessions.current()).toBeUndefined();
    expect(records().at(-1)).toMatchObject({ type: 'session-end', reason: 'refused-by-server' });
  });

  test('[D3b] the token is on disk before the server or the cache is asked', async () => {
    mode = 'online';
    const tokens = () =>
      createPinThrottle({
        clock: world.clock,
        database: world.database,
        policy: () => ({ pinAttempts: 5, pinRefill: minutes(90) }),
      });
    const seen: boolean[] = [];
    const answers = sampleLogins([], KEY, TEST_NOW);
    serverAnswer = (request) => {
      // Another program that opened the file now would find one token less.
      const other = tokens();
      let left = 0;
      while (other.take().taken) left++;
      seen.push(left === 4);
      return Promise.resolve({ kind: 'answer', value: answers(request) });
    };
    await logIn(byPin());
    expect(seen).toEqual([true]);
  });

  test('[D3a] [D3f] five wrong PINs lock PIN alone for 90 minutes, in every state of the link; the card goes on', async () => {
    for (let n = 0; n < 5; n++) expect(await code(byPin(`99999${n}`))).toBe('unknown-credential');
    mode = 'online';
    expect(await logIn(byPin())).toMatchObject({ refusal: { code: 'locked', retryAfter: minutes(90) } });
    expect(asked).toEqual([]);
    expect(await code(byCard())).toBe('opened');
    leave();
    world.clock.advance(minutes(90));
    expect(await code(byPin())).toBe('opened');
  });

  test('[D3e] a restart gives no token back', async () => {
    for (let n = 0; n < 5; n++) await logIn(byPin(`99999${n}`));
    world.restart();
    const again = createPinThrottle({ ...world, policy: () => ({ pinAttempts: 5, pinRefill: minutes(90) }) });
    expect(again.take()).toMatchObject({ taken: false });
  });

  test('[D3c] a success gives back the slips of the last minute', async () => {
    expect(await code(byPin('482914'))).toBe('unknown-credential');
    expect(await code(byPin('482013'))).toBe('unknown-credential');
    expect(await code(byPin())).toBe('opened');
    leave();
    for (let n = 0; n < 5; n++) expect(await code(byPin(`99999${n}`))).toBe('unknown-credential');
    expect(await code(byPin())).toBe('locked');
  });

  test('[D3d] an unlock order gives the tokens back, once', async () => {
    for (let n = 0; n < 5; n++) await logIn(byPin(`99999${n}`));
    pins.unlock(1);
    expect(await code(byPin())).toBe('opened');
    leave();
    for (let n = 0; n < 5; n++) await logIn(byPin(`99999${n}`));
    pins.unlock(1);
    expect(await code(byPin())).toBe('locked');
  });

  test('[D3g] ten unknown cards in a row are looked up; the next waits', async () => {
    for (let n = 0; n < 10; n++) expect(await code({ method: 'card', card: `0FF${n}` })).toBe('unknown-credential');
    expect(await logIn(byCard())).toMatchObject({ refusal: { code: 'locked', retryAfter: seconds(10) } });
    world.clock.advance(seconds(10));
    expect(await code(byCard())).toBe('opened');
  });

  test('[D4a] a card and a PIN of two users open nothing', async () => {
    const both = (card: Person, pin: Person): PanelLoginRequest => ({
      method: 'card+pin',
      card: card.card.number,
      pin: pin.pin.digits,
    });
    expect(await code(both(anna, bela))).toBe('unknown-credential');
    expect(records().at(-1)).toMatchObject({ type: 'refusal', method: 'card+pin', userId: anna.user.id });
    expect(await code(both(anna, anna))).toBe('opened');
  });

  test('[D5a] of two logins at once the second finds somebody there', async () => {
    const [first, second] = await Promise.all([logIn(byPin()), logIn(byPin(bela.pin.digits))]);
    expect(first).toMatchObject({ outcome: 'opened', session: { user: anna.user } });
    expect(second).toEqual({ outcome: 'busy' });
  });

  test('[D5b] nobody touches the panel for a minute: the session ends', async () => {
    await logIn(byPin());
    world.clock.advance(seconds(59));
    expect(sessions.current()).toMatchObject({ endsInSeconds: 1 });
    world.clock.advance(seconds(1));
    expect(sessions.current()).toBeUndefined();
    expect(records().at(-1)).toMatchObject({ type: 'session-end', reason: 'idle' });
  });

  test('[D5c] [D5d] the same card again logs out; another’s offers to take over and does so when read again', async () => {
    await logIn(byCard());
    expect(await code(byCard())).toBe('ended');
    await logIn(byCard());
    expect(await code(byCard(bela))).toBe('offered');
    expect(sessions.current()?.user).toEqual(anna.user);
    expect(await code(byCard(bela))).toBe('opened');
    expect(sessions.current()?.user).toEqual(bela.user);
    expect(records().filter(({ type }) => type === 'session-end')).toMatchObject([
      { reason: 'second-swipe' },
      { reason: 'switch-user' },
    ]);
  });

  test('[B4c] an online login works offline afterwards, under the same end', async () => {
    await hold([]);
    mode = 'online';
    expect(await code(byPin())).toBe('opened');
    leave();
    mode = 'offline';
    expect(await code(byPin())).toBe('opened');
    leave();
    expect(await code(byCard())).toBe('unknown-credential');
  });

  test('[B4c] nobody is kept where the model or the setting forbids it', async () => {
    const device = {
      id: makeId('device', TEST_NOW, world.entropy),
      name: 'Other',
      model: 'other',
      offlineLogin: false,
    };
    await hold([], { device });
    mode = 'online';
    expect(await code(byPin())).toBe('opened');
    expect(cache.counts()).toEqual({ users: 0, credentials: 0 });
    leave();
    mode = 'offline';
    const refused = await logIn(byPin());
    expect(refused).toMatchObject({ refusal: { code: 'offline-login-unavailable', reason: 'device-model' } });
  });

  test('[B4c] an online login under a newer key is not kept, and the new state is asked for', async () => {
    await hold([]);
    mode = 'online';
    const answers = sampleLogins([anna], KEY, TEST_NOW);
    serverAnswer = (request) =>
      Promise.resolve({ kind: 'answer', value: { ...answers(request), generation: 2 } as LoginAnswer });
    expect(await code(byPin())).toBe('opened');
    expect(cache.counts().users).toBe(0);
    expect(told).toEqual(['newer generation']);
  });

  test('[B5a] an offline login does not extend validity', async () => {
    world.clock.advance(hours(71));
    expect(await code(byPin())).toBe('opened');
    leave();
    world.clock.advance(hours(1));
    expect(await code(byPin())).toBe('expired');
  });

  test('[B6a] an expired credential is told so, and the journal has the refusal', async () => {
    world.clock.advance(hours(72));
    expect(await code(byCard())).toBe('expired');
    expect(records().at(-1)).toMatchObject({ type: 'refusal', code: 'expired', userId: anna.user.id, mode: 'offline' });
  });

  test('[D2a] the expired card with a wrong PIN is unknown', async () => {
    world.clock.advance(hours(72));
    expect(await code({ method: 'card+pin', card: anna.card.number, pin: '000111' })).toBe('unknown-credential');
  });

  test('[B7a] a disabled user’s session ends after the sheet in print, and nothing begins in it meanwhile', async () => {
    const opened = await logIn(byPin());
    if (opened.outcome !== 'opened') return expect.unreachable();
    const activity = makeId('activity', TEST_NOW, world.entropy);
    sessions.activityBegan(activity, opened.session.id);
    sessions.usersDisabled([bela.user.id, anna.user.id]);
    expect(sessions.current()).toBeUndefined();
    expect(told).toEqual([`stop ${anna.user.id}`]);
    expect(records().at(-1)).toMatchObject({ type: 'session-begin' });
    sessions.activityEnded(activity);
    expect(records().at(-1)).toMatchObject({ type: 'session-end', reason: 'user-disabled' });
  });

  test('[B7c] an online login of somebody denied meanwhile is not kept', async () => {
    await hold([]);
    mode = 'online';
    denied = new Set<UserId>([anna.user.id]);
    await logIn(byPin());
    expect(cache.counts().users).toBe(0);
  });

  test('[B8a] neither PIN nor card is in what the server or the journal gets', async () => {
    mode = 'online';
    await logIn(byPin());
    leave();
    await logIn(byCard());
    const texts = JSON.stringify([asked, world.texts()]);
    expect(texts).not.toMatch(/482913|04A23B/);
    const bare = createHash('sha256').update('482913').digest();
    expect(texts).not.toContain(bare.toString('base64url'));
  });

  test('before the first synchronization nobody is served, and the panel hears why', async () => {
    cache.wipe();
    expect(await code(byPin())).toBe('offline-login-unavailable');
  });

  test('a method the profile does not list costs neither token nor hash', async () => {
    await hold([anna], {
      profile: { name: 'Cards', loginMethods: ['card'], idleTimeoutSeconds: 60, actions: ['print'] },
    });
    for (let n = 0; n < 7; n++) expect(await code(byPin())).toBe('method-not-allowed');
    expect(pins.lockedFor()).toBe(0);
  });
});
