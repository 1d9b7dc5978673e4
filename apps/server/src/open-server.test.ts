import { seconds, utf8 } from '@holdover/kernel';
import { PATHS, PROTOCOL_VERSION, type FrameListener, type FrameSocket } from '@holdover/protocol';
import { afterEach, describe, expect, test } from 'vitest';
import { enrolInMemory as enrolled, openMemoryServer, type MemoryServer } from './testing/memory-server.ts';

const open: MemoryServer[] = [];
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close();
});

async function openOne(): Promise<MemoryServer> {
  const opened = await openMemoryServer();
  open.push(opened);
  return opened;
}

const pull = ({ server }: MemoryServer, serial: string) =>
  server.door.call(serial, {
    path: PATHS.state,
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, reason: 'first', revision: 0, generation: 0 }),
  });

/** The server's side of a link in memory. */
function createLink() {
  const frames: { readonly type: string }[] = [];
  let listener: FrameListener | undefined;
  let code: number | undefined;
  const end = (by: number): void => {
    if (code !== undefined) return;
    code = by;
    listener?.closed(by);
  };
  const socket: FrameSocket = {
    get isOpen() {
      return code === undefined;
    },
    listen: (given) => {
      listener = given;
    },
    send: (text) => void frames.push(JSON.parse(text)),
    close: end,
    terminate: () => end(1006),
  };
  const hello = { type: 'hello', protocol: PROTOCOL_VERSION, terminalVersion: '0.1.0', keyProtector: 'keyfile' };
  const say = (frame: object): void => listener?.frame(JSON.stringify(frame));
  return {
    socket,
    frames,
    say,
    introduce: () => say({ ...hello, bootId: 'boot', revision: 0, generation: 0, journalBacklog: 0 }),
    code: () => code,
  };
}

/** Lets everything that waits for nothing but this process run. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

async function linked(opened: MemoryServer, serial: string) {
  const link = createLink();
  const answer = await opened.server.door.link(serial);
  if ('accept' in answer) answer.accept(link.socket);
  return link;
}

describe('a server without listeners', () => {
  test('serves console and REST interface without a port', async () => {
    const { server, ask } = await openOne();
    expect(await ask('POST', '/users', { userName: 'anna' })).toMatchObject({
      status: 201,
      body: { userName: 'anna' },
    });
    expect(server.app.server.listening).toBe(false);
  });

  test('[C1d] refuses a serial that it does not know, at the call and at the link', async () => {
    const opened = await openOne();
    const refusal = { status: 404, text: expect.stringContaining('"not-found"') };
    expect(await pull(opened, '01ff')).toMatchObject(refusal);
    expect(await opened.server.door.link('01ff')).toMatchObject({ refusal });
  });

  test('gives a terminal its state and its link', async () => {
    const opened = await openOne();
    const { serial } = await enrolled(opened);
    const { body: user } = await opened.ask('POST', '/users', { userName: 'anna' });
    await opened.ask('POST', `/users/${user.id}/pins`, { pin: '482913' });
    const answer = await pull(opened, serial);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      200,
      { kind: 'snapshot', device: { name: 'Lift' } },
    ]);
    const link = await linked(opened, serial);
    link.introduce();
    await turns();
    expect(link.frames).toMatchObject([{ type: 'welcome', heartbeatSeconds: 5 }]);
  });

  test('answers what is no JSON, no path or too long with a refusal, and never rejects', async () => {
    const { server, ...rest } = await openOne();
    const { serial } = await enrolled({ server, ...rest });
    const statusOf = async (path: string, body: string) => (await server.door.call(serial, { path, body })).status;
    expect(await statusOf(PATHS.state, '{')).toBe(400);
    expect(await statusOf('/nowhere', '{}')).toBe(404);
    expect(await statusOf(PATHS.login, ' '.repeat(16_385))).toBe(400);
  });

  test('[C1e] a revocation ends the links of the serial, introduced or not, and leaves the way to the order to wipe', async () => {
    const opened = await openOne();
    const { device, serial } = await enrolled(opened);
    const [silent, introduced] = [await linked(opened, serial), await linked(opened, serial)];
    introduced.introduce();
    await turns();
    await opened.ask('POST', `/devices/${device}/revoke`);
    expect([silent.code(), introduced.code()]).toEqual([1006, 1006]);
    expect(await pull(opened, serial)).toMatchObject({ status: 403 });
    const farewell = await linked(opened, serial);
    farewell.introduce();
    await turns();
    expect([farewell.frames, farewell.code()]).toMatchObject([[{ type: 'order', order: 'wipe' }], 4403]);
  });

  test('[C2a] a link that says nothing for three heartbeats is cut', async () => {
    const opened = await openOne();
    const { serial } = await enrolled(opened);
    const link = await linked(opened, serial);
    link.introduce();
    await turns();
    await opened.clock.advanceAsync(seconds(14));
    expect(link.code()).toBeUndefined();
    await opened.clock.advanceAsync(seconds(1));
    expect(link.code()).toBe(1006);
  });

  test('the same seed gives the same run', async () => {
    const run = async (): Promise<string> => {
      const opened = await openOne();
      const { device, serial } = await enrolled(opened);
      const { body: user } = await opened.ask('POST', '/users', { userName: 'anna' });
      const { body: pin } = await opened.ask('POST', `/users/${user.id}/pins`, {});
      const state = await pull(opened, serial);
      const { body: audit } = await opened.ask('GET', '/audit');
      return JSON.stringify([device, serial, user, pin, state, audit, opened.logger.lines]);
    };
    const first = await run();
    expect(await run()).toBe(first);
    expect(utf8(first).length).toBeGreaterThan(1_000);
  });
});
