import { createHash } from 'node:crypto';
import { minutes, toBase64Url } from '@holdover/kernel';
import { pinProblem } from '@holdover/offline-login';
import { cardRegistrationAnswer, PATHS, pinChangeAnswer } from '@holdover/protocol';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';

const PIN = '482913';
const CARD = '04A1B2C3D4';

let world: OpenWorld;
let terminal: DoorTerminal;
let anna: string;
beforeEach(async () => {
  world = await openWorld();
  anna = await addUser('anna', PIN, CARD);
  await profile({ cardRegistration: true, loginMethods: ['pin', 'card', 'card+pin', 'password'] });
  const { body: settings } = await world.ask('GET', '/settings/offline-login');
  const row = { devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false };
  const userSync = { enabled: true, intervalHours: 4, assignments: [row] };
  await world.ask('PUT', '/settings/offline-login', { ...settings, userSync });
  terminal = await world.enrolled();
  await terminal.synchronize();
});
afterEach(() => world.close());

async function addUser(userName: string, pin: string, number: string): Promise<string> {
  const { body: user } = await world.ask('POST', '/users', { userName });
  await world.ask('POST', `/users/${user.id}/pins`, { pin });
  await world.ask('POST', `/users/${user.id}/cards`, { number });
  return user.id;
}

async function profile(change: object): Promise<void> {
  const { body } = await world.ask('GET', '/profiles');
  expect((await world.ask('PATCH', `/profiles/${body.items[0].id}`, change)).status).toBe(200);
}

/** As the quick hash of the world stretches. */
const stretched = (method: string, secret: string): string =>
  toBase64Url(new Uint8Array(createHash('sha256').update(`${method} ${secret}`).digest()));
const by = (...proofs: readonly (readonly ['pin' | 'card', string])[]) => ({
  kind: 'credentials',
  credentials: proofs.map(([method, secret]) => ({ method, generation: 1, stretched: stretched(method, secret) })),
});
const byPin = (pin: string) => by(['pin', pin]);
const byPassword = (password: string) => ({ kind: 'password', userName: 'anna', password });

let attempts = 0;
const nextAttempt = (): string => (++attempts).toString(16).padStart(32, 'f');

async function register(number: string, proof: object = byPin(PIN), attempt = nextAttempt(), at = terminal) {
  const card = { generation: 1, stretched: stretched('card', number) };
  return cardRegistrationAnswer.parse(
    JSON.parse((await at.call(PATHS.cardRegistration, { attempt, proof, card })).text),
  );
}

async function change(proof: object = byPin(PIN), attempt = nextAttempt()) {
  return pinChangeAnswer.parse(JSON.parse((await terminal.call(PATHS.pinChange, { attempt, proof })).text));
}

async function changed(...given: Parameters<typeof change>) {
  const answer = await change(...given);
  if (answer.outcome !== 'changed') throw new TypeError(answer.outcome);
  return answer;
}

async function opens(pin: string): Promise<string> {
  const answer = await terminal.login({ method: 'pin', secret: pin });
  await settle();
  return answer.outcome === 'granted' ? answer.outcome : answer.code;
}

const pinsOfAnna = async () => (await world.ask('GET', `/users/${anna}/pins`)).body.items;
const cardsOfAnna = async () => (await world.ask('GET', `/users/${anna}/cards`)).body.items;
const lastAudit = async () => (await world.ask('GET', '/audit?limit=1')).body.items[0];

