import { seconds, utf8 } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { afterEach, describe, expect, test } from 'vitest';
import { openWorld, type OpenWorld } from './testing/open-door.ts';

const open: OpenWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function opened(): Promise<OpenWorld> {
  const world = await openWorld();
  open.push(world);
  return world;
}

describe('a server without listeners', () => {
  test('serves console and REST interface without a port', async () => {
    const { server, ask } = await opened();
    expect(await ask('POST', '/users', { userName: 'anna' })).toMatchObject({
      status: 201,
      body: { userName: 'anna' },
    });
    expect(server.app.server.listening).toBe(false);
  });

  test('[C1d] refuses a serial that it does not know, at the call and at the link', async () => {
    const { server } = await opened();
    const refusal = { status: 404, text: expect.stringContaining('"not-found"') };
    expect(await server.door.call('01ff', { path: PATHS.state, body: '{}' })).toMatchObject(refusal);
    expect(await server.door.link('01ff')).toMatchObject({ refusal });
  });

  test('gives a terminal its state and its link', async () => {
    const { ask, enrolled } = await opened();
    const terminal = await enrolled();
    const { body: user } = await ask('POST', '/users', { userName: 'anna' });
    await ask('POST', `/users/${user.id}/pins`, { pin: '482913' });
    expect(await terminal.synchronize()).toMatchObject({ kind: 'snapshot', device: { name: 'Lift' } });
    expect(await terminal.login({ method: 'pin', secret: '482913' })).toMatchObject({ outcome: 'granted' });
    const link = await terminal.link();
    await link.introduce();
    expect(link.frames).toMatchObject([{ type: 'welcome', heartbeatSeconds: 5 }]);
  });

  test('answers what is no JSON, no path or too long with a refusal, and never rejects', async () => {
    const { server, enrolled } = await opened();
    const { serial } = await enrolled();
    const statusOf = async (path: string, body: string) => (await server.door.call(serial, { path, body })).status;
    expect(await statusOf(PATHS.state, '{')).toBe(400);
    expect(await statusOf('/nowhere', '{}')).toBe(404);
    expect(await statusOf(PATHS.login, ' '.repeat(16_385))).toBe(400);
  });

  test('[C1e] a revocation ends the links of the serial, introduced or not, and leaves the way to the order to wipe', async () => {
    const { ask, enrolled } = await opened();
    const terminal = await enrolled();
    const [silent, introduced] = [await terminal.link(), await terminal.link()];
    await introduced.introduce();
    await ask('POST', `/devices/${terminal.device}/revoke`);
    expect([silent.code(), introduced.code()]).toEqual([1006, 1006]);
    expect(await terminal.call(PATHS.state, {})).toMatchObject({ status: 403 });
    const farewell = await terminal.link();
    await farewell.introduce();
    expect([farewell.frames, farewell.code()]).toMatchObject([[{ type: 'order', order: 'wipe' }], 4403]);
  });

  test('[C2a] a link that says nothing for three heartbeats is cut', async () => {
    const { clock, enrolled } = await opened();
    const link = await (await enrolled()).link();
    await link.introduce();
    await clock.advanceAsync(seconds(14));
    expect(link.code()).toBeUndefined();
    await clock.advanceAsync(seconds(1));
    expect(link.code()).toBe(1006);
  });

  test('the same seed gives the same run, but for the keys of the fleet', async () => {
    const run = async (): Promise<string> => {
      const { ask, enrolled, logger } = await opened();
      const terminal = await enrolled();
      const { body: user } = await ask('POST', '/users', { userName: 'anna' });
      const { body: pin } = await ask('POST', `/users/${user.id}/pins`, {});
      const { fleet: _keys, ...state } = await terminal.synchronize();
      const { body: audit } = await ask('GET', '/audit');
      return JSON.stringify([terminal, user, pin, state, audit, logger.lines]);
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(utf8(first).length).toBeGreaterThan(1_000);
  });
});
