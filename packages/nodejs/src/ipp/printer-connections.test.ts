import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket, type SecureContext } from 'node:tls';
import { concatBytes } from '@holdover/kernel';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createIppTransport } from './ipp-transport.ts';
import type { SeenCertificate } from './printer-certificate.ts';
import { selfSigned, type Identity } from './testing/self-signed.ts';

const HOUR = 3_600_000;
const servers = new Set<Server>();
const sockets = new Set<Socket>();
let one: Identity;
let other: Identity;

beforeAll(async () => {
  one = await selfSigned('CN=printer one', HOUR);
  other = await selfSigned('CN=printer two', HOUR);
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  servers.clear();
  sockets.clear();
});

describe('a printer over ipps is known by its public key', () => {
  test('[I2e] one that nobody approved is told of, and gets nothing', async () => {
    const printer = await listen({ tls: () => one.context });
    const seen: SeenCertificate[] = [];
    const transport = createIppTransport({ tls: { pin: () => undefined, onCertificate: (shown) => seen.push(shown) } });
    await expect(send(transport, printer.uri)).rejects.toMatchObject({
      code: 'printer-certificate-unapproved',
      retryable: false,
    });
    expect(seen).toEqual([{ pin: one.pin, subject: 'CN=printer one', notAfter: one.notAfter }]);
    expect(printer.requests()).toEqual([]);
  });

  test('[I2e] one that shows another key than the approved is told of, and gets nothing', async () => {
    const printer = await listen({ tls: () => other.context });
    const seen: string[] = [];
    const transport = createIppTransport({ tls: { pin: () => one.pin, onCertificate: ({ pin }) => seen.push(pin) } });
    await expect(send(transport, printer.uri)).rejects.toMatchObject({ code: 'printer-certificate-changed' });
    expect(seen).toEqual([other.pin]);
    expect(printer.requests()).toEqual([]);
  });

  test('the approved one is printed to, whatever name it shows', async () => {
    const printer = await listen({ tls: () => one.context });
    const transport = createIppTransport({ tls: { pin: () => one.pin } });
    expect(await send(transport, printer.uri)).toBe('1');
    expect(await send(transport, printer.uri)).toBe('2');
  });

  test('approved while the program runs, it serves at the next request; no more once that is taken back', async () => {
    let pin: string | undefined;
    const printer = await listen({ tls: () => one.context });
    const transport = createIppTransport({ tls: { pin: () => pin } });
    await expect(ask(transport, printer.uri)).rejects.toMatchObject({ code: 'printer-certificate-unapproved' });
    pin = one.pin;
    expect(await ask(transport, printer.uri)).toBe('1');
    pin = undefined;
    await expect(ask(transport, printer.uri)).rejects.toMatchObject({ code: 'printer-certificate-unapproved' });
    expect(printer.requests()).toHaveLength(1);
  });

  test('a certificate renewed for the same key needs no approval', async () => {
    let { context } = one;
    const printer = await listen({ tls: () => context });
    const transport = createIppTransport({ tls: { pin: () => one.pin } });
    expect(await send(transport, printer.uri)).toBe('1');
    context = (await selfSigned('CN=renewed', 2 * HOUR, one.keys)).context;
    expect(await send(transport, printer.uri)).toBe('2');
  });

  test('a certificate that an authority gave is trusted by its own key, the authority is not', async () => {
    const authority = await selfSigned('CN=authority', HOUR);
    const issued = await selfSigned('CN=issued', HOUR, undefined, authority);
    const sibling = await selfSigned('CN=sibling', HOUR, undefined, authority);
    let { context } = issued;
    const printer = await listen({ tls: () => context });
    const transport = createIppTransport({ tls: { pin: () => issued.pin } });
    expect(await send(transport, printer.uri)).toBe('1');
    context = sibling.context;
    await expect(send(transport, printer.uri)).rejects.toMatchObject({ code: 'printer-certificate-changed' });
  });

  test('[I2e] what TLS refuses of an approved certificate is refused: one out of date', async () => {
    const old = await selfSigned('CN=old', -HOUR);
    const printer = await listen({ tls: () => old.context });
    await expect(send(createIppTransport({ tls: { pin: () => old.pin } }), printer.uri)).rejects.toMatchObject({
      code: 'printer-certificate-refused',
    });
    expect(printer.requests()).toEqual([]);
  });

  test('without a pin an unknown authority is refused before anything is sent', async () => {
    const printer = await listen({ tls: () => one.context });
    await expect(send(createIppTransport(), printer.uri)).rejects.toMatchObject({ code: 'printer-unreachable' });
    expect(printer.requests()).toEqual([]);
  });

  test('one that is off is unreachable, whatever is approved', async () => {
    const printer = await listen({ tls: () => one.context });
    await printer.close();
    await expect(send(createIppTransport({ tls: { pin: () => one.pin } }), printer.uri)).rejects.toMatchObject({
      code: 'printer-unreachable',
      retryable: true,
    });
  });
});

