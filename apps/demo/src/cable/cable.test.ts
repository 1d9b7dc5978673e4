import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCable, type Address, type Cable } from './cable.ts';

let cable: Cable;
let server: Server;
let wire: Address;
let far: Address;
let served: Socket[];

/** Answers every byte in capitals. */
beforeEach(async () => {
  served = [];
  server = createServer((socket) => {
    served.push(socket);
    socket.on('data', (part) => socket.write(part.toString().toUpperCase())).on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  cable = createCable();
  far = { host: '127.0.0.1', port };
  wire = await cable.addWire({ host: '127.0.0.1', port: 0 }, far);
});

afterEach(async () => {
  await cable.close();
  for (const socket of served) socket.destroy();
  server.close();
});

function plugIn(): { socket: Socket; heard: () => string; says: (text: string) => Promise<void> } {
  const socket = connect(wire.port, wire.host);
  let heard = '';
  socket.on('data', (part) => (heard += part.toString())).on('error', () => {});
  const says = async (text: string): Promise<void> => {
    while (!heard.includes(text)) await once(socket, 'data');
  };
  return { socket, heard: () => heard, says };
}

/** A round trip beside the cable, begun after what is on its way, and two more since sockets keep no order between them. */
async function settle(): Promise<void> {
  for (let trip = 0; trip < 3; trip++) {
    const socket = connect(far.port, far.host);
    socket.write('ping');
    await once(socket, 'data');
    socket.destroy();
  }
}

test('passes bytes both ways', async () => {
  const end = plugIn();
  end.socket.write('hello');
  await end.says('HELLO');
});

test('cut, passes nothing and closes nothing; mended, delivers what was sent meanwhile', async () => {
  const end = plugIn();
  end.socket.write('one');
  await end.says('ONE');
  cable.set(false);
  end.socket.write('two');
  await settle();
  expect(end.heard()).toBe('ONE');
  expect(end.socket.closed).toBe(false);
  cable.set(true);
  await end.says('TWO');
});

test('cut, lets new connections hang until it is mended', async () => {
  cable.set(false);
  const end = plugIn();
  end.socket.write('hello');
  await settle();
  expect(end.heard()).toBe('');
  cable.set(true);
  await end.says('HELLO');
});

test('an end that gave up while it was cut is missed by the other only when it is mended', async () => {
  const end = plugIn();
  end.socket.write('one');
  await end.says('ONE');
  cable.set(false);
  end.socket.destroy();
  await settle();
  const [other] = served;
  expect(other?.closed).toBe(false);
  cable.set(true);
  await settle();
  expect(other?.closed).toBe(true);
});