describe('registering a card', () => {
  test('[B9n] an unknown card becomes the card of whoever proves who they are, and works there at once, offline too', async () => {
    const answer = await register('0499');
    if (answer.outcome !== 'registered') return expect.unreachable(answer.outcome);
    const { login, cardId } = answer;
    expect(login).toMatchObject({ outcome: 'granted', method: 'pin', user: { id: anna } });
    expect(login.cache).toMatchObject([{ method: 'pin' }, { id: cardId, method: 'card', userId: anna }]);
    expect(await terminal.login({ method: 'card', secret: '0499' })).toMatchObject({ outcome: 'granted' });
    expect(await cardsOfAnna()).toHaveLength(2);
    expect(await lastAudit()).toMatchObject({
      action: 'card.registered',
      actor: { kind: 'user', id: anna, name: 'anna' },
      after: { deviceId: terminal.device },
    });
    const state = await terminal.synchronize('interval');
    expect(state.credentials.map(({ id }: { id: string }) => id)).toContain(cardId);
  });

  test('[B9n] by password too; a card, or an ID card and a PIN together, prove nothing here', async () => {
    await world.ask('PUT', `/users/${anna}/password`, { password: 'correct horse battery' });
    expect(await register('0499', byPassword('wrong'))).toMatchObject({ code: 'unknown-credential' });
    const answer = await register('0499', byPassword('correct horse battery'));
    expect(answer).toMatchObject({ outcome: 'registered', login: { method: 'password', cache: [{ method: 'card' }] } });
    for (const proof of [by(['card', CARD]), by(['card', CARD], ['pin', PIN])]) {
      expect(await register('0498', proof)).toMatchObject({ outcome: 'refused', code: 'method-not-allowed' });
    }
  });

  test('[B9n] where the profile has no registration nothing is proved, and nothing registered', async () => {
    await profile({ cardRegistration: false });
    expect(await register('0499')).toMatchObject({ outcome: 'not-allowed' });
    expect(await cardsOfAnna()).toHaveLength(1);
  });

  test('[B9n] a proof is bounded as a login is: wrong, disabled, ended, or a method the profile has not', async () => {
    expect(await register('0499', byPin('640281'))).toMatchObject({ outcome: 'refused', code: 'unknown-credential' });
    await world.ask('PATCH', `/users/${anna}`, { enabled: false });
    expect(await register('0499')).toMatchObject({ outcome: 'refused', code: 'disabled' });
    await world.ask('PATCH', `/users/${anna}`, { enabled: true });
    await profile({ loginMethods: ['card'] });
    expect(await register('0499')).toMatchObject({ outcome: 'refused', code: 'method-not-allowed' });
    expect(await cardsOfAnna()).toHaveLength(1);
  });

  test('[B9h] a card of somebody, of oneself, or one that still opens its former owner somewhere, is taken', async () => {
    const bert = await addUser('bert', '571028', '04BEBEBE01');
    await terminal.synchronize('interval');
    expect(await register('04BEBEBE01')).toMatchObject({ outcome: 'card-taken' });
    expect(await register(CARD)).toMatchObject({ outcome: 'card-taken' });
    const { body } = await world.ask('GET', `/users/${bert}/cards`);
    await world.ask('DELETE', `/users/${bert}/cards/${body.items[0].id}`);
    expect(await register('04BEBEBE01')).toMatchObject({ outcome: 'card-taken' });
    await terminal.synchronize('interval');
    expect(await register('04BEBEBE01')).toMatchObject({ outcome: 'registered' });
  });

  test('[B9o] a lost answer registers nothing twice: whoever asks again soon is answered as before', async () => {
    const attempt = nextAttempt();
    const answers = [
      await register('0499', byPin(PIN), attempt),
      await register('0499', byPin(PIN), attempt),
      await register('0499'),
    ];
    const ids = answers.map((answer) => (answer.outcome === 'registered' ? answer.cardId : answer.outcome));
    expect(new Set(ids).size).toBe(1);
    expect(await cardsOfAnna()).toHaveLength(2);
    await addUser('bert', '571028', '04BEBEBE01');
    expect(await register('0499', byPin('571028'))).toMatchObject({ outcome: 'card-taken' });
    world.clock.advance(minutes(16));
    expect(await register('0499')).toMatchObject({ outcome: 'card-taken' });
  });

  test('[P3b] a card stretched before the cost was raised opens under both; by a hashing long given up nothing is registered', async () => {
    const hashCost = {
      pin: { memoryKiB: 65_536, passes: 3, lanes: 1 },
      card: { memoryKiB: 32_768, passes: 2, lanes: 1 },
    };
    const settings = { pinMinLength: 6, pinAttempts: 5, pinRefillMinutes: 90, acceptRisk: false };
    await world.ask('PUT', '/settings/authentication', { ...settings, hashCost });
    const isWrapped = async () => (await world.ask('GET', '/audit?action=hashing.raised')).body.items.length > 0;
    for (let turn = 0; turn < 2_000 && !(await isWrapped()); turn++) await settle();
    expect(await register('0499')).toMatchObject({ outcome: 'registered' });
    expect(await terminal.login({ method: 'card', secret: '0499' })).toMatchObject({ outcome: 'granted' });
    const once = createHash('sha256').update('card 0499').digest();
    const twice = new Uint8Array(
      createHash('sha256')
        .update(`card ${new Uint8Array(once).toString()}`)
        .digest(),
    );
    const credentials = [{ method: 'card', generation: 2, stretched: toBase64Url(twice) }];
    const proof = { kind: 'credentials', credentials };
    const { text } = await terminal.call(PATHS.login, { attempt: nextAttempt(), proof });
    expect(JSON.parse(text)).toMatchObject({ outcome: 'granted', user: { id: anna } });
    const card = { generation: 9, stretched: stretched('card', '0498') };
    const outdated = await terminal.call(PATHS.cardRegistration, { attempt: nextAttempt(), proof: byPin(PIN), card });
    expect(JSON.parse(outdated.text)).toMatchObject({ code: 'hashing-outdated' });
  });

  test('there is an end to cards', async () => {
    const made = [];
    for (let n = 0; n < 20; n++) made.push((await register(`04000${n}`)).outcome);
    expect([made.filter((outcome) => outcome === 'registered').length, made.at(-1)]).toEqual([19, 'too-many-cards']);
  });
});