describe('connections are kept', () => {
  test('what only asks goes over the connection that is left', async () => {
    const printer = await listen({});
    const transport = createIppTransport();
    for (const nth of ['1', '2', '3']) expect(await ask(transport, printer.uri)).toBe(nth);
    expect(printer.connections()).toBe(1);
  });

  test('[F4d] what changes something has a connection of its own, which is kept for what follows', async () => {
    const printer = await listen({});
    const transport = createIppTransport();
    await ask(transport, printer.uri);
    await send(transport, printer.uri);
    expect(printer.connections()).toBe(2);
    await ask(transport, printer.uri);
    expect(printer.connections()).toBe(2);
  });

  test('a kept connection that the printer has closed costs what only asks one more connection', async () => {
    const printer = await listen({ onSecondRequest: (socket) => socket.destroy() });
    const transport = createIppTransport();
    expect(await ask(transport, printer.uri)).toBe('1');
    expect(await ask(transport, printer.uri)).toBe('3');
    expect(printer.connections()).toBe(2);
  });

  test('[F4d] what changes something is not sent twice, however the connection ends', async () => {
    const printer = await listen({ onSecondRequest: (socket) => socket.destroy() });
    const transport = createIppTransport();
    await ask(transport, printer.uri);
    await expect(send(transport, printer.uri)).rejects.toMatchObject({ code: 'printer-connection-lost' });
    expect(printer.requests()).toHaveLength(2);
  });
});

type Transport = ReturnType<typeof createIppTransport>;

function send(transport: Transport, uri: string): Promise<string> {
  return read(transport.send(uri, body()));
}

function ask(transport: Transport, uri: string): Promise<string> {
  return read(transport.send(uri, body(), { repeatable: true }));
}

async function read(answer: Promise<AsyncIterable<Uint8Array>>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of await answer) parts.push(part);
  return new TextDecoder().decode(concatBytes(parts));
}

async function* body(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('question');
}

interface Printer {
  readonly uri: string;
  requests(): readonly string[];
  connections(): number;
  close(): Promise<unknown>;
}

/** Answers each request with its number. */
async function listen(options: {
  readonly tls?: () => SecureContext;
  readonly onSecondRequest?: (socket: Socket) => void;
}): Promise<Printer> {
  const requests: string[] = [];
  let connections = 0;
  const http = createHttpServer((request, response) => {
    requests.push(request.url ?? '');
    if (requests.length === 2 && options.onSecondRequest !== undefined) {
      options.onSecondRequest(request.socket);
      return;
    }
    request.resume();
    response.end(String(requests.length));
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    connections += 1;
    if (options.tls === undefined) {
      http.emit('connection', socket);
      return;
    }
    const secure = new TLSSocket(socket, { isServer: true, secureContext: options.tls() });
    secure.on('error', () => socket.destroy());
    secure.once('secure', () => http.emit('connection', secure));
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    uri: `${options.tls === undefined ? 'ipp' : 'ipps'}://127.0.0.1:${port}/ipp/print`,
    requests: () => requests,
    connections: () => connections,
    close: () => {
      servers.delete(server);
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
