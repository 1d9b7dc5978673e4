import { makeId, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { PLAIN_PROFILE } from '../testing/sample-state.ts';

describe('a session when something fails', () => {
  let desk: LoginDesk;
  beforeEach(async () => {
    desk = await openLoginDesk();
  });
  afterEach(() => desk.close());

  const types = () => desk.records().map(({ type }) => type);

  test('[D1d] a journal that cannot write for a while opens nothing, and the next try does', async () => {
    const { database } = desk.world;
    database.exec('ALTER TABLE journal_record RENAME TO away');
    expect(await desk.code(desk.byCard())).toBe('not-recorded');
    expect(desk.sessions.current()).toBeUndefined();
    database.exec('ALTER TABLE away RENAME TO journal_record');
    expect(await desk.code(desk.byCard())).toBe('opened');
    expect(types().filter((type) => type === 'session-begin')).toHaveLength(1);
  });

  test('[D5a] an end that the journal cannot hold frees the panel; the next start ends the session in the journal', async () => {
    await desk.logIn(desk.byCard());
    const session = desk.sessions.current()?.id;
    const { database } = desk.world;
    database.exec('ALTER TABLE journal_record RENAME TO away');
    desk.leave();
    expect(desk.sessions.current()).toBeUndefined();
    database.exec('ALTER TABLE away RENAME TO journal_record');
    desk.world.restart();
    expect(desk.world.journal.leftOpen().map(({ sessionId }) => sessionId)).toEqual([session]);
  });

  test('[D5i] power lost between the record and the answer leaves a session that the next start finds', async () => {
    await desk.logIn(desk.byCard());
    const session = desk.sessions.current()?.id;
    desk.world.restart();
    expect(desk.world.journal.leftOpen()).toMatchObject([{ sessionId: session, userId: desk.anna.user.id }]);
    expect(types()).toContain('session-begin');
    expect(types()).not.toContain('session-end');
  });

  test('[C4a] a session opened online goes on when the link breaks, and one opened offline when it comes back', async () => {
    for (const [first, then] of [
      ['online', 'offline'],
      ['offline', 'online'],
    ] as const) {
      desk.mode = first;
      await desk.logIn(desk.byCard());
      const session = desk.sessions.current();
      desk.mode = then;
      desk.world.clock.advance(seconds(30));
      expect(desk.sessions.current()).toMatchObject({ id: session?.id, mode: first });
      expect(await desk.code(desk.byCard(desk.bela))).toBe('offered');
      desk.leave();
    }
  });

  test('[E2] user name and password open a session online, nothing of them is cached, and offline they are refused', async () => {
    const loginMethods = ['pin' as const, 'password' as const];
    const profile = { name: 'Passwords', loginMethods, idleTimeoutSeconds: 60, actions: [], ...PLAIN_PROFILE };
    await desk.hold([], { profile });
    const request = { method: 'password', userName: 'anna', password: 'a secret of hers' } as const;
    desk.mode = 'online';
    desk.serverAnswer = ({ attempt }) => {
      const granted = { outcome: 'granted', attempt, user: desk.anna.user, method: 'password' } as const;
      return Promise.resolve({ kind: 'answer', value: { ...granted, cache: [], generation: 1, at: TEST_NOW } });
    };
    expect(await desk.code(request)).toBe('opened');
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-begin', method: 'password', credentialIds: [] });
    desk.leave();
    desk.mode = 'offline';
    expect(await desk.code(request)).toBe('offline-login-unavailable');
    expect(desk.cache.counts()).toEqual({ users: 0, credentials: 0 });
    expect(JSON.stringify([desk.world.texts(), desk.logger.text()])).not.toContain(request.password);
  });

  test('[D5b] a countdown that was nearly over begins anew with *Stay logged in*', async () => {
    await desk.logIn(desk.byPin());
    desk.world.clock.advance(seconds(59));
    const session = desk.sessions.current()?.id;
    if (session === undefined) return expect.unreachable();
    desk.sessions.touch(session);
    expect(desk.sessions.current()).toMatchObject({ endsInSeconds: 60 });
    desk.sessions.touch(makeId('session', TEST_NOW, desk.world.entropy));
    desk.world.clock.advance(seconds(60));
    expect(desk.sessions.current()).toBeUndefined();
  });
});
