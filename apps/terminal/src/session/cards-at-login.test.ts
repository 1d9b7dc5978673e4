import { seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { PLAIN_PROFILE } from '../testing/sample-state.ts';

describe('cards at the login', () => {
  let desk: LoginDesk;
  beforeEach(async () => {
    desk = await openLoginDesk();
  });
  afterEach(() => {
    expect(desk.logger.text()).not.toMatch(/482913|04A23B/);
    desk.close();
  });

  const profile = (change: object) => ({
    profile: {
      name: 'Cards',
      loginMethods: ['pin' as const, 'card' as const],
      idleTimeoutSeconds: 60,
      actions: ['print' as const],
      ...PLAIN_PROFILE,
      ...change,
    },
  });
  const byToken = (number = desk.anna.card.number) => ({ method: 'card', card: desk.cards.put(number) }) as const;
  const both = (card: string, pin: string) => ({ method: 'card+pin', card, pin }) as const;

  test('[B8b] a token opens a session as the number would, once', async () => {
    const request = byToken();
    expect(await desk.code(request)).toBe('opened');
    desk.leave();
    expect(await desk.code(request)).toBe('unknown-credential');
    expect(desk.world.texts().join()).not.toContain(request.card);
  });

  test('[B8b] with a wrong PIN beside it the card need not be held again', async () => {
    await desk.hold([desk.anna], profile({ loginMethods: ['card+pin'] }));
    const { card } = byToken();
    expect(await desk.code(both(card, '000111'))).toBe('unknown-credential');
    expect(await desk.code(both(card, desk.anna.pin.digits))).toBe('opened');
    desk.leave();
    expect(await desk.code(both(card, desk.anna.pin.digits))).toBe('unknown-credential');
  });

  test('a reader that is unplugged between card and PIN leaves the card that was read; time takes it', async () => {
    await desk.hold([desk.anna], profile({ loginMethods: ['card+pin'] }));
    const { card } = byToken();
    desk.world.clock.advance(seconds(29));
    expect(await desk.code(both(card, desk.anna.pin.digits))).toBe('opened');
    desk.leave();
    const late = byToken().card;
    desk.world.clock.advance(seconds(30));
    expect(await desk.code(both(late, desk.anna.pin.digits))).toBe('unknown-credential');
  });

  test.each([
    ['a wedge', (number: string) => ({ method: 'card', card: number }) as const],
    ['PC/SC', byToken],
  ])('[B9m] the profile’s steps are taken on what %s gives', async (_reader, read) => {
    await desk.hold([desk.anna], profile({ cardTransformation: 'reverse-bytes' }));
    expect(await desk.code(read('3b:a2:04'))).toBe('opened');
    desk.leave();
    expect(await desk.code(read(desk.anna.card.number))).toBe('unknown-credential');
  });

  test('[D3q] a number that the steps do not fit is an unknown card, and counts as one', async () => {
    await desk.hold([desk.anna], profile({ cardTransformation: 'reverse-bytes' }));
    for (let n = 0; n < 10; n++)
      expect(await desk.code({ method: 'card', card: 'no-bytes' })).toBe('unknown-credential');
    expect(await desk.code({ method: 'card', card: 'no-bytes' })).toBe('locked');
    expect(await desk.code({ method: 'card', card: '3BA204' })).toBe('locked');
    desk.world.clock.advance(seconds(10));
    expect(await desk.code({ method: 'card', card: '3BA204' })).toBe('opened');
  });

  test('[D5e] where a card needs a PIN the card alone ends the session it opened, with a full journal and an empty cache too', async () => {
    await desk.hold([desk.anna, desk.bela], profile({ loginMethods: ['card+pin'] }));
    const mine = both(desk.anna.card.number, desk.anna.pin.digits);
    expect(await desk.code(mine)).toBe('opened');
    expect(await desk.code(desk.byCard(desk.bela))).toBe('method-not-allowed');
    desk.cache.wipe();
    desk.world.journal.room = () => 'full';
    expect(await desk.code(desk.byCard())).toBe('ended');
    expect(desk.sessions.current()).toBeUndefined();
    expect(desk.records().at(-1)).toMatchObject({ type: 'session-end', reason: 'second-swipe' });
    expect(await desk.code(desk.byCard())).not.toBe('ended');
  });

  test('[D5d] where a card needs a PIN the card that was offered takes over when it is read again', async () => {
    await desk.hold([desk.anna, desk.bela], profile({ loginMethods: ['card+pin'] }));
    await desk.code(both(desk.anna.card.number, desk.anna.pin.digits));
    expect(await desk.code(both(desk.bela.card.number, desk.bela.pin.digits))).toBe('offered');
    expect(await desk.code(desk.byCard(desk.bela))).toBe('opened');
    expect(desk.sessions.current()?.user).toEqual(desk.bela.user);
    expect(await desk.code(desk.byCard(desk.bela))).toBe('ended');
  });

  test('[D5f] the offer is withdrawn when the one who is there goes on', async () => {
    await desk.hold([desk.anna, desk.bela], profile({ loginMethods: ['card+pin'] }));
    await desk.code(both(desk.anna.card.number, desk.anna.pin.digits));
    await desk.code(both(desk.bela.card.number, desk.bela.pin.digits));
    const session = desk.sessions.current()?.id;
    if (session === undefined) return expect.unreachable();
    desk.sessions.touch(session);
    expect(await desk.code(desk.byCard(desk.bela))).toBe('method-not-allowed');
    expect(desk.sessions.current()?.id).toBe(session);
  });

  test('[D5d] the offer is accepted or declined on the panel', async () => {
    await desk.logIn(desk.byCard());
    await desk.logIn(desk.byCard(desk.bela));
    const session = desk.sessions.current()?.id;
    if (session === undefined) return expect.unreachable();
    desk.sessions.declineSwitch(session);
    expect(desk.sessions.acceptSwitch(session)).toEqual({ outcome: 'busy' });
    await desk.logIn(desk.byCard(desk.bela));
    expect(desk.sessions.acceptSwitch(session)).toMatchObject({ outcome: 'opened', session: { user: desk.bela.user } });
  });
});
