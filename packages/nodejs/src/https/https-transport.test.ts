import { createServer as createPlain, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { instant, makeId, milliseconds } from '@holdover/kernel';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, openAuthority } from '../identity/authority.ts';
import { createPrivateKeyPem } from '../identity/key-pair.ts';
import { createSigningRequest, publicKeyOfRequest } from '../identity/signing-request.ts';
import { createSystemEntropy } from '../system-entropy.ts';
import { createHttpsTransport, type HttpsTransport, type HttpsTransportOptions } from './https-transport.ts';

const entropy = createSystemEntropy();
let authority: string;
let identity: { readonly cert: string; readonly key: string };

beforeAll(async () => {
  const now = instant(Date.now());
  const fleet = makeId('fleet', now, entropy);
  const opened = await openAuthority(fleet, await createAuthority(fleet), entropy);
  const key = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(key));
  const { certificate } = await opened.issueWeb({ publicKey, hosts: ['127.0.0.1'], now });
  authority = opened.certificate;
  identity = { cert: `${certificate}\n${authority}`, key };
});

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function serve(
  handle: RequestListener,
  kind: 'https' | 'http' = 'https',
): Promise<{ url: string; server: Server }> {
  const server = kind === 'https' ? createSecure(identity, handle) : createPlain(handle);
  open.push({ close: () => (server.close(), server.closeAllConnections()) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `${kind}://127.0.0.1:${(server.address() as AddressInfo).port}/`, server }; // a TCP server's
}

function transport(options: HttpsTransportOptions): HttpsTransport {
  const made = createHttpsTransport({ authority, ...options });
  open.push(made);
  return made;
}

const get = (path = '/x') => ({ method: 'GET', path, headers: {}, body: undefined });

describe('who is spoken to', () => {
  test('the server of the given authority, with the token', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const { url } = await serve(({ headers }, answer) => {
      seen.push(headers);
      answer.setHeader('ETag', '"e"').end('grüß');
    });
    const answer = await transport({ url, token: 'secret' }).send(get());
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, '"e"', 'grüß']);
    expect(seen[0]?.authorization).toBe('Bearer secret');
  });

  test('no server of another authority, or for another name: nothing is sent', async () => {
    let asked = 0;
    const { url } = await serve((_request, answer) => answer.end(String(++asked)));
    const { authority: _none, ...systems } = { url, authority };
    await expect(createHttpsTransport(systems).send(get())).rejects.toMatchObject({ code: 'server-certificate' });
    const other = transport({ url: url.replace('127.0.0.1', 'localhost') });
    await expect(other.send(get())).rejects.toThrow('for another name');
    expect(asked).toBe(0);
  });

  test('nobody: the fault says what to look at', async () => {
    const { url } = await serve((_request, answer) => answer.end(), 'http');
    const asTls = transport({ url: url.replace('http:', 'https:') });
    await expect(asTls.send(get())).rejects.toMatchObject({ code: 'server-speaks-no-tls' });
    const none = transport({ url: 'https://127.0.0.1:1/' });
    await expect(none.send(get())).rejects.toThrow(/Nothing listens at 127.0.0.1:1/);
    const unknown = transport({ url: 'https://no-such-host.invalid/' });
    await expect(unknown.send(get())).rejects.toMatchObject({ code: 'server-unreachable', retryable: true });
  });
});

describe('connections', () => {
  test('are kept, and a kept one that ended is met by another', async () => {
    const ports = new Set<number | undefined>();
    const { url, server } = await serve(({ socket }, answer) => {
      ports.add(socket.remotePort);
      answer.end('ok');
    });
    const { send } = transport({ url });
    for (let i = 0; i < 3; i++) await (await send(get())).text();
    expect(ports.size).toBe(1);
    server.closeAllConnections();
    expect(await (await send(get())).text()).toBe('ok');
    expect(ports.size).toBe(2);
  });

  test('that say nothing are given up', async () => {
    const { url } = await serve(() => undefined);
    const sent = transport({ url, silence: milliseconds(50) }).send(get());
    await expect(sent).rejects.toMatchObject({ code: 'server-silent', retryable: true });
  });

  test('that end within an answer make it none', async () => {
    const { url } = await serve((_request, answer) => {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('half', () => answer.destroy());
    });
    const answer = await transport({ url }).send(get());
    await expect(answer.text()).rejects.toMatchObject({ code: 'connection-lost' });
  });
});

describe('an abort', () => {
  test('ends a request that waits, and a stream that is read', async () => {
    const { url } = await serve((request, answer) => {
      if (request.url === '/stream') answer.write('first');
    });
    const { send } = transport({ url });
    const waiting = new AbortController();
    const sent = send({ ...get('/waits'), abort: waiting.signal });
    waiting.abort();
    await expect(sent).rejects.toMatchObject({ code: 'stopped', owner: 'cancelled' });

    const reading = new AbortController();
    const answer = await send({ ...get('/stream'), abort: reading.signal });
    const read = async (): Promise<void> => {
      for await (const _piece of answer.chunks?.() ?? []) reading.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'stopped' });
    await expect(send({ ...get(), abort: reading.signal })).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('a body in pieces', () => {
  const post = (body: AsyncIterable<Uint8Array>) => ({ method: 'POST', path: '/x', headers: {}, body });

  test('goes out as it is read, at the pace of the server', async () => {
    let taken = 0;
    let made = 0;
    let mostAhead = 0;
    const { url } = await serve((request, answer) => {
      request.on('data', (part: Buffer) => {
        taken += part.length;
        mostAhead = Math.max(mostAhead, made - taken);
      });
      request.on('end', () => answer.end(String(taken)));
    }, 'http');
    const body = async function* () {
      for (let i = 0; i < 256; i++) {
        made += 64 * 1024;
        yield await Promise.resolve(new Uint8Array(64 * 1024));
      }
    };
    const answer = await transport({ url }).send(post(body()));
    expect(await answer.text()).toBe(String(16 * 1024 * 1024));
    // What system and streams hold on the way, not the whole.
    expect(mostAhead).toBeLessThan(12 * 1024 * 1024);
  });

  test('stops when the server has answered', async () => {
    const { url } = await serve((_request, answer) => answer.writeHead(413).end('too large'), 'http');
    let made = 0;
    const body = async function* () {
      for (;;) {
        made += 1;
        yield await new Promise<Uint8Array>((resolve) => setImmediate(resolve, new Uint8Array(1024)));
      }
    };
    const answer = await transport({ url }).send(post(body()));
    expect([answer.status, await answer.text()]).toEqual([413, 'too large']);
    const then = made;
    await new Promise((resolve) => setImmediate(resolve));
    expect(made - then).toBeLessThan(3);
  });

  test('that cannot be read tells of itself', async () => {
    const { url } = await serve((request) => void request.resume(), 'http');
    // oxlint-disable-next-line require-yield -- it fails before its first piece
    const body = async function* (): AsyncGenerator<Uint8Array> {
      throw await Promise.resolve(new TypeError('the disk is gone'));
    };
    await expect(transport({ url }).send(post(body()))).rejects.toThrow('the disk is gone');
  });
});
