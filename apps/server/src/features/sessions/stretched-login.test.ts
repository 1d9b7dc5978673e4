import { afterEach, describe, expect, test } from 'vitest';
import { openWorld, QUICK, type OpenWorld } from '../../testing/open-door.ts';

const open: OpenWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function openCounting() {
  let hashes = 0;
  const slowHash: typeof QUICK = {
    ...QUICK,
    stretch: (secret, options) => {
      hashes += 1;
      return QUICK.stretch(secret, options);
    },
  };
  const world = await openWorld({ slowHash });
  open.push(world);
  return { world, hashes: () => hashes };
}

async function addUser(world: OpenWorld, userName: string, pin: string, number: string): Promise<void> {
  const { body: user } = await world.ask('POST', '/users', { userName });
  await world.ask('POST', `/users/${user.id}/pins`, { pin });
  await world.ask('POST', `/users/${user.id}/cards`, { number });
}

describe('an online login', () => {
  test('[P1c] is one look-up at the server: however many come, it runs no slow hash', async () => {
    const { world, hashes } = await openCounting();
    await addUser(world, 'anna', '482913', '04A1B2C3D4');
    const terminal = await world.enrolled();
    await terminal.synchronize();
    const before = hashes();
    const pin = { method: 'pin', secret: '482913' } as const;
    const card = { method: 'card', secret: '04A1B2C3D4' } as const;
    const logins = [[pin], [card], [{ method: 'pin', secret: '640281' } as const]];
    const answers = await Promise.all(logins.map((proofs) => terminal.login(...proofs)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['granted', 'granted', 'refused']);
    expect(hashes()).toBe(before);
  });
});

describe('below the key protector that a profile asks for', () => {
  async function cachedWith(loginMethods: readonly string[]) {
    const { world } = await openCounting();
    await addUser(world, 'anna', '482913', '04A1B2C3D4');
    const { body: profiles } = await world.ask('GET', '/profiles');
    const change = { requireProtector: 'tpm2', loginMethods };
    expect((await world.ask('PATCH', `/profiles/${profiles.items[0].id}`, change)).status).toBe(200);
    const { body: settings } = await world.ask('GET', '/settings/offline-login');
    const row = { devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false };
    const userSync = { enabled: true, intervalHours: 4, assignments: [row] };
    await world.ask('PUT', '/settings/offline-login', { ...settings, userSync });
    const terminal = await world.enrolled();
    return { terminal, state: await terminal.synchronize() };
  }

  test('[P4a] nobody is cached, neither by synchronization nor by logging in, and online logins go on', async () => {
    const { terminal, state } = await cachedWith(['pin', 'card', 'card+pin']);
    expect([state.users, state.credentials]).toEqual([[], []]);
    const answer = await terminal.login({ method: 'pin', secret: '482913' });
    expect(answer).toMatchObject({ outcome: 'granted', cache: [] });
  });

  test('[P4a] but where it takes an ID card and a PIN together alone: one of them opens nothing', async () => {
    const { terminal, state } = await cachedWith(['card+pin', 'password']);
    expect(state.credentials).toHaveLength(2);
    const answer = await terminal.login({ method: 'card', secret: '04A1B2C3D4' }, { method: 'pin', secret: '482913' });
    expect(answer).toMatchObject({ outcome: 'granted', cache: [{ method: 'card' }, { method: 'pin' }] });
  });
});
