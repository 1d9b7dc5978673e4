import { createServer, type Server, type Socket } from 'node:net';
import { concatBytes } from '@holdover/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { createIppTransport } from './ipp-transport.ts';

const servers = new Set<Server>();
const transport = createIppTransport();

afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  servers.clear();
});

describe('what is sent', () => {
  test('a short body has its length', async () => {
    const printer = await listen((socket) => socket.end(answer('ok')));
    expect(await send(printer.uri, [Buffer.from('ab'), Buffer.from('c')])).toBe('ok');
    expect(printer.received()).toMatch(/^POST \/ipp\/print HTTP\/1\.1\r\n/);
    expect(printer.received()).toMatch(/content-type: application\/ipp/i);
    expect(printer.received()).toMatch(/content-length: 3\r\n/i);
  });

  test('a long one goes in chunks, whole', async () => {
    const printer = await listen(undefined, (text, socket) => {
      if (text.endsWith('0\r\n\r\n')) socket.end(answer('ok'));
    });
    const parts = Array.from({ length: 40 }, (_, i) => Buffer.alloc(64 * 1024, 65 + (i % 26)));
    expect(await send(printer.uri, parts)).toBe('ok');
    const letters = printer
      .received()
      .split('\r\n\r\n')
      .slice(1)
      .join('')
      .replaceAll(/\r\n[0-9a-f]*|^[0-9a-f]+/g, '');
    expect(letters.length).toBeGreaterThanOrEqual(40 * 64 * 1024);
  });

  test('a printer that answers before it has read everything is heard', async () => {
    const { uri } = await listen((socket) => socket.end(answer('no')));
    expect(await send(uri, endless())).toBe('no');
  });

  test('a body that fails gives the request up and says why', async () => {
    const { uri } = await listen(undefined);
    const failing = (async function* () {
      yield Buffer.alloc(100_000);
      throw new RangeError('no more');
    })();
    await expect(send(uri, failing)).rejects.toThrow('no more');
  });
});

describe('what goes wrong', () => {
  test('nobody listens: unreachable, and may be tried again', async () => {
    const gone = await listen(undefined);
    await gone.close();
    await expect(send(gone.uri, [Buffer.from('x')])).rejects.toMatchObject({
      code: 'printer-unreachable',
      owner: 'environment',
      retryable: true,
    });
  });

  test.each([
    ['before an answer', ''],
    ['within the answer', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'],
  ])('the connection ends %s: lost, and not to be tried again', async (_, text) => {
    const { uri } = await listen((socket) => socket.end(text));
    await expect(send(uri, [Buffer.from('x')])).rejects.toMatchObject({
      code: 'printer-connection-lost',
      owner: 'peer',
      retryable: false,
    });
  });

  test('another HTTP status is told', async () => {
    const { uri } = await listen((socket) => socket.end('HTTP/1.1 426 Upgrade Required\r\ncontent-length: 0\r\n\r\n'));
    await expect(send(uri, [Buffer.from('x')])).rejects.toMatchObject({ code: 'printer-http-status' });
  });

  test.each(['http://printer/ipp/print', 'ipp:printer', 'ipp://', 'not a uri'])('%s is no printer uri', async (uri) => {
    await expect(send(uri, [Buffer.from('x')])).rejects.toMatchObject({ code: 'printer-uri-malformed' });
  });
});

async function send(uri: string, body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of await transport.send(uri, each(body))) parts.push(part);
  return new TextDecoder().decode(concatBytes(parts));
}

async function* each(body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* body;
}

function* endless(): Generator<Uint8Array> {
  for (;;) yield Buffer.alloc(64 * 1024);
}

function answer(text: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}

interface Listening {
  readonly uri: string;
  received(): string;
  close(): Promise<unknown>;
}

/** A printer of raw octets: `onHead` when the first have come, `onData` at each. */
async function listen(
  onHead: ((socket: Socket) => void) | undefined,
  onData: (text: string, socket: Socket) => void = () => undefined,
): Promise<Listening> {
  let text = '';
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (onHead !== undefined) socket.once('data', () => onHead(socket));
    socket.on('data', (part) => {
      text += part.toString('latin1');
      onData(text, socket);
    });
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    uri: `ipp://127.0.0.1:${port}/ipp/print`,
    received: () => text,
    close: () => {
      servers.delete(server);
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
