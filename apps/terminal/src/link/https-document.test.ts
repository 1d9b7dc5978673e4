import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { seconds } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDocument } from './https-document.ts';

describe('a document over HTTP', () => {
  let server: Server;
  let says: string;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(says));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(() => {
    server.close();
  });

  const read = async (): Promise<string> => {
    const { port } = server.address() as AddressInfo; // a TCP server's address
    const to = { host: '127.0.0.1', port, path: '/', agent: false };
    const document = await openDocument(createSystemClock(), { scheme: 'http', to, body: '{}', idle: seconds(5) });
    if ('refusal' in document) return `refused ${document.refusal.status}`;
    const parts: Uint8Array[] = [];
    for await (const part of document.data) parts.push(part);
    return Buffer.concat(parts).toString('latin1');
  };

  test.each([
    ['its length', 'Content-Length: 5\r\n\r\nwhole'],
    ['its last chunk', 'Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n0\r\n\r\n'],
  ])('is whole by %s', async (_, rest) => {
    says = `HTTP/1.1 200 OK\r\n${rest}`;
    expect(await read()).toBe('whole');
  });

  test.each([
    ['fewer octets than its length', 'Content-Length: 6\r\n\r\nwhole', 'gateway-unreachable'],
    ['no last chunk', 'Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n', 'gateway-unreachable'],
    ['half a chunk', 'Transfer-Encoding: chunked\r\n\r\n9\r\nwhole', 'gateway-unreachable'],
    ['nothing but the end of its connection to end it', 'Connection: close\r\n\r\nwhole', 'not-our-protocol'],
  ])('with %s is an error, never a short document', async (_, rest, code) => {
    says = `HTTP/1.1 200 OK\r\n${rest}`;
    await expect(read()).rejects.toMatchObject({ code });
  });

  test('whose connection broke before anybody read is an error once they do', async () => {
    says = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nwhole';
    const { port } = server.address() as AddressInfo; // a TCP server's address
    const to = { host: '127.0.0.1', port, path: '/', agent: false };
    const document = await openDocument(createSystemClock(), { scheme: 'http', to, body: '{}', idle: seconds(5) });
    if ('refusal' in document) expect.fail('refused');
    // The end of the connection has been heard by now.
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await expect(
      document.data[Symbol.asyncIterator]()
        .next()
        .then(() => document.data[Symbol.asyncIterator]().next()),
    ).rejects.toMatchObject({
      code: 'gateway-unreachable',
    });
  });
});
