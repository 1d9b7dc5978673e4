import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { milliseconds } from '@holdover/kernel';
import { afterEach, expect, test } from 'vitest';
import { createDirectory } from './directory.ts';
import { isLoopback, openConnection } from './open-connection.ts';

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
});

async function listen(serve: (socket: Socket) => void) {
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { connections, address: { host: '127.0.0.1', port, tls: 'none', ca: null } as const };
}

const SOON = milliseconds(100);
const anybody = { base: 'dc=example', filter: '(uid=*)', attributes: ['uid'] };
const AGREED = Buffer.from('300c02010178070a010004000400', 'hex');

test('a directory that does not answer is given up', async () => {
  const { address } = await listen(() => undefined);
  const directory = createDirectory(await openConnection(address), { answersWithin: SOON });
  await expect(directory.pages(anybody).next()).rejects.toMatchObject({ reason: 'timed-out' });
  await expect(openConnection({ ...address, tls: 'from-start' }, { within: SOON })).rejects.toMatchObject({
    reason: 'timed-out',
  });
});

test('what broke off is not taken up again by itself, in clear and as nobody', async () => {
  const { address, connections } = await listen((socket) => void socket.once('data', () => socket.destroy()));
  const directory = createDirectory(await openConnection(address));
  for (let round = 0; round < 2; round++) {
    await expect(directory.pages(anybody).next()).rejects.toMatchObject({ reason: 'connection-lost' });
  }
  await expect(directory.bind('cn=reader', 'secret')).rejects.toMatchObject({ reason: 'connection-lost' });
  expect(connections).toHaveLength(1);
});

test('nobody signs in without a password, and nothing is sent (RFC 4513 §5.1.2)', async () => {
  const { address, connections } = await listen((socket) => void socket.on('data', () => expect.fail('was sent')));
  const directory = createDirectory(await openConnection(address));
  for (const [name, password] of [
    ['cn=reader', ''],
    ['', 'secret'],
  ] as const) {
    await expect((async () => directory.bind(name, password))()).rejects.toMatchObject({ reason: 'wrong-password' });
  }
  expect(connections).toHaveLength(1);
});

test.each([
  ['refuses it', 'starttls-refused', Buffer.from('300c02010178070a010204000400', 'hex')],
  ['says more before it begins', 'malformed-answer', Buffer.concat([AGREED, AGREED])],
  ['agrees, and speaks no TLS', 'tls-failed', Buffer.concat([AGREED])],
])('STARTTLS with a server that %s fails', async (_what, reason, answer) => {
  const { address } = await listen(
    (socket) => void socket.once('data', () => socket.write(answer, () => socket.once('data', () => socket.end('no')))),
  );
  await expect(openConnection({ ...address, tls: 'starttls' })).rejects.toMatchObject({ reason });
});

test('whoever ends the wait ends the connection', async () => {
  const { address } = await listen(() => undefined);
  const ending = new AbortController();
  const waiting = openConnection({ ...address, tls: 'from-start' }, { signal: ending.signal });
  setImmediate(() => ending.abort());
  await expect(waiting).rejects.toMatchObject({ reason: 'connection-lost' });
});

test.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect(isLoopback(address)).toBe(true);
});
test.each(['128.0.0.1', '::2', 'localhost', '127.0.0.1.example.org', ''])('%s is not known to be', (address) => {
  expect(isLoopback(address)).toBe(false);
});
