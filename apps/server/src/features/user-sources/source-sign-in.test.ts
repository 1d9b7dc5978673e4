import { createServer, type AddressInfo, type Server } from 'node:net';
import { minutes } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { BerWriter } from 'ldapts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { createSignIn, SourceUnreachable, unlessUnreachable } from './source-sign-in.ts';

const READER = 'reads the directory';
const PASSWORD = 'the directory knows it';

let console: TestConsole;
let server: Server;
let sourceId: string;
/** Binds and searches that arrived. */
let asked: string[] = [];
let names = 1;

beforeAll(async () => {
  console = await openTestConsole();
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      const [id = 0, operation] = request.subarray(contentOf(request) + 2);
      if (operation === 0x63) {
        asked.push('search');
        socket.write(Buffer.concat([...Array.from({ length: names }, () => entry(id)), result(id, 0x65, 0)]));
      } else if (operation === 0x60) {
        asked.push('bind');
        socket.write(result(id, 0x61, request.includes(READER) || request.includes(PASSWORD) ? 0 : 49));
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const account = { bindDn: 'cn=reader,dc=example', bindPassword: READER };
  const place = { url: `ldap://127.0.0.1:${port}`, baseDn: 'dc=example', checksPasswords: true };
  const body = { kind: 'ldap', name: 'Office', ...account, ...place };
  sourceId = (await console.ask('POST /user-sources', { body })).body.id;
});
afterAll(async () => {
  server.close();
  await console.close();
});
beforeEach(() => {
  asked = [];
  names = 1;
});

/** Behind tag and length. */
const contentOf = ([, first = 0]: Uint8Array): number => (first < 0x80 ? 2 : 2 + (first & 0x7f));

let count = 0;
async function person(): Promise<string> {
  count += 1;
  const userName = `person-${count}`;
  const { body } = await console.ask('POST /users', { body: { userName } });
  const of = { sourceId: sourceId as never, externalId: userName };
  await console.core.database.queries.updateTable('user').set(of).where('id', '=', body.id).execute();
  return userName;
}

const open = (remember: ReturnType<typeof minutes> | null = null) => {
  const { core, clock, logger } = console;
  return createSignIn({ ...core, clock, logger, entropy: createSeededEntropy(`sign-in ${count}`) }, remember);
};

test('[E2] the directory is asked at each login, as the person', async () => {
  const [userName, signIn] = [await person(), open()];
  for (let round = 0; round < 2; round++) expect(await signIn(userName, PASSWORD, 'terminal')).toBe(userName);
  expect(asked).toEqual(['bind', 'search', 'bind', 'bind', 'search', 'bind']);
  expect(await signIn(userName.toUpperCase(), PASSWORD, 'terminal')).toBe(userName);
});

test('without a password nobody is asked (RFC 4513 §5.1.2), nor for somebody who is disabled, or not one person there', async () => {
  const [userName, signIn] = [await person(), open()];
  expect(await signIn(userName, '', 'terminal')).toBeUndefined();
  expect(asked).toEqual([]);
  names = 2;
  expect(await signIn(userName, PASSWORD, 'terminal')).toBeUndefined();
  names = 0;
  expect(await signIn(userName, PASSWORD, 'terminal')).toBeUndefined();
  expect(asked).toEqual(['bind', 'search', 'bind', 'search']);
  const user = (await console.ask(`GET /users?q=${userName}`)).body.items[0];
  await console.ask(`PATCH /users/${user.id}`, { body: { enabled: false } });
  asked = [];
  expect(await signIn(userName, PASSWORD, 'terminal')).toBeUndefined();
  expect(asked).toEqual([]);
});

test('after five wrong ones from one place the directory is asked no more; elsewhere and later it is', async () => {
  const [userName, signIn] = [await person(), open()];
  for (let round = 0; round < 5; round++) expect(await signIn(userName, 'wrong', 'here')).toBeUndefined();
  asked = [];
  expect(await signIn(userName, PASSWORD, 'here')).toBeUndefined();
  expect(asked).toEqual([]);
  expect(await signIn(userName, PASSWORD, 'elsewhere')).toBe(userName);
  await console.clock.advanceAsync(minutes(16));
  expect(await signIn(userName, PASSWORD, 'here')).toBe(userName);
});

test('tries at the same moment get no further, so that the directory does not lock the person out', async () => {
  const [userName, signIn] = [await person(), open()];
  const tried = Array.from({ length: 12 }, (_, n) => signIn(userName, `wrong ${n}`, 'here'));
  expect(await Promise.all(tried)).toEqual(Array(12).fill(undefined));
  expect(asked.filter((operation) => operation === 'search')).toHaveLength(5);
});

test('a client that prints is not asked about again for a while; another password is', async () => {
  const [userName, signIn] = [await person(), open(minutes(5))];
  for (let round = 0; round < 3; round++) expect(await signIn(userName, PASSWORD, 'client')).toBe(userName);
  expect(asked).toHaveLength(3);
  expect(await signIn(userName, 'wrong', 'client')).toBeUndefined();
  await console.clock.advanceAsync(minutes(6));
  expect(await signIn(userName, PASSWORD, 'client')).toBe(userName);
  expect(asked).toHaveLength(9);
});

test('a directory that cannot be asked says nothing of a password, and no miss is counted', async () => {
  const [userName, signIn] = [await person(), open()];
  const patch = (url: string) =>
    console.ask(`PATCH /user-sources/${sourceId}`, { body: { url, bindPassword: READER } });
  const { port } = server.address() as AddressInfo;
  await patch('ldap://127.0.0.1:1');
  for (let round = 0; round < 6; round++) {
    await expect(signIn(userName, PASSWORD, 'terminal')).rejects.toBeInstanceOf(SourceUnreachable);
  }
  expect(await unlessUnreachable(signIn)(userName, PASSWORD, 'client')).toBeUndefined();
  await patch(`ldap://127.0.0.1:${port}`);
  expect(await signIn(userName, PASSWORD, 'terminal')).toBe(userName);
  expect(console.logger.text()).not.toContain(PASSWORD);
});

function sequence(writer: BerWriter, tag: number, write: () => void): void {
  writer.startSequence(tag);
  write();
  writer.endSequence();
}

function message(id: number, tag: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  sequence(writer, 0x30, () => {
    writer.writeInt(id);
    sequence(writer, tag, () => write(writer));
  });
  return writer.buffer;
}

const result = (id: number, tag: number, code: number): Buffer =>
  message(id, tag, (writer) => {
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString('');
  });

const entry = (id: number): Buffer =>
  message(id, 0x64, (writer) => {
    writer.writeString('uid=somebody,dc=example');
    sequence(writer, 0x30, () => undefined);
  });
