import { API_ROOT } from '@holdover/api';
import { PassThrough } from 'node:stream';
import { minutes, seconds } from '@holdover/kernel';
import { createLogger } from '@holdover/nodejs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { postgresPlace } from '../testing/describe-store.ts';
import { openWorld, type OpenWorld } from '../testing/open-door.ts';

const secondLevel = createLogger({ level: 'error', destination: new PassThrough() });
let first: OpenWorld;
let second: OpenWorld;

beforeAll(async () => {
  const place = postgresPlace();
  await place.prepare();
  const { url } = await place.next();
  // Both migrate the same empty database at the same time.
  [first, second] = await Promise.all([
    openWorld({ database: { url } }),
    openWorld({ database: { url }, userName: 'second', logLevel: secondLevel.level }),
  ]);
}, 60_000);
afterAll(async () => {
  await second.close();
  await first.close();
});

const upwards = (a: number, b: number): number => a - b;

const WAIT = { timeout: 20_000, interval: 20 };

async function patch(world: OpenWorld, path: string, body: object, etag: string): Promise<number> {
  const answer = await world.server.app.inject({
    method: 'PATCH',
    url: API_ROOT + path,
    payload: body,
    headers: { ...(await signedIn(world)), 'if-match': etag },
  });
  return answer.statusCode;
}

async function signedIn({ server }: OpenWorld): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await server.administrators.createApiToken('more')}` };
}

describe('two servers over one PostgreSQL', () => {
  test('what is changed at one is in the lists of the other, and its ETag counts at both', async () => {
    const { body: anna } = await first.ask('POST', '/users', { userName: 'anna' });
    expect((await second.ask('GET', '/users?q=nn')).body.items).toEqual([anna]);
    const at = (world: OpenWorld) =>
      signedIn(world).then((headers) => world.server.app.inject({ url: `${API_ROOT}/users/${anna.id}`, headers }));
    const etag = String((await at(first)).headers['etag']);
    expect((await at(second)).headers['etag']).toBe(etag);
    const saved = await Promise.all([
      patch(first, `/users/${anna.id}`, { fullName: 'Anna at the first' }, etag),
      patch(second, `/users/${anna.id}`, { fullName: 'Anna at the second' }, etag),
    ]);
    expect(saved.toSorted(upwards)).toEqual([200, 412]);
    const won = saved[0] === 200 ? 'Anna at the first' : 'Anna at the second';
    expect((await second.ask('GET', `/users/${anna.id}`)).body.fullName).toBe(won);
  }, 60_000);

  test('a name that both give at once is given once, and one key does one thing', async () => {
    for (let n = 0; n < 5; n++) {
      const made = await Promise.all(
        [first, second].map((world) => world.ask('POST', '/users', { userName: `wanted-${n}` })),
      );
      expect(made.map(({ status }) => status).toSorted(upwards)).toEqual([201, 409]);
    }
    const headers = { ...(await signedIn(first)), 'idempotency-key': 'same-at-both' };
    const once = await Promise.all(
      [first, second].map(({ server }) =>
        server.app.inject({ method: 'POST', url: `${API_ROOT}/users`, payload: { userName: 'once' }, headers }),
      ),
    );
    const statuses = once.map(({ statusCode }) => statusCode).toSorted(upwards);
    expect([statuses[0], [201, 409].includes(statuses[1] ?? 0)]).toEqual([201, true]);
    expect((await second.ask('GET', '/users?q=once')).body.items).toHaveLength(1);
    const log = (await first.ask('GET', '/audit/verification')).body;
    expect(log).toMatchObject({ holds: true, firstBreak: null });
  }, 60_000);

  test('what happens at one is told to who listens at the other', async () => {
    const terminal = await first.enrolled();
    const address = await second.server.app.listen({ host: '127.0.0.1', port: 0 });
    const stop = new AbortController();
    const stream = await fetch(`${address}${API_ROOT}/events`, {
      headers: await signedIn(second),
      signal: stop.signal,
    });
    let heard = '';
    const reading = (async () => {
      for await (const piece of stream.body ?? []) heard += Buffer.from(piece).toString();
    })().catch(() => undefined);
    await vi.waitFor(async () => {
      // One who began to listen a moment too late for the first hears the next.
      const link = await terminal.link();
      await link.introduce();
      expect(heard).toMatch(/event: device\.link\ndata: .*"link":"online"/);
    }, WAIT);
    const { body: group } = await first.ask('POST', '/groups', { name: 'Told elsewhere' });
    const told = `event: resource.changed\ndata: {"kind":"group","id":"${group.id}"}`;
    await vi.waitFor(() => {
      first.clock.advance(seconds(1));
      expect(heard).toContain(told);
    }, WAIT);
    stop.abort();
    await reading;
  }, 60_000);

  test('[C2h] a terminal linked to one is there for the other, and away once it is for both', async () => {
    const terminal = await first.enrolled('Attic');
    const link = await terminal.link();
    const seenAt = async (world: OpenWorld) => {
      const { body: device } = await world.ask('GET', `/devices/${terminal.device}`);
      const { body: found } = await world.ask('GET', `/devices?q=attic&link=${device.terminal.link}`);
      expect(found.items).toHaveLength(1);
      return device.terminal.link;
    };
    await link.introduce();
    await vi.waitFor(
      async () => expect([await seenAt(first), await seenAt(second)]).toEqual(['online', 'online']),
      WAIT,
    );
    await link.say({ type: 'heartbeat', number: 1, revision: 0, generation: 0, journalBacklog: 0, degraded: true });
    await vi.waitFor(
      async () => expect([await seenAt(first), await seenAt(second)]).toEqual(['degraded', 'degraded']),
      WAIT,
    );
    await link.cut();
    await vi.waitFor(async () => expect([await seenAt(first), await seenAt(second)]).toEqual(['away', 'away']), WAIT);
    first.clock.advance(minutes(2));
    second.clock.advance(minutes(2));
    await vi.waitFor(async () => {
      const { body } = await second.ask('GET', `/outages?deviceId=${terminal.device}`);
      expect(body.items).toMatchObject([{ deviceName: 'Attic', until: null }]);
    }, WAIT);
    // At the other one: it ends the same outage.
    await (await second.at(terminal).link()).introduce();
    await vi.waitFor(async () => {
      const { body } = await first.ask('GET', `/outages?deviceId=${terminal.device}`);
      expect(body.items).toMatchObject([{ until: expect.any(String) }]);
    }, WAIT);
    expect(await seenAt(first)).toBe('online');
  }, 60_000);

  test('a log level that is saved at one counts at the other', async () => {
    await first.ask('PUT', '/settings/logging', { level: 'debug' });
    first.clock.advance(seconds(1));
    await vi.waitFor(() => expect(secondLevel.level.current()).toBe('debug'), WAIT);
    expect((await second.ask('GET', '/system')).body).toMatchObject({ logLevel: 'debug' });
    await first.ask('PUT', '/settings/logging', { level: null });
    first.clock.advance(seconds(1));
    await vi.waitFor(() => expect(secondLevel.level.current()).toBe('error'), WAIT);
  }, 60_000);
});
