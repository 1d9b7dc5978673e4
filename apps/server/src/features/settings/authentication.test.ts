import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

/** A = 1,542 tries a day: one PIN alone needs six digits (B9). */
const LOOSE = { pinMinLength: 4, pinAttempts: 100, pinRefillMinutes: 1 };
const STRICT = { pinMinLength: 4, pinAttempts: 5, pinRefillMinutes: 90 };

let console: TestConsole;
let anna: string;
beforeAll(async () => {
  console = await openTestConsole();
  await save(STRICT);
  anna = await addUser('anna');
  expect((await addPin(anna, { pin: '4829' })).status).toBe(201);
});
afterAll(() => console.close());

const save = (body: object) => console.ask('PUT /settings/authentication', { body });
const risk = async () => (await console.ask('GET /settings/authentication/risk')).body;
const addPin = (user: string, body: object) => console.ask(`POST /users/${user}/pins`, { body });
const addUser = async (userName: string) => (await console.ask('POST /users', { body: { userName } })).body.id;
const below = async () => (await console.ask('GET /users?pinBelowFloor=true')).body.items;

describe('the floor of PINs', () => {
  test('[B9d] four digits are enough for one PIN, and the risk is named', async () => {
    expect(await risk()).toMatchObject({
      pinFloor: 4,
      leastPinLength: 4,
      usersBelowFloor: 0,
      acceptedRisk: null,
      guessRisk: { pinsThatMatch: 1, pinLength: 4, triesADay: 23, warns: true, proposedPinLength: 5 },
    });
    expect((await risk()).guessRisk.aDay).toBeCloseTo(1 - (1 - 1e-4) ** 23, 10);
  });

  test('[B9d] unsaved settings are tried, and stay unsaved', async () => {
    const before = await risk();
    const tried = await console.ask('POST /settings/authentication/preview', { body: LOOSE });
    expect(tried).toMatchObject({ status: 200, body: { pinFloor: 6, guessRisk: { triesADay: 1_542 } } });
    expect(await risk()).toEqual(before);
  });

  test('[B9j] a floor that rises takes no PIN away: it is listed, and new ones are longer', async () => {
    expect(await save(LOOSE)).toMatchObject({ status: 200, body: { ...LOOSE, acceptRisk: false } });
    expect(await risk()).toMatchObject({ pinFloor: 6, leastPinLength: 6, usersBelowFloor: 1 });
    expect((await console.ask(`GET /users/${anna}/pins`)).body.items).toMatchObject([{ length: 4 }]);
    expect(await below()).toMatchObject([{ userName: 'anna' }]);
    const refused = await addPin(await addUser('ben'), { pin: '59318' });
    expect(refused.body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/pin', code: 'pin-below-floor', limit: { minimum: 6 } }],
    });
    expect(refused.text).not.toContain('59318');
    expect((await addPin(await addUser('carl'), {})).body.pin).toMatch(/^\d{6}$/);
  });

  test('[B9j] an import brings no new PIN below it, and leaves those that are there', async () => {
    const csv = 'USERNAME;PINS\nanna;4829\ndora;71539\nemil;715392\n';
    const started = await console.ask('POST /users/import?dryRun=true', {
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    const id = started.body.id;
    await expect.poll(async () => (await console.ask(`GET /imports/${id}`)).body.state).toBe('done');
    expect((await console.ask(`GET /imports/${id}/errors`)).text).toContain('3,PINS,pin-below-floor');
    expect((await console.ask(`GET /imports/${id}`)).body).toMatchObject({ failed: 1, rows: 3 });
  });

  test('[B9k] the setting goes below it only with accept the risk, recorded with who and when', async () => {
    expect(await save({ ...LOOSE, pinMinLength: 5 })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/pinMinLength', code: 'pin-below-floor', value: 5, limit: { minimum: 6 } }] },
    });
    expect((await console.ask('GET /settings/authentication')).body).toMatchObject({ ...LOOSE, acceptRisk: false });
    expect(await save({ ...LOOSE, pinMinLength: 5, acceptRisk: true })).toMatchObject({ status: 200 });
    expect(await risk()).toMatchObject({
      pinFloor: 6,
      leastPinLength: 5,
      acceptedRisk: { at: '2026-10-01T08:00:00.000Z', by: 'tests', pinFloor: 6 },
    });
    const { items } = (await console.ask('GET /audit?action=authentication.risk-accepted')).body;
    expect(items).toMatchObject([{ actor: { name: 'tests' }, after: { pinFloor: 6, leastPinLength: 5 } }]);
    expect((await addPin(await addUser('fritz'), { pin: '59318' })).status).toBe(201);
  });

  test('[B9k] what GET answered is taken, and a risk that is none is not kept as accepted', async () => {
    const { body } = await console.ask('GET /settings/authentication');
    expect(await save(body)).toMatchObject({ status: 200, body });
    expect((await save({ ...LOOSE, pinMinLength: 8, acceptRisk: true })).body.acceptRisk).toBe(false);
    expect((await save({ ...STRICT, pinMinLength: 8 })).body.acceptRisk).toBe(false);
    expect((await save(LOOSE)).status).toBe(400);
    await save({ ...LOOSE, acceptRisk: true });
    await save({ ...LOOSE, acceptRisk: false });
    expect((await risk()).leastPinLength).toBe(6);
  });

  test('[B9l] all below the floor are renewed in one action, and shown this once', async () => {
    const before = await below();
    expect(before.map(({ userName }: { userName: string }) => userName)).toEqual(['anna', 'fritz']);
    console.signals.take();
    const headers = { 'idempotency-key': 'renew-1' };
    const { body, status } = await console.ask('POST /users/renew-pins', { body: {}, headers });
    expect({ status, remaining: body.remaining }).toEqual({ status: 200, remaining: 0 });
    expect(body.renewed).toMatchObject([
      { userName: 'anna', pin: expect.stringMatching(/^\d{6}$/), expiresAt: null },
      { userName: 'fritz', pin: expect.stringMatching(/^\d{6}$/) },
    ]);
    expect(console.signals.take().filter((told) => told.startsWith('credentialsRevoked'))).toHaveLength(2);
    expect(await below()).toEqual([]);
    expect((await console.ask(`GET /users/${anna}/pins`)).body.items).toMatchObject([{ length: 6 }]);
    const again = await console.ask('POST /users/renew-pins', { body: {}, headers });
    expect(again.body).toEqual({ renewed: [], remaining: 0 });
  });

  test('[B9l] only those who are asked for, and with the end they had', async () => {
    await save({ ...LOOSE, acceptRisk: true });
    const [gina, hugo] = [await addUser('gina'), await addUser('hugo')];
    await addPin(gina, { pin: '6174', expiresAt: '2026-12-24T12:00:00Z' });
    await addPin(hugo, { pin: '6175' });
    const { body } = await console.ask('POST /users/renew-pins', { body: { users: [gina] } });
    expect(body).toMatchObject({
      renewed: [{ userName: 'gina', expiresAt: '2026-12-24T12:00:00.000Z' }],
      remaining: 1,
    });
    expect(body.renewed[0].pin).toMatch(/^\d{6}$/);
    expect(await below()).toMatchObject([{ userName: 'hugo' }]);
  });

  test('[H5d] no PIN counts where every device asks for a card beside it', async () => {
    const profile = await console.ask('POST /profiles', { body: { name: 'Both', loginMethods: ['card+pin'] } });
    await console.ask('POST /devices', { body: { name: 'Vault', model: 'ricoh', profileId: profile.body.id } });
    expect(await risk()).toMatchObject({
      pinFloor: 4,
      guessRisk: { pinsThatMatch: 0, pinLength: null, aDay: 0, warns: false, proposedPinLength: null },
    });
  });
});
