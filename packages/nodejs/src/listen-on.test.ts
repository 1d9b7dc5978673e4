import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listenOn } from './listen-on.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function server(): Server {
  const made = createServer();
  servers.push(made);
  return made;
}

test('a taken port is named with the flag that moves it', async () => {
  const port = await listenOn(server(), { host: '127.0.0.1', port: 0 });
  await expect(listenOn(server(), { host: '127.0.0.1', port }, '--gateway')).rejects.toMatchObject({
    code: 'port-taken',
    owner: 'environment',
    message: expect.stringContaining('choose another with --gateway HOST:PORT'),
  });
});

test('an address of another machine cannot be listened on', async () => {
  await expect(listenOn(server(), { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
    code: 'cannot-listen',
    message: expect.stringContaining('Cannot listen on 192.0.2.1:0'),
  });
});

test('a connection that cannot be accepted ends nothing', async () => {
  const made = server();
  await listenOn(made, { host: '127.0.0.1', port: 0 });
  made.emit('error', Object.assign(new TypeError('accept EMFILE'), { code: 'EMFILE' }));
  expect(made.listening).toBe(true);
});