describe('changing a PIN', () => {
  test('[B9p] the new one is generated as every PIN is, and the old one ends when it is first used', async () => {
    const { pin } = await changed();
    expect(pinProblem(pin, { minLength: 6 })).toBeUndefined();
    expect(await lastAudit()).toMatchObject({
      action: 'pin.changed',
      actor: { kind: 'user', name: 'anna' },
      after: { deviceId: terminal.device },
    });
    expect(JSON.stringify(await lastAudit())).not.toContain(pin);
    expect(await opens(PIN)).toBe('granted');
    expect(await opens(pin)).toBe('granted');
    expect(await opens(PIN)).toBe('unknown-credential');
    expect(await pinsOfAnna()).toHaveLength(1);
  });

  test('[B9p] unused, it leaves the old one a quarter of an hour, at terminals as well', async () => {
    const { pin } = await changed();
    const until = world.clock.wall() + minutes(15);
    const { credentials } = await terminal.synchronize('interval');
    expect(credentials.map(({ endsAt }: { endsAt: number | null }) => endsAt)).toContain(until);
    world.clock.advance(minutes(16));
    expect(await opens(PIN)).toBe('expired');
    expect(await opens(pin)).toBe('granted');
    expect(await pinsOfAnna()).toHaveLength(1);
  });

  test('[B9o] a lost answer locks nobody out: whoever asks again with the old PIN gets another, and the lost one is gone', async () => {
    const lost = await changed();
    world.clock.advance(minutes(10));
    const { pin } = await changed();
    expect(await opens(lost.pin)).toBe('unknown-credential');
    world.clock.advance(minutes(10));
    expect(await opens(PIN)).toBe('granted');
    expect(await opens(pin)).toBe('granted');
    expect(await opens(PIN)).toBe('unknown-credential');
    expect((await pinsOfAnna()).map(({ expiresAt }: { expiresAt: string | null }) => expiresAt)).toEqual([null]);
  });

  test('[B9o] by password whoever asks again soon gets another PIN in the place of the lost one', async () => {
    await world.ask('PUT', `/users/${anna}/password`, { password: 'correct horse battery' });
    const proof = byPassword('correct horse battery');
    const lost = await changed(proof);
    await register('0499');
    const { pin } = await changed(proof);
    expect([await opens(lost.pin), await opens(pin), await opens(PIN)]).toEqual([
      'unknown-credential',
      'granted',
      'granted',
    ]);
  });

  test('[B9p] whoever changes by the new one has used it', async () => {
    const first = await changed();
    const second = await changed(byPin(first.pin));
    expect(await opens(PIN)).toBe('unknown-credential');
    expect(await opens(second.pin)).toBe('granted');
    expect(await opens(first.pin)).toBe('unknown-credential');
  });

  test('[B9g] the old one stays reserved while a terminal that holds it could open with it', async () => {
    const { pin } = await changed();
    await opens(pin);
    const bert = (await world.ask('POST', '/users', { userName: 'bert' })).body.id;
    expect(await world.ask('POST', `/users/${bert}/pins`, { pin: PIN })).toMatchObject({ body: { code: 'pin-taken' } });
    await terminal.synchronize('interval');
    expect((await world.ask('POST', `/users/${bert}/pins`, { pin: PIN })).status).toBe(201);
  });

  test('[B9p] a card alone changes no PIN, and a wrong PIN none either', async () => {
    expect(await change(by(['card', CARD]))).toMatchObject({ outcome: 'refused', code: 'method-not-allowed' });
    expect(await change(byPin('640281'))).toMatchObject({ outcome: 'refused', code: 'unknown-credential' });
  });

  test('[B9l] the new one has the end that the old one had', async () => {
    const expiresAt = '2026-12-24T00:00:00.000Z';
    await world.ask('POST', `/users/${anna}/pins`, { pin: '730516', expiresAt });
    const { pinId } = await changed(byPin('730516'));
    const again = await changed(byPin('730516'));
    const found = (await pinsOfAnna()).find(({ id }: { id: string }) => id === again.pinId);
    expect([found.expiresAt, pinId === again.pinId]).toEqual([expiresAt, false]);
  });
});

