import fastifyCookie from '@fastify/cookie';
import type { PanelState, UnavailableReason } from '@holdover/api';
import { makeId, type SessionId } from '@holdover/kernel';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { samplePerson } from '../testing/sample-state.ts';
import type { Asker } from '../unlock/walk-up.ts';
import { registerProblems } from './problem-answer.ts';
import { registerUnlockRoutes, unlockAvailability } from './unlock-routes.ts';

const entropy = createSeededEntropy('unlock routes');
const { user } = samplePerson(entropy, 'Anna', '482913', '04A23B');
const session: OpenSession = { id: makeId('session', TEST_NOW, entropy), user, mode: 'online', endsInSeconds: 60 };

let app: FastifyInstance;
let trouble: UnavailableReason | undefined;
let isInProfile: boolean;
let asked: (Asker | SessionId)[];
let touched: number;

beforeEach(async () => {
  trouble = undefined;
  isInProfile = true;
  asked = [];
  touched = 0;
  app = fastify();
  await app.register(fastifyCookie);
  registerProblems(app, createMemoryLogger());
  const actions = () => (isInProfile ? [{ name: 'unlock-panel', available: true }] : []);
  registerUnlockRoutes(app, {
    cookieName: 'panel',
    // These routes touch and look, and do nothing else.
    sessions: { current: () => session, touch: () => (touched += 1) } as unknown as SessionKeeper,
    // Of the state they read the session's actions alone.
    state: () => ({ session: { actions: actions() } }) as unknown as PanelState,
    unlock: {
      unlock(asker) {
        asked.push(asker);
        return trouble;
      },
      lock: (id) => asked.push(id),
    },
    mode: () => 'offline',
  });
});

afterEach(() => app.close());

const post = async (path: string, name: string = session.id) => {
  const response = await app.inject({ method: 'POST', url: `/api/${path}`, headers: { 'holdover-session': name } });
  return { status: response.statusCode, body: response.body === '' ? undefined : response.json<unknown>() };
};

test('who is there frees the device’s own panel and locks it again, in the mode of that moment', async () => {
  expect(await post('unlock-panel')).toMatchObject({ status: 202 });
  expect(await post('lock-panel')).toMatchObject({ status: 202 });
  expect(asked).toEqual([{ sessionId: session.id, userId: user.id, mode: 'offline' }, session.id]);
  expect(touched).toBe(2);
});

test('[E11] what cannot be is refused with its reason', async () => {
  trouble = 'device-unreachable';
  expect(await post('unlock-panel')).toMatchObject({ status: 409, body: { code: 'not-available', reason: trouble } });
  isInProfile = false;
  expect(await post('unlock-panel')).toMatchObject({ status: 409, body: { reason: 'not-in-profile' } });
});

test('a call of another session frees and locks nothing', async () => {
  const other = makeId('session', TEST_NOW, entropy);
  expect(await post('unlock-panel', other)).toMatchObject({ status: 409, body: { code: 'session-ended' } });
  expect(await post('lock-panel', other)).toMatchObject({ status: 409 });
  expect(asked).toEqual([]);
});

test('[E9] it can be freed with and without the print server, as far as the device lets it', () => {
  expect([unlockAvailability('asked', undefined), unlockAvailability('away', undefined)]).toEqual([
    { available: true },
    { available: true },
  ]);
  expect(unlockAvailability('away', 'device-not-lockable')).toEqual({
    available: false,
    reason: 'device-not-lockable',
  });
});
