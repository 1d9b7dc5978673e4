import { createHash } from 'node:crypto';
import type { PanelLoginRequest } from '@holdover/api';
import { hours, instant, makeId, milliseconds, seconds, type Duration, type UserId } from '@holdover/kernel';
import type { LoginAnswer } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { DESK_KEY, openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { quickStretch, sampleLogins, type Person, PLAIN_PROFILE } from '../testing/sample-state.ts';

describe('a login at the panel', () => {
  let desk: LoginDesk;
  beforeEach(async () => {
    desk = await openLoginDesk();
  });
  afterEach(() => {
    expect(desk.logger.text()).not.toMatch(/482913|04A23B/);
    desk.close();
  });

  const synchronizedBefore = (age: Duration) => desk.hold([desk.anna, desk.bela], {}, instant(TEST_NOW - age));

  test('[F6a] with a full journal nobody logs in, and nothing is asked or counted; with room again they do', async () => {
    await synchronizedBefore(hours(1));
    const { journal } = desk.world;
    const { room } = journal;
    const before = desk.world.texts().length;
    for (const full of ['online', 'offline'] as const) {
      desk.mode = full;
      journal.room = () => 'full';
      expect(await desk.logIn(desk.byPin())).toEqual({ outcome: 'journal-full' });
    }
    expect([desk.asked, desk.world.texts().length]).toEqual([[], before]);
    journal.room = () => 'warning';
    expect(await desk.logIn(desk.byPin())).toMatchObject({ outcome: 'opened' });
    journal.room = room;
  });

  test('[D1a] offline and refused go to the cache at once; the others ask the server first', async () => {
    for (const [state, questions] of [
      ['offline', 0],
      ['refused', 0],
      ['online', 1],
      ['degraded', 1],
      ['returning', 1],
    ] as const) {
      desk.mode = state;
      desk.asked = [];
      const outcome = await desk.logIn(desk.byPin());
      expect(outcome).toMatchObject({ outcome: 'opened', session: { mode: questions === 0 ? 'offline' : 'online' } });
      expect(desk.asked).toHaveLength(questions);
      desk.leave();
    }
  });

  test('[D1b] [D1f] a server that is silent leaves the decision to the cache after 1.2 s, and the link is told', async () => {
    desk.mode = 'online';
    desk.serverAnswer = () => new Promise(() => undefined);
    const login = desk.logIn(desk.byPin());
    await desk.world.clock.advanceAsync(milliseconds(1_199));
    expect(desk.told).toEqual([]);
    await desk.world.clock.advanceAsync(milliseconds(1));
    expect(await login).toMatchObject({ outcome: 'opened', session: { mode: 'offline' } });
    expect(desk.told).toEqual(['unanswered']);
  });

  test('[D1f] the 1.2 s begin when the slow hash is done, however slow it was', async () => {
    const { clock } = desk.world;
    desk.mode = 'online';
    desk.stretch = async (...parts) => {
      await new Promise<void>((resolve) => {
        clock.after(seconds(3), resolve);
      });
      return quickStretch(...parts);
    };
    const answers = sampleLogins([desk.anna], DESK_KEY, TEST_NOW);
    desk.serverAnswer = (request) =>
      new Promise((resolve) => {
        clock.after(milliseconds(1_199), () => resolve({ kind: 'answer', value: answers(request) }));
      });
    const login = desk.logIn(desk.byPin());
    await clock.advanceAsync(milliseconds(4_200));
    expect(await login).toMatchObject({ outcome: 'opened', session: { mode: 'online' } });
  });

  test('[D1g] a grant that comes after the cache refused opens nothing and caches nothing', async () => {
    const { clock } = desk.world;
    await desk.hold([]);
    desk.mode = 'online';
    const answers = sampleLogins([desk.anna], DESK_KEY, TEST_NOW);
    desk.serverAnswer = (request) =>
      new Promise((resolve) => {
        clock.after(seconds(2), () => resolve({ kind: 'answer', value: answers(request) }));
      });
    const login = desk.logIn(desk.byPin());
    await clock.advanceAsync(seconds(5));
    expect(await login).toMatchObject({ refusal: { code: 'unknown-credential' } });
    expect(desk.sessions.current()).toBeUndefined();
    expect(desk.cache.counts()).toEqual({ users: 0, credentials: 0 });
  });

  test.each([429, 500, 503])(
    '[D1b] status %i leaves the decision to the cache, and the link is told',
    async (status) => {
      desk.mode = 'online';
      desk.serverAnswer = () => Promise.resolve({ kind: 'refused', status, code: 'overloaded' });
      expect(await desk.logIn(desk.byPin())).toMatchObject({ outcome: 'opened', session: { mode: 'offline' } });
      expect(desk.told).toEqual(['failed']);
    },
  );

  test('[D1c] what the server refuses the cache does not open', async () => {
    desk.mode = 'online';
    desk.serverAnswer = ({ attempt }) =>
      Promise.resolve({
        kind: 'answer',
        value: { outcome: 'refused', attempt, code: 'disabled', userId: desk.anna.user.id },
      });
    expect(await desk.code(desk.byPin())).toBe('disabled');
    expect(desk.records().at(-1)).toMatchObject({
      type: 'refusal',
      code: 'disabled',
      mode: 'online',
      userId: desk.anna.user.id,
    });
  });

  test('[D1b] an answer to another attempt is none', async () => {
    desk.mode = 'online';
    const answers = sampleLogins([desk.bela], DESK_KEY, TEST_NOW);
    desk.serverAnswer = (request) =>
      Promise.resolve({ kind: 'answer', value: answers({ ...request, attempt: 'f'.repeat(32) }) });
    expect(await desk.logIn(desk.byPin())).toMatchObject({
      outcome: 'opened',
      session: { user: desk.anna.user, mode: 'offline' },
    });
  });

  test('[D1d] a session that the journal cannot hold does not exist', async () => {
    desk.world.database.exec('DROP TABLE journal_record');
    expect(await desk.logIn(desk.byPin())).toEqual({ outcome: 'not-recorded' });
    expect(desk.sessions.current()).toBeUndefined();
  });

  test('[D1e] a refusal that comes after the cache opened a session ends it', async () => {
    desk.mode = 'online';
    let answerLate: (answer: GatewayAnswer<LoginAnswer>) => void = () => undefined;
    desk.serverAnswer = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    const login = desk.logIn(desk.byPin());
    await desk.world.clock.advanceAsync(milliseconds(1_200));
    await login;
    const attempt = desk.asked[0]?.attempt ?? '';
    answerLate({ kind: 'answer', value: { outcome: 'refused', attempt, code: 'disabled', userId: desk.anna.user.id } });
    await desk.world.clock.advanceAsync(milliseconds(1));
    expect(desk.sessions.current()).toBeUndefined();
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-end', reason: 'refused-by-server' });
    expect(desk.told).toContain(`stop ${desk.anna.user.id}`);
  });

  test('[D4a] a card and a PIN of two users open nothing', async () => {
    const both = (card: Person, pin: Person): PanelLoginRequest => ({
      method: 'card+pin',
      card: card.card.number,
      pin: pin.pin.digits,
    });
    expect(await desk.code(both(desk.anna, desk.bela))).toBe('unknown-credential');
    expect(desk.records().at(-1)).toMatchObject({ type: 'refusal', method: 'card+pin', userId: desk.anna.user.id });
    expect(await desk.code(both(desk.anna, desk.anna))).toBe('opened');
  });

  test('[D5a] of two logins at once the second finds somebody there', async () => {
    const [first, second] = await Promise.all([desk.logIn(desk.byPin()), desk.logIn(desk.byPin(desk.bela.pin.digits))]);
    expect(first).toMatchObject({ outcome: 'opened', session: { user: desk.anna.user } });
    expect(second).toEqual({ outcome: 'busy' });
  });

  test('[D5b] nobody touches the panel for a minute: the session ends', async () => {
    await desk.logIn(desk.byPin());
    desk.world.clock.advance(seconds(59));
    expect(desk.sessions.current()).toMatchObject({ endsInSeconds: 1 });
    desk.world.clock.advance(seconds(1));
    expect(desk.sessions.current()).toBeUndefined();
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-end', reason: 'idle' });
  });

  test('[D5c] [D5d] the same card again logs out; another’s offers to take over and does so when read again', async () => {
    await desk.logIn(desk.byCard());
    expect(await desk.code(desk.byCard())).toBe('ended');
    await desk.logIn(desk.byCard());
    expect(await desk.code(desk.byCard(desk.bela))).toBe('offered');
    expect(desk.sessions.current()?.user).toEqual(desk.anna.user);
    expect(await desk.code(desk.byCard(desk.bela))).toBe('opened');
    expect(desk.sessions.current()?.user).toEqual(desk.bela.user);
    expect(desk.records().filter(({ type }) => type === 'session-end')).toMatchObject([
      { reason: 'second-swipe' },
      { reason: 'switch-user' },
    ]);
  });

  test('[B4c] an online login works offline afterwards, under the same end', async () => {
    await desk.hold([]);
    desk.mode = 'online';
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    desk.mode = 'offline';
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    expect(await desk.code(desk.byCard())).toBe('unknown-credential');
  });

  test('[B4c] nobody is kept where the model or the setting forbids it', async () => {
    const device = {
      id: makeId('device', TEST_NOW, desk.world.entropy),
      name: 'Other',
      model: 'other',
      offlineLogin: false,
      language: 'en' as const,
      printerPin: null,
    };
    await desk.hold([], { device });
    desk.mode = 'online';
    expect(await desk.code(desk.byPin())).toBe('opened');
    expect(desk.cache.counts()).toEqual({ users: 0, credentials: 0 });
    desk.leave();
    desk.mode = 'offline';
    const refused = await desk.logIn(desk.byPin());
    expect(refused).toMatchObject({ refusal: { code: 'offline-login-unavailable', reason: 'device-model' } });
  });

  test('[B4c] an online login under a newer key is not kept, and the new state is asked for', async () => {
    await desk.hold([]);
    desk.mode = 'online';
    const answers = sampleLogins([desk.anna], DESK_KEY, TEST_NOW);
    desk.serverAnswer = (request) =>
      Promise.resolve({ kind: 'answer', value: { ...answers(request), generation: 2 } as LoginAnswer });
    expect(await desk.code(desk.byPin())).toBe('opened');
    expect(desk.cache.counts().users).toBe(0);
    expect(desk.told).toEqual(['newer generation']);
  });

  test('[B5a] an offline login does not extend validity', async () => {
    await synchronizedBefore(hours(71));
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    desk.world.clock.advance(hours(1));
    expect(await desk.code(desk.byPin())).toBe('expired');
  });

  test('[B6a] an expired credential is told so, and the journal has the refusal', async () => {
    await synchronizedBefore(hours(72));
    expect(await desk.code(desk.byCard())).toBe('expired');
    expect(desk.records().at(-1)).toMatchObject({
      type: 'refusal',
      code: 'expired',
      userId: desk.anna.user.id,
      mode: 'offline',
    });
  });

  test('[D2a] the expired card with a wrong PIN is unknown', async () => {
    await synchronizedBefore(hours(72));
    expect(await desk.code({ method: 'card+pin', card: desk.anna.card.number, pin: '000111' })).toBe(
      'unknown-credential',
    );
  });

  test('[B7a] a disabled user’s session ends after the sheet in print, and nothing begins in it meanwhile', async () => {
    const opened = await desk.logIn(desk.byPin());
    if (opened.outcome !== 'opened') return expect.unreachable();
    const activity = makeId('activity', TEST_NOW, desk.world.entropy);
    desk.sessions.activityBegan(activity, opened.session.id);
    desk.sessions.usersDisabled([desk.bela.user.id, desk.anna.user.id]);
    expect(desk.sessions.current()).toBeUndefined();
    expect(desk.told).toEqual([`stop ${desk.anna.user.id}`]);
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-begin' });
    desk.sessions.activityEnded(activity);
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-end', reason: 'user-disabled' });
  });

  test('[B7c] an online login of somebody denied meanwhile is not kept', async () => {
    await desk.hold([]);
    desk.mode = 'online';
    desk.denied = new Set<UserId>([desk.anna.user.id]);
    await desk.logIn(desk.byPin());
    expect(desk.cache.counts().users).toBe(0);
  });

  test('[B8a] neither PIN nor card is in what the server or the journal gets', async () => {
    desk.mode = 'online';
    await desk.logIn(desk.byPin());
    desk.leave();
    await desk.logIn(desk.byCard());
    const texts = JSON.stringify([desk.asked, desk.world.texts()]);
    expect(texts).not.toMatch(/482913|04A23B/);
    const bare = createHash('sha256').update('482913').digest();
    expect(texts).not.toContain(bare.toString('base64url'));
  });

  test('before the first synchronization nobody is served, and the panel hears why', async () => {
    desk.cache.wipe();
    expect(await desk.code(desk.byPin())).toBe('offline-login-unavailable');
  });

  test('a method the profile does not list costs neither token nor hash', async () => {
    await desk.hold([desk.anna], {
      profile: { name: 'Cards', loginMethods: ['card'], idleTimeoutSeconds: 60, actions: ['print'], ...PLAIN_PROFILE },
    });
    for (let n = 0; n < 7; n++) expect(await desk.code(desk.byPin())).toBe('method-not-allowed');
    expect(desk.pins.lockedFor()).toBe(0);
  });
});
