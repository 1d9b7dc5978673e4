import { instant, hours, later, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { START, openTestConsole, type TestConsole } from '../../testing/test-console.ts';

const HELD_UNTIL = later(START, hours(72));
/** One terminal holds whatever was ever given. */
const HOLDER = {
  terminalId: makeId('terminal', START, createSeededEntropy('holder')),
  deviceId: makeId('device', START, createSeededEntropy('holder')),
  deviceName: 'Lobby',
  until: HELD_UNTIL,
};

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole({ holdersOf: ({ at }) => Promise.resolve(at < HELD_UNTIL ? [HOLDER] : []) });
});
afterAll(() => console.close());

async function addUser(userName: string): Promise<string> {
  return (await console.ask('POST /users', { body: { userName } })).body.id;
}
let users = 0;
const addPin = (user: string, body: object) => console.ask(`POST /users/${user}/pins`, { body });
const addCard = (user: string, number: string, query = '') =>
  console.ask(`POST /users/${user}/cards${query}`, { body: { number } });

describe('PINs', () => {
  test.each([
    ['1111', 'pin-too-short'],
    ['111111', 'pin-constant-step'],
    ['123456', 'pin-constant-step'],
    ['987654', 'pin-constant-step'],
    ['12345678901234567', 'pin-too-long'],
    ['12345a', 'pin-not-digits'],
    ['', 'pin-not-digits'],
  ])('[B9a] [B9b] %j is refused with its reason and never repeated', async (pin, code) => {
    const user = await addUser(`bad-pin-${code}-${++users}`);
    const answer = await addPin(user, { pin });
    expect(answer.body).toMatchObject({ status: 400, code: 'invalid-body', errors: [{ pointer: '/pin', code }] });
    expect(answer.body.errors[0]).not.toHaveProperty('value');
    if (pin.length > 4) expect(answer.text).not.toContain(pin);
    expect((await console.ask(`GET /users/${user}`)).body.pins).toBe(0);
  });

  test('[B9b] 1111 is refused for its step where four digits are enough', async () => {
    const settings = { pinMinLength: 4, pinAttempts: 5, pinRefillMinutes: 90 };
    await console.ask('PUT /settings/authentication', { body: settings });
    const answer = await addPin(await addUser('four'), { pin: '1111' });
    expect(answer.body.errors).toMatchObject([{ code: 'pin-constant-step' }]);
    await console.ask('PUT /settings/authentication', { body: { ...settings, pinMinLength: 6 } });
  });

  test('[B9f] a PIN belongs to one person; a second is told no more than that it cannot be given', async () => {
    const [ada, bob] = [await addUser('pin-ada'), await addUser('pin-bob')];
    expect(await addPin(ada, { pin: '482913' })).toMatchObject({ status: 201, body: { length: 6, expiresAt: null } });
    const answer = await addPin(bob, { pin: ' ４８２９１３ ' });
    expect(answer.body).toMatchObject({ status: 409, code: 'pin-taken', errors: [{ pointer: '/pin', code: 'taken' }] });
    expect(answer.text).not.toContain('482913');
    expect((await console.ask(`GET /users/${bob}`)).body.pins).toBe(0);
  });

  test('[B9c] without a PIN one is generated, shown once and in no list', async () => {
    const user = await addUser('generated');
    const { body } = await addPin(user, {});
    expect(body.pin).toMatch(/^\d{6}$/);
    const list = await console.ask(`GET /users/${user}/pins`);
    expect(list.body.items).toEqual([{ id: body.id, length: 6, createdAt: body.createdAt, expiresAt: null }]);
  });

  test('a PIN that was shown set is not shown again', async () => {
    expect((await addPin(await addUser('silent'), { pin: '591738' })).body).not.toHaveProperty('pin');
  });

  test('[B9g] a PIN taken away stays reserved while a terminal may hold it, but for its last owner', async () => {
    const [ada, bob] = [await addUser('reserve-ada'), await addUser('reserve-bob')];
    const { body } = await addPin(ada, { pin: '730418' });
    expect(await console.ask(`DELETE /users/${ada}/pins/${body.id}`)).toMatchObject({ status: 204 });
    expect((await addPin(bob, { pin: '730418' })).body).toMatchObject({ status: 409, code: 'pin-taken' });
    expect(await addPin(ada, { pin: '730418' })).toMatchObject({ status: 201 });
  });

  test('[B9g] and is free after the last end there', async () => {
    const [ada, bob] = [await addUser('later-ada'), await addUser('later-bob')];
    const { body } = await addPin(ada, { pin: '640281' });
    await console.ask(`DELETE /users/${ada}/pins/${body.id}`);
    const before = console.clock.wall();
    console.clock.setWall(HELD_UNTIL);
    expect(await addPin(bob, { pin: '640281' })).toMatchObject({ status: 201 });
    console.clock.setWall(instant(before));
  });

  test('[B7b] a PIN taken away is told to the fleet in the same change', async () => {
    const user = await addUser('told');
    const { body } = await addPin(user, { pin: '850274' });
    console.signals.take();
    await console.ask(`DELETE /users/${user}/pins/${body.id}`);
    expect(console.signals.take()).toEqual([`credentialsRevoked ["${body.id}"]`]);
  });

  test('an end in the past, and a PIN of somebody else, are refused', async () => {
    const user = await addUser('expiry');
    expect((await addPin(user, { pin: '918273', expiresAt: '2020-01-01T00:00:00Z' })).body.errors).toMatchObject([
      { pointer: '/expiresAt', code: 'in-the-past' },
    ]);
    const other = await addPin(await addUser('other'), { pin: '918273' });
    expect(await console.ask(`DELETE /users/${user}/pins/${other.body.id}`)).toMatchObject({ status: 404 });
  });

  test('the audit log tells the end of a PIN as the interface does', async () => {
    const expiresAt = '2099-01-01T00:00:00.000Z';
    const { status, body } = await addPin(await addUser('ends'), { pin: '571936', expiresAt });
    expect(status).toBe(201);
    const { items } = (await console.ask('GET /audit?action=pin.created&limit=1')).body;
    expect(items).toMatchObject([{ target: { id: body.id }, after: { length: 6, expiresAt } }]);
  });

  test('lists are newest first', async () => {
    const user = await addUser('many');
    const lengths = [];
    for (const pin of ['703915', '8261937', '51739264']) {
      await addPin(user, { pin });
      console.clock.advance(hours(1));
      lengths.unshift(pin.length);
    }
    const list = await console.ask(`GET /users/${user}/pins`);
    expect(list.body.items.map(({ length }: { length: number }) => length)).toEqual(lengths);
  });
});