test('the service PIN of a device is shown to who may change devices, and that is on record', async () => {
  const { body } = await world.ask('POST', `/devices/${terminal.device}/service-pin`);
  expect(body.servicePin).toMatch(/^\d{8}$/);
  expect(await lastAudit()).toMatchObject({
    action: 'terminal.service-pin-shown',
    after: { deviceId: terminal.device },
  });
  expect(JSON.stringify(await lastAudit())).not.toContain(body.servicePin);
  const { body: empty } = await world.ask('POST', '/devices', { name: 'Empty', model: 'ricoh' });
  expect(await world.ask('POST', `/devices/${empty.id}/service-pin`)).toMatchObject({
    body: { code: 'device-not-enrolled' },
  });
});

test('[B8a] no folder’s password, no PIN made at a panel and no service PIN is on the server’s disk in clear, sealed or not', async () => {
  const target = {
    name: 'In',
    kind: 'smb',
    url: 'smb://files/in',
    userName: '',
    trust: null,
    password: 'folder-secret-7',
  };
  await profile({ scanTargets: [target] });
  const settings = { pinMinLength: 12, pinAttempts: 5, pinRefillMinutes: 90, acceptRisk: false };
  await world.ask('PUT', '/settings/authentication', settings);
  const sent = await terminal.pull('interval');
  expect(sent.profile.scanTargets).toMatchObject([{ password: 'folder-secret-7' }]);
  const pending = Buffer.from(world.disk.bytes());
  await terminal.synchronize('interval');
  const { pin } = await changed();
  const { body } = await world.ask('POST', `/devices/${terminal.device}/service-pin`);
  const stored = Buffer.concat([pending, Buffer.from(world.disk.bytes())]);
  expect(stored.includes('smb://files/in')).toBe(true);
  for (const secret of ['folder-secret-7', pin, body.servicePin]) {
    for (const encoding of ['utf8', 'base64url', 'hex'] as const) {
      const written = Buffer.from(secret, 'utf8').toString(encoding);
      expect([encoding, stored.includes(written)]).toEqual([encoding, false]);
    }
  }
  expect(world.logger.text()).not.toContain('folder-secret-7');
});
