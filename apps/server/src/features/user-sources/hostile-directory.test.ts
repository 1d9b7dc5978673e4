import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSeededEntropy } from '@holdover/testbed';
import { BerWriter } from 'ldapts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
let servers: Server[] = [];
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

/** A directory that does with each connection what is given. */
async function hostile(serve: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let count = 0;
async function source(url: string, more: object = {}): Promise<string> {
  count += 1;
  const body = { kind: 'ldap', name: `Source ${count}`, url, baseDn: 'dc=example,dc=org', ...more };
  const made = await console.ask('POST /user-sources', { body });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return made.body.id;
}

async function synchronized(id: string, query = '') {
  const begun = await console.ask(`POST /user-sources/${id}/synchronize${query}`);
  expect([begun.status, begun.text]).toEqual([202, begun.text]);
  expect(begun.header('location')).toBe(`/api/v1/imports/${begun.body.id}`);
  for (;;) {
    const { body } = await console.ask(`GET /imports/${begun.body.id}`);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

type Write = (writer: BerWriter) => void;

function within(writer: BerWriter, tag: number, write: Write): void {
  writer.startSequence(tag);
  write(writer);
  writer.endSequence();
}

function message(id: number, tag: number, write: Write): Buffer {
  const writer = new BerWriter();
  within(writer, 0x30, () => {
    writer.writeInt(id);
    within(writer, tag, write);
  });
  return writer.buffer;
}

function entry(id: number, uid: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const attributes = Object.entries({ uid, entryUUID: `id-${uid}`, cn: `Person ${uid}`, ...more });
  return message(id, 0x64, (writer) => {
    writer.writeString(`uid=${uid},dc=example,dc=org`);
    within(writer, 0x30, () => {
      for (const [name, value] of attributes) {
        within(writer, 0x30, () => {
          writer.writeString(name);
          within(writer, 0x31, () => writer.writeString(value));
        });
      }
    });
  });
}

const result = (id: number, tag: number, code = 0): Buffer =>
  message(id, tag, (writer) => {
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString('in its own words');
  });

/** messageID of a request; one octet, as few are sent. */
const idOf = (request: Buffer): number => request[(request[1] ?? 0) < 0x80 ? 4 : 4 + ((request[1] ?? 0) & 0x7f)] ?? 0;

/** Answers each search with these people. */
const people =
  (uids: () => readonly string[], more: Readonly<Record<string, string>> = {}) =>
  (socket: Socket): void =>
    void socket.on('data', (request) => {
      const id = idOf(request);
      if (request.includes(0x63))
        socket.write(Buffer.concat([...uids().map((uid) => entry(id, uid, more)), result(id, 0x65)]));
    });

describe('a directory that cannot be trusted', () => {
  const entropy = createSeededEntropy('hostile');
  test.each<[string, string, (socket: Socket) => void]>([
    [
      'claims 4 GB',
      'answer-too-large',
      (socket) => void socket.write(Uint8Array.from([0x30, 0x84, 255, 255, 255, 255])),
    ],
    ['speaks another protocol', 'malformed-answer', (socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n')],
    ['sends random octets', 'malformed-answer', (socket) => void socket.write(entropy.bytes(4_096))],
    ['hangs up', 'connection-lost', (socket) => void socket.on('data', () => socket.destroy())],
    [
      'hangs up after half of an entry',
      'connection-lost',
      (socket) =>
        void socket.on('data', (request) =>
          socket.end(Buffer.concat([entry(idOf(request), 'ada'), entry(2, 'bob').subarray(0, 30)])),
        ),
    ],
    [
      'gives less than there is',
      'size-limit',
      (socket) =>
        void socket.on('data', (request) => {
          const id = idOf(request);
          socket.write(Buffer.concat([entry(id, 'ada'), result(id, 0x65, 4)]));
        }),
    ],
    [
      'is a value that ends before its entry does',
      'malformed-answer',
      (socket) =>
        void socket.on('data', (request) => {
          const broken = entry(idOf(request), 'ada');
          // The last value claims more than is left.
          broken[broken.length - 'Person ada'.length - 1] = 0x7f;
          socket.write(broken);
        }),
    ],
    [
      'answers what nobody asked',
      'malformed-answer',
      (socket) => void socket.on('data', (request) => socket.write(result(idOf(request), 0x79))),
    ],
  ])('%s: the run fails with %s, and nothing is applied', async (_what, reason, serve) => {
    const before = (await console.ask('GET /users')).text;
    const failed = await synchronized(await source(await hostile(serve)));
    expect(failed).toMatchObject({ state: 'failed', reason, added: 0, changed: 0, deactivated: 0 });
    expect((await console.ask('GET /users')).text).toBe(before);
  });

  test('its random octets end each try', async () => {
    const url = await hostile((socket) => {
      socket.write(entropy.bytes(1 + (entropy.bytes(1)[0] ?? 0)));
      socket.on('data', () => socket.end());
    });
    const id = await source(url);
    for (let round = 0; round < 30; round++) {
      const { status, body } = await console.ask(`POST /user-sources/${id}/test`);
      expect([status, body.ok, body.steps.at(-1).step]).toEqual([200, false, 'search']);
      expect(['malformed-answer', 'connection-lost', 'answer-too-large']).toContain(body.steps.at(-1).code);
    }
  });

  test('is named whose entry cannot be a user, and the rest goes on', async () => {
    const url = await hostile(people(() => ['ada-1', 'has space', 'ADA-1', '<b>bold</b>', 'tab\there', '']));
    const done = await synchronized(await source(url));
    expect(done).toMatchObject({ state: 'done', rows: 6, added: 2, failed: 4 });
    const errors = (await console.ask(`GET /imports/${done.id}/errors`)).text;
    expect(errors).toContain('2,USERNAME,white-space');
    expect(errors).toContain('3,USERNAME,given-twice');
    expect(errors).toContain('6,USERNAME,required');
  });
});

describe('a directory that lost its people', () => {
  let uids: string[] = [];
  let id: string;
  beforeAll(async () => {
    uids = Array.from({ length: 24 }, (_, index) => `person-${index}`);
  });
  const enabled = async (): Promise<number> =>
    (await console.ask(`GET /users?source=${id}&enabled=true`)).body.items.length;

  test('disables nobody unless asked to', async () => {
    id = await source(await hostile(people(() => uids)));
    expect(await synchronized(id)).toMatchObject({ state: 'done', added: 24 });
    const move = async () => {
      const url = await hostile(people(() => uids));
      expect(await console.ask(`PATCH /user-sources/${id}`, { body: { url } })).toMatchObject({ status: 200 });
    };
    uids = [];
    await move();
    expect(await synchronized(id)).toMatchObject({ state: 'failed', reason: 'nobody-found' });
    expect(await synchronized(id, '?force=true')).toMatchObject({ state: 'failed', reason: 'nobody-found' });
    uids = Array.from({ length: 11 }, (_, index) => `person-${index}`);
    expect(await synchronized(id)).toMatchObject({ state: 'failed', reason: 'too-many-gone', deactivated: 0 });
    expect(await enabled()).toBe(24);
    expect(await synchronized(id, '?dryRun=true')).toMatchObject({ state: 'done', deactivated: 13 });
    expect(await enabled()).toBe(24);
    expect(await synchronized(id, '?force=true')).toMatchObject({ state: 'done', deactivated: 13 });
    expect(await enabled()).toBe(11);
  });
});

test('who was disabled by hand stays so; whom the directory disabled is enabled when they are back', async () => {
  let uids = ['hand', 'directory', 'other'];
  const id = await source(await hostile(people(() => uids)));
  await synchronized(id);
  const user = async (name: string) => (await console.ask(`GET /users?source=${id}&q=${name}`)).body.items[0];
  const { id: hand } = await user('hand');
  await console.ask(`PATCH /users/${hand}`, { body: { enabled: false } });
  uids = ['hand', 'other'];
  expect(await synchronized(id)).toMatchObject({ state: 'done', changed: 0, deactivated: 1 });
  uids = ['hand', 'directory', 'other'];
  expect(await synchronized(id)).toMatchObject({ state: 'done', changed: 1, deactivated: 0 });
  expect(await user('directory')).toMatchObject({ enabled: true });
  expect(await user('hand')).toMatchObject({ enabled: false });
  expect(await synchronized(id)).toMatchObject({ state: 'done', changed: 0 });
});

describe('a synchronization', () => {
  test('goes on once: who asks meanwhile is told so, and it can be cancelled', async () => {
    const id = await source(await hostile(() => undefined));
    const begun = await console.ask(`POST /user-sources/${id}/synchronize`);
    expect(begun).toMatchObject({ status: 202 });
    const again = await console.ask(`POST /user-sources/${id}/synchronize`);
    expect(again).toMatchObject({ status: 409, body: { code: 'source-running' } });
    expect(await console.ask(`DELETE /user-sources/${id}`)).toMatchObject({ status: 409 });
    expect(await console.ask(`POST /imports/${begun.body.id}/cancel`)).toMatchObject({ status: 200 });
    for (;;) {
      const { body } = await console.ask(`GET /imports/${begun.body.id}`);
      if (body.state === 'cancelled') break;
      expect(body.state).toBe('running');
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  });

  test('begins by itself when its time has come, on one server only', async () => {
    const id = await source(await hostile(people(() => ['by-the-clock'])), { intervalHours: 1 });
    const { nextAt } = (await console.ask(`GET /user-sources/${id}`)).body;
    expect(Date.parse(nextAt) - console.clock.wall()).toBeGreaterThanOrEqual(3_600_000);
    const due = Number(Date.parse(nextAt));
    const { userSources } = console.core.stores;
    const found = await userSources.due(due as never);
    const mine = found.find((one) => one.id === id);
    expect(mine?.nextAt).toBe(due);
    const claims = [1, 2].map(() => userSources.moveNext(id as never, due as never, (due + 1) as never));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });
});