describe('cards', () => {
  test('[B9e] [B9h] one card belongs to one person, however readers spell it', async () => {
    const [ada, bob] = [await addUser('card-ada'), await addUser('card-bob')];
    expect((await addCard(ada, '04:a2:3b:99')).body).toMatchObject({ ending: '99' });
    const answer = await addCard(bob, '04A23B99');
    expect(answer.body).toMatchObject({
      status: 409,
      code: 'card-taken',
      errors: [{ pointer: '/number', code: 'taken' }, { code: 'card-still-opens' }],
    });
    expect(answer.text).not.toContain('04A23B99');
    expect((await addCard(ada, '04-A2-3B-99')).body).toMatchObject({ status: 409, code: 'already-exists' });
  });

  test('[B9h] [B9i] a card moves at once; first the terminals are named that open its former owner, and until when', async () => {
    const [ada, bob] = [await addUser('move-ada'), await addUser('move-bob')];
    const { body } = await addCard(ada, 'C0FFEE01');
    expect(await console.ask(`DELETE /users/${ada}/cards/${body.id}`)).toMatchObject({ status: 204 });
    const warned = await addCard(bob, 'C0FFEE01');
    expect(warned.body).toMatchObject({
      status: 409,
      code: 'card-still-opens',
      errors: [
        {
          pointer: '/number',
          code: 'card-still-opens',
          value: { deviceName: 'Lobby', userId: ada, userName: 'move-ada', until: '2026-10-04T08:00:00.000Z' },
          message: 'At Lobby it opens move-ada until 2026-10-04T08:00:00.000Z at the latest.',
        },
      ],
    });
    expect(warned.text).not.toContain('C0FFEE01');
    expect(await addCard(bob, 'C0FFEE01', '?move=true')).toMatchObject({ status: 201 });
    expect(await addCard(await addUser('back-to-ada'), 'C0FFEE01')).toMatchObject({ body: { code: 'card-taken' } });
  });

  test('[B9i] [B7b] a card that opens somebody now is taken from them in the change that gives it away', async () => {
    const [ada, bob] = [await addUser('taken-ada'), await addUser('taken-bob')];
    const { body } = await addCard(ada, 'C0FFEE02');
    expect((await addCard(bob, 'C0FFEE02')).body.errors).toMatchObject([
      { code: 'taken' },
      { code: 'card-still-opens', value: { userName: 'taken-ada' } },
    ]);
    console.signals.take();
    expect(await addCard(bob, 'C0FFEE02', '?move=true')).toMatchObject({ status: 201 });
    expect(console.signals.take()).toEqual([`credentialsRevoked ["${body.id}"]`, 'membersChanged']);
    expect((await console.ask(`GET /users/${ada}/cards`)).body.items).toEqual([]);
    const { items } = (await console.ask('GET /audit')).body;
    expect(items.slice(0, 2).map(({ action }: { action: string }) => action)).toEqual(['card.created', 'card.deleted']);
    expect(items[0].after).toEqual({ userId: bob, expiresAt: null });
  });

  test.each([
    ['::--', 'card-empty'],
    ['A'.repeat(65), 'card-too-long'],
    ['AB\u0007CD', 'card-not-printable'],
  ])('%j is no card number', async (number, code) => {
    const answer = await addCard(await addUser(`no-card-${code}`), number);
    expect(answer.body.errors).toMatchObject([{ pointer: '/number', code }]);
  });

  test('a short number shows nothing of itself', async () => {
    expect((await addCard(await addUser('short-card'), '1234')).body.ending).toBe('');
  });
});

test('[B8a] neither a PIN nor a card number is in the rows, the audit log or the log', async () => {
  const user = await addUser('canary');
  await addPin(user, { pin: '601947253816' });
  await addCard(user, '04AABBCCDDEE11');
  const { queries } = console.core.database;
  const stored = JSON.stringify([
    await queries.selectFrom('credential').selectAll().execute(),
    await queries.selectFrom('auditEntry').selectAll().execute(),
    await queries.selectFrom('idempotency').selectAll().execute(),
  ]);
  for (const secret of ['601947253816', '04AABBCCDDEE11']) {
    expect(stored).not.toContain(secret);
    expect(console.logger.text()).not.toContain(secret);
  }
});

test('[P2b] a stored secret opens only for its own user, credential and generation', async () => {
  const user = await addUser('sealed');
  await addPin(user, { pin: '290584' });
  const [credential] = await console.core.stores.credentials.ofUser(user as never);
  if (credential === undefined) return expect.unreachable();
  const { id: credentialId, userId, generation, sealed, lookup } = credential;
  const { keys } = console.core;
  expect(keys.lookup(keys.unseal(sealed, { userId, credentialId, generation }))).toBe(lookup);
  expect(() => keys.unseal(sealed, { userId, credentialId, generation: 2 })).toThrow('sealed-value-damaged');
});
