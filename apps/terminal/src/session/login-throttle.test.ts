import { hours, later, milliseconds, minutes, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DESK_KEY, DESK_PIN_RULES, openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { sampleLogins, PLAIN_PROFILE } from '../testing/sample-state.ts';
import { createCardThrottle } from './card-throttle.ts';
import { createNamedAttempts } from './named-attempts.ts';
import { createPinThrottle } from './pin-throttle.ts';

describe('tries at the panel', () => {
  let desk: LoginDesk;
  beforeEach(async () => {
    desk = await openLoginDesk();
  });
  afterEach(() => {
    expect(desk.logger.text()).not.toMatch(/482913|04A23B/);
    desk.close();
  });

  test('[D3b] the token is on disk before the server or the cache is asked', async () => {
    desk.mode = 'online';
    const tokens = () =>
      createPinThrottle({
        clock: desk.world.clock,
        database: desk.world.database,
        policy: () => DESK_PIN_RULES,
      });
    const seen: boolean[] = [];
    const answers = sampleLogins([], DESK_KEY, TEST_NOW);
    desk.serverAnswer = (request) => {
      // Another program that opened the file now would find one token less.
      const other = tokens();
      let left = 0;
      while (other.take().taken) left++;
      seen.push(left === 4);
      return Promise.resolve({ kind: 'answer', value: answers(request) });
    };
    await desk.logIn(desk.byPin());
    expect(seen).toEqual([true]);
  });

  test('[D3b] the token that comes back is on disk right after the answer', async () => {
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.world.clock.advance(milliseconds(0));
    desk.world.restart();
    const again = createPinThrottle({ ...desk.world, policy: () => DESK_PIN_RULES });
    for (let n = 0; n < 5; n++) expect(again.take()).toMatchObject({ taken: true });
    expect(again.take()).toMatchObject({ taken: false });
  });

  test('[D3a] [D3f] five wrong PINs lock PIN alone for 90 minutes, in every state of the link; the card goes on', async () => {
    for (let n = 0; n < 5; n++) expect(await desk.code(desk.byPin(`99999${n}`))).toBe('unknown-credential');
    desk.mode = 'online';
    expect(await desk.logIn(desk.byPin())).toMatchObject({ refusal: { code: 'locked', retryAfter: minutes(90) } });
    expect(desk.asked).toEqual([]);
    expect(await desk.code(desk.byCard())).toBe('opened');
    desk.leave();
    desk.world.clock.advance(minutes(90));
    expect(await desk.code(desk.byPin())).toBe('opened');
  });

  test('[D3m] a terminal that lost its settings goes on under those it had, over a restart', async () => {
    const strict = { pinAttempts: 2, pinRefill: hours(24) };
    const { clock, database } = desk.world;
    createPinThrottle({ clock, database, policy: () => strict }).persist();
    const wiped = createPinThrottle({ clock, database, policy: () => undefined });
    expect([wiped.take(), wiped.take(), wiped.take()]).toMatchObject([
      { taken: true },
      { taken: true },
      { taken: false, retryAfter: hours(24) },
    ]);
  });

  test('[D3n] a bucket that is lost begins empty; one that cannot be read is no bucket', () => {
    const { clock, database } = desk.world;
    const open = () => createPinThrottle({ clock, database, policy: () => DESK_PIN_RULES });
    database.exec("UPDATE durable_value SET json = '{}' WHERE name = 'pin-bucket'");
    expect(open).toThrow('The stored pin-bucket cannot be read');
    database.exec("DELETE FROM durable_value WHERE name = 'pin-bucket'");
    expect(open().take()).toEqual({ taken: false, retryAfter: minutes(90) });
  });

  test('[D3e] a restart gives no token back', async () => {
    for (let n = 0; n < 5; n++) await desk.logIn(desk.byPin(`99999${n}`));
    desk.world.restart();
    const again = createPinThrottle({ ...desk.world, policy: () => DESK_PIN_RULES });
    expect(again.take()).toMatchObject({ taken: false });
  });

  test('[T4h] no step of the time ends a wait or a session', async () => {
    for (let n = 0; n < 5; n++) await desk.logIn(desk.byPin(`99999${n}`));
    await desk.logIn(desk.byCard());
    desk.world.clock.advance(seconds(30));
    for (const by of [hours(25), hours(-50)]) {
      desk.world.time.state(later(TEST_NOW, by), milliseconds(0));
      expect(desk.pins.lockedFor()).toBe(minutes(90) - seconds(30));
      expect(desk.sessions.current()).toMatchObject({ endsInSeconds: 30 });
    }
  });

  test('[D3c] a success gives back the slips of the last minute', async () => {
    expect(await desk.code(desk.byPin('482914'))).toBe('unknown-credential');
    expect(await desk.code(desk.byPin('482013'))).toBe('unknown-credential');
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    for (let n = 0; n < 5; n++) expect(await desk.code(desk.byPin(`99999${n}`))).toBe('unknown-credential');
    expect(await desk.code(desk.byPin())).toBe('locked');
  });

  test('[D3d] an unlock order gives the tokens back, once', async () => {
    for (let n = 0; n < 5; n++) await desk.logIn(desk.byPin(`99999${n}`));
    desk.pins.unlock(1);
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    for (let n = 0; n < 5; n++) await desk.logIn(desk.byPin(`99999${n}`));
    desk.pins.unlock(1);
    expect(await desk.code(desk.byPin())).toBe('locked');
  });

  test('[D3g] ten unknown cards in a row are looked up; the next waits', async () => {
    for (let n = 0; n < 10; n++)
      expect(await desk.code({ method: 'card', card: `0FF${n}` })).toBe('unknown-credential');
    expect(await desk.logIn(desk.byCard())).toMatchObject({ refusal: { code: 'locked', retryAfter: seconds(10) } });
    desk.world.clock.advance(seconds(10));
    expect(await desk.code(desk.byCard())).toBe('opened');
  });

  test('[D3g] a restart does not start the row of unknown cards anew; a known one does', async () => {
    const { world } = desk;
    for (let n = 0; n < 10; n++) await desk.code({ method: 'card', card: `0FF${n}` });
    world.restart();
    const again = createCardThrottle(world.clock, world.database);
    expect(again.take()).toEqual({ taken: false, retryAfter: seconds(10) });
    world.clock.advance(seconds(10));
    expect(again.take()).toEqual({ taken: true });
    again.after('known');
    world.restart();
    expect(createCardThrottle(world.clock, world.database).take()).toEqual({ taken: true });
  });

  const both = (card: string, pin: string) => desk.code({ method: 'card+pin', card, pin });

  test('[D3h] a found card opens three tries at its PIN, then none for eight hours; others, and the card alone, go on', async () => {
    const { anna, bela } = desk;
    for (const pin of ['111222', '333444', '555666']) {
      expect(await both(anna.card.number, pin)).toBe('unknown-credential');
    }
    const locked = desk.logIn({ method: 'card+pin', card: anna.card.number, pin: anna.pin.digits });
    expect(await locked).toMatchObject({ refusal: { code: 'locked', retryAfter: hours(8) } });
    expect(await both(bela.card.number, bela.pin.digits)).toBe('opened');
    desk.leave();
    expect(await desk.code(desk.byCard())).toBe('opened');
    desk.leave();
    desk.world.clock.advance(hours(8));
    expect(await both(anna.card.number, anna.pin.digits)).toBe('opened');
  });

  test('[D3h] a restart forgives no try at a card', async () => {
    for (let n = 0; n < 3; n++) await both(desk.anna.card.number, `99999${n}`);
    desk.world.restart();
    const again = createNamedAttempts(desk.world.clock, desk.world.database);
    expect(again.take(desk.anna.user.id)).toMatchObject({ taken: false });
  });

  test('[D3h] a card that only the server knows is counted as itself', async () => {
    for (let n = 0; n < 3; n++) expect(await both('04FFFF', '111222')).toBe('unknown-credential');
    expect(await both('04FFFF', '111222')).toBe('locked');
    expect(await both('04FFFE', '111222')).toBe('unknown-credential');
  });

  test('[D3j] tries at a locked card say nothing about cards', async () => {
    for (let n = 0; n < 14; n++) await both(desk.anna.card.number, `99999${n % 10}`);
    expect(await desk.code(desk.byCard(desk.bela))).toBe('opened');
    expect(desk.records().at(-2)).toMatchObject({ type: 'refusal', code: 'locked', userId: desk.anna.user.id });
  });

  test('[D3h] a name opens three tries at its password, and they count for the card and PIN of its user', async () => {
    const { anna } = desk;
    await allowPasswords();
    desk.mode = 'online';
    const tryPassword = (userName: string) => desk.code({ method: 'password', userName, password: 'guess' });
    for (let n = 0; n < 3; n++) expect(await tryPassword('Anna')).toBe('unknown-credential');
    expect(await tryPassword('ANNA')).toBe('locked');
    expect(await both(anna.card.number, anna.pin.digits)).toBe('locked');
    for (let n = 0; n < 3; n++) expect(await tryPassword('Somebody else')).toBe('unknown-credential');
    expect(await tryPassword('somebody ELSE')).toBe('locked');
    expect(desk.asked).toHaveLength(6);
  });

  test('[D3h] fifty failures a day at one terminal, whoever they name; PIN alone and cards go on', async () => {
    await allowPasswords();
    desk.mode = 'online';
    const tryPassword = (n: number) => desk.code({ method: 'password', userName: `user ${n}`, password: 'guess' });
    for (let n = 0; n < 50; n++) expect(await tryPassword(n)).toBe('unknown-credential');
    expect(await tryPassword(50)).toBe('locked');
    expect(await desk.code(desk.byCard())).toBe('opened');
    desk.leave();
    expect(await desk.code(desk.byPin())).toBe('opened');
  });

  const allowPasswords = () =>
    desk.hold([desk.anna, desk.bela], {
      profile: {
        name: 'All',
        loginMethods: ['pin', 'card', 'card+pin', 'password'],
        idleTimeoutSeconds: 60,
        actions: ['print'],
        ...PLAIN_PROFILE,
      },
    });

  test('[D3h] right attempts do not count', async () => {
    const { bela } = desk;
    for (let n = 0; n < 6; n++) {
      expect(await both(bela.card.number, bela.pin.digits)).toBe('opened');
      desk.leave();
    }
  });
});
