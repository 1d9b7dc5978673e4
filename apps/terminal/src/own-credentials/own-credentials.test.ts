import { createHmac } from 'node:crypto';
import type { PanelCardRegistration } from '@holdover/api';
import { Fault, makeId, seconds, type CardId } from '@holdover/kernel';
import type {
  CardRegistration,
  CardRegistrationAnswer,
  LoginAnswer,
  PinChange,
  PinChangeAnswer,
} from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { createTurns } from '../session/one-at-a-time.ts';
import { DESK_KEY, openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { PLAIN_PROFILE, sampleLogins } from '../testing/sample-state.ts';
import { createOwnCredentials, type OwnCredentials } from './own-credentials.ts';

const NEW_CARD = '04FFEE';
const NEW_PIN = '306172';

describe('what people do for themselves', () => {
  let desk: LoginDesk;
  let own: OwnCredentials;
  let asked: (CardRegistration | PinChange)[];
  let registration: (asked: CardRegistration) => GatewayAnswer<CardRegistrationAnswer>;
  let pinChange: (asked: PinChange) => GatewayAnswer<PinChangeAnswer>;
  const fault = new Fault({ owner: 'peer', code: 'gateway-unreachable', message: 'No answer' });

  beforeEach(async () => {
    desk = await openLoginDesk();
    await allow(true);
    desk.mode = 'online';
    asked = [];
    registration = register;
    pinChange = ({ attempt, proof }) => {
      const login = logInAs({ attempt, proof });
      if (login.outcome === 'refused') return { kind: 'answer', value: login };
      const pinId = makeId('pin', TEST_NOW, desk.world.entropy);
      return { kind: 'answer', value: { outcome: 'changed', attempt, userId: login.user.id, pinId, pin: NEW_PIN } };
    };
    own = createOwnCredentials({
      ...desk.parts,
      denied: () => desk.denied,
      stretch: desk.stretch,
      inTurn: createTurns(),
      onNewerGeneration: () => desk.told.push('newer generation'),
      client: {
        registerCard: (one) => {
          asked.push(one);
          return Promise.resolve(registration(one));
        },
        changePin: (one) => {
          asked.push(one);
          return Promise.resolve(pinChange(one));
        },
      },
    });
  });
  afterEach(() => {
    expect(JSON.stringify([desk.logger.text(), desk.world.texts(), asked])).not.toMatch(
      /482913|04FFEE|306172|a secret/i,
    );
    desk.close();
  });

  const allow = (cardRegistration: boolean, cardTransformation: string | null = null) =>
    desk.hold([desk.anna, desk.bela], {
      profile: {
        name: 'Cards',
        loginMethods: ['pin', 'card', 'password'],
        idleTimeoutSeconds: 60,
        actions: ['print'],
        ...PLAIN_PROFILE,
        cardRegistration,
        cardTransformation,
      },
    });
  const logInAs = (request: PinChange): LoginAnswer =>
    sampleLogins([desk.anna, desk.bela], DESK_KEY, TEST_NOW)(request);

  function register({ attempt, proof, card }: CardRegistration): GatewayAnswer<CardRegistrationAnswer> {
    const login = logInAs({ attempt, proof });
    if (login.outcome === 'refused') return { kind: 'answer', value: login };
    const cardId: CardId = makeId('card', TEST_NOW, desk.world.entropy);
    const held = {
      id: cardId,
      userId: login.user.id,
      method: 'card',
      verifier: createHmac('sha256', DESK_KEY).update(Buffer.from(card.stretched, 'base64url')).digest('base64url'),
      endsAt: null,
      source: 'session',
      confirmedAt: TEST_NOW,
    } as const;
    return {
      kind: 'answer',
      value: { outcome: 'registered', cardId, login: { ...login, cache: [...login.cache, held] } },
    };
  }

  const byPin = (pin = desk.anna.pin.digits): PanelCardRegistration['proof'] => ({ method: 'pin', pin });
  const withCard = (card = NEW_CARD, proof = byPin()): PanelCardRegistration => ({ card, proof });
  const current = () => desk.sessions.current();

  test('[E10] an unknown card and a PIN open a session, and the card works offline from then on', async () => {
    const token = desk.cards.put(NEW_CARD);
    expect(await own.registerCard(withCard(token))).toMatchObject({
      outcome: 'registered',
      session: { user: desk.anna.user, mode: 'online' },
    });
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-begin', method: 'pin' });
    desk.leave();
    desk.mode = 'offline';
    expect(await desk.code({ method: 'card', card: NEW_CARD })).toBe('opened');
    expect(desk.cards.take(token)).toBeUndefined();
  });

  test('[E10] in a session the card is registered, and the session goes on', async () => {
    await desk.logIn(desk.byPin());
    const before = current()?.id;
    desk.world.clock.advance(seconds(30));
    expect(await own.registerCard(withCard())).toMatchObject({ outcome: 'registered', session: { id: before } });
    expect(current()).toMatchObject({ id: before, endsInSeconds: 60 });
  });

  test('[E10] [E11] without the server nothing is asked, no token taken, and the reason said', async () => {
    desk.mode = 'offline';
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'unavailable' });
    expect(await own.changePin({ proof: byPin() })).toEqual({ outcome: 'unavailable' });
    expect([asked, desk.world.texts().length]).toEqual([[], 1]);
  });

  test('[E10] a server that gives no answer, or another attempt’s, did it or not: the panel says it is away', async () => {
    registration = () => ({ kind: 'none', fault });
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'unavailable' });
    registration = (one) => register({ ...one, attempt: 'f'.repeat(32) });
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'unavailable' });
    pinChange = () => ({ kind: 'refused', status: 503, code: 'overloaded' });
    expect(await own.changePin({ proof: byPin() })).toEqual({ outcome: 'unavailable' });
    expect(current()).toBeUndefined();
  });

  test('[E12] a profile without registration registers nothing', async () => {
    await allow(false);
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'not-allowed' });
    expect(asked).toEqual([]);
  });

  test('[B9m] the card is what the profile’s steps make of it; one that they do not fit is none', async () => {
    await allow(true, 'reverse-bytes');
    expect(await own.registerCard(withCard('no-bytes'))).toEqual({ outcome: 'not-allowed' });
    expect(await own.registerCard(withCard('ee:ff:04'))).toMatchObject({ outcome: 'registered' });
    desk.leave();
    desk.mode = 'offline';
    expect(await desk.code({ method: 'card', card: NEW_CARD })).toBe('unknown-credential');
    expect(await desk.code({ method: 'card', card: 'eeff04' })).toBe('opened');
  });

  test('[D3b] wrong PINs draw on the bucket of the login; a right one gives its token back', async () => {
    for (let n = 0; n < 8; n++) {
      expect(await own.registerCard(withCard())).toMatchObject({ outcome: 'registered' });
      desk.leave();
    }
    for (const digits of ['000000', '111999', '222888', '333777', '444666']) {
      const wrong = await own.changePin({ proof: byPin(digits) });
      expect(wrong).toMatchObject({ outcome: 'refused', refusal: { code: 'unknown-credential' } });
    }
    expect(await own.changePin({ proof: byPin() })).toMatchObject({ refusal: { code: 'locked' } });
    expect(await desk.code(desk.byPin())).toBe('locked');
    expect(desk.records().filter(({ type }) => type === 'refusal')).toHaveLength(7);
  });

  test.each(['card-taken', 'too-many-cards'] as const)(
    '[D3b] %s: the PIN was right, and costs nothing',
    async (code) => {
      registration = ({ attempt }) => ({ kind: 'answer', value: { outcome: code, attempt } });
      for (let n = 0; n < 8; n++) expect(await own.registerCard(withCard())).toEqual({ outcome: code });
      expect(desk.pins.lockedFor()).toBe(0);
    },
  );

  test('[D3h] a password is counted by the name beside it', async () => {
    const proof = { method: 'password', userName: 'anna', password: 'a secret' } as const;
    registration = ({ attempt }) => ({
      kind: 'answer',
      value: { outcome: 'refused', attempt, code: 'unknown-credential', userId: null },
    });
    for (let n = 0; n < 3; n++) {
      expect(await own.registerCard({ card: NEW_CARD, proof })).toMatchObject({
        refusal: { code: 'unknown-credential' },
      });
    }
    expect(await own.registerCard({ card: NEW_CARD, proof })).toMatchObject({ refusal: { code: 'locked' } });
    asked = [];
    expect(desk.pins.lockedFor()).toBe(0);
  });

  test('[F6a] with a full journal no session is opened for a card, and nothing is asked', async () => {
    desk.world.journal.room = () => 'full';
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'journal-full' });
    expect(asked).toEqual([]);
  });

  test('[D1d] a registration whose session the journal cannot hold opens none', async () => {
    desk.world.database.exec('DROP TABLE journal_record');
    expect(await own.registerCard(withCard())).toEqual({ outcome: 'not-recorded' });
    expect(current()).toBeUndefined();
    desk.world.texts = () => [];
  });

  test('[E10] the new PIN is in the answer, and nowhere else', async () => {
    await desk.logIn(desk.byPin());
    expect(await own.changePin({ proof: byPin() })).toEqual({ outcome: 'changed', pin: NEW_PIN });
    pinChange = ({ attempt }) => ({ kind: 'answer', value: { outcome: 'too-many-pins', attempt } });
    expect(await own.changePin({ proof: byPin() })).toEqual({ outcome: 'too-many-pins' });
  });
});
