import { minutes } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { sampleUser, SAMPLE_TIME as at } from '../../testing/sample-job.ts';
import { openTestConsole } from '../../testing/test-console.ts';
import { createPrintSignIn } from './print-sign-in.ts';

describeStore('signing in to print', (open) => {
  /** Counts what would cost 19 MiB each. */
  async function prepare() {
    const { userPasswords, users } = openStores((await open()).queries);
    const ada = sampleUser('Ada');
    await users.create(ada);
    let hashed = 0;
    const slowHash: SlowHash = {
      atOnce: 1,
      stretch: () => Promise.reject(new TypeError('not asked')),
      hashPassword: (password) => Promise.resolve(`hash of ${password}`),
      verifyPassword: (stored, password) => {
        hashed += 1;
        return Promise.resolve(stored === `hash of ${password}`);
      },
    };
    await userPasswords.set(ada.id, 'hash of right', at);
    const clock = createFakeClock(at);
    const entropy = createSeededEntropy('print-sign-in');
    const signIn = createPrintSignIn({ store: userPasswords, slowHash, clock, entropy });
    return { ada, users, userPasswords, clock, signIn, hashed: () => hashed };
  }

  test('[G2c] gives the name as the user has it; the slow hash runs once for many requests', async () => {
    const { signIn, hashed, clock } = await prepare();
    for (let n = 0; n < 20; n++) expect(await signIn('ADA', 'right', 'here')).toBe('Ada');
    expect(hashed()).toBe(1);
    clock.advance(minutes(6));
    expect(await signIn('ada', 'right', 'here')).toBe('Ada');
    expect(hashed()).toBe(2);
  });

  test('[G2d] a disabled user, and a password that was changed or taken, open nothing from that moment', async () => {
    const { signIn, ada, users, userPasswords } = await prepare();
    expect(await signIn('ada', 'right', 'here')).toBe('Ada');
    await users.update({ ...ada, enabled: false });
    expect(await signIn('ada', 'right', 'here')).toBeUndefined();
    await users.update(ada);
    await userPasswords.set(ada.id, 'hash of other', at);
    expect(await signIn('ada', 'right', 'here')).toBeUndefined();
    expect(await signIn('ada', 'other', 'here')).toBe('Ada');
    expect([await userPasswords.delete(ada.id), await userPasswords.delete(ada.id)]).toEqual([true, false]);
    expect(await signIn('ada', 'other', 'here')).toBeUndefined();
  });

  test('[G2e] after five misses an address waits with that name, and others do not', async () => {
    const { signIn, clock, hashed } = await prepare();
    for (let n = 0; n < 5; n++) expect(await signIn('ada', `wrong ${n}`, 'there')).toBeUndefined();
    expect(hashed()).toBe(5);
    expect(await signIn('ada', 'right', 'there')).toBeUndefined();
    expect(hashed()).toBe(5);
    expect(await signIn('ada', 'right', 'here')).toBe('Ada');
    clock.advance(minutes(16));
    expect(await signIn('ada', 'right', 'there')).toBe('Ada');
  });

  test('[G2e] fifteen tries at the same moment get no further than five one after another', async () => {
    const { signIn, hashed } = await prepare();
    const tried = Array.from({ length: 15 }, (_, n) => signIn('ada', `wrong ${n}`, 'there'));
    expect(await Promise.all(tried)).toEqual(Array(15).fill(undefined));
    expect(hashed()).toBe(5);
  });

  test('[G2c] of requests that come together with the right password one is hashed', async () => {
    const { signIn, hashed } = await prepare();
    expect(await Promise.all(Array.from({ length: 8 }, () => signIn('ada', 'right', 'here')))).toEqual(
      Array(8).fill('Ada'),
    );
    expect(hashed()).toBe(1);
  });

  test('[G2e] an unknown name costs as much, and is counted as well', async () => {
    const { signIn, hashed } = await prepare();
    for (let n = 0; n < 7; n++) expect(await signIn('nobody', 'right', 'there')).toBeUndefined();
    expect(hashed()).toBe(5);
  });
});

describe('the password of a user', () => {
  test('is set and taken by administrators, recorded without it, and never echoed', async () => {
    const world = await openTestConsole();
    const { id } = (await world.ask('POST /users', { body: { userName: 'ada' } })).body;
    const short = await world.ask(`PUT /users/${id}/password`, { body: { password: 'seven77' } });
    expect(short).toMatchObject({ status: 400, body: { errors: [{ pointer: '/password', code: 'too-short' }] } });
    expect(short.text).not.toContain('seven77');
    expect((await world.ask(`PUT /users/${id}/password`, { body: { password: 'eight or more' } })).status).toBe(204);
    expect((await world.ask(`GET /users/${id}`)).body).toMatchObject({ password: 'local' });
    expect(await world.printing.signIn('ada', 'eight or more', 'here')).toBe('ada');
    expect((await world.ask(`DELETE /users/${id}/password`)).status).toBe(204);
    expect((await world.ask(`GET /users/${id}`)).body).toMatchObject({ password: 'none' });
    const { text, body } = await world.ask(`GET /audit?target=${id}`);
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual([
      'user.password-removed',
      'user.password-set',
      'user.created',
    ]);
    expect(text).not.toContain('eight or more');
    await world.close();
  });

  test('[G2f] on a network the first queue asks to sign in', async () => {
    const world = await openTestConsole();
    const [queue] = (await world.ask('GET /queues')).body.items;
    expect(queue).toMatchObject({ path: 'pull', kind: 'pull', ownerFrom: 'authenticated' });
    await world.close();
  });
});
