import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { answer, buildRequest, encodeMessage, type Arrival, type Printer } from '@holdover/ipp';
import type { Logger } from '@holdover/kernel';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { listenIpp, type IppListener, type IppListenerOptions } from './ipp-listener.ts';
import { selfSigned, type Identity } from './testing/self-signed.ts';

const HOUR = 3_600_000;
let identity: Identity;
let listener: IppListener | undefined;
const arrivals: Arrival[] = [];
const clients = new Set<Socket>();

beforeAll(async () => {
  identity = await selfSigned('CN=queue', HOUR);
});

afterEach(async () => {
  vi.useRealTimers();
  for (const client of clients) client.destroy();
  clients.clear();
  arrivals.length = 0;
  await listener?.close();
});

describe('several printers behind one port', () => {
  const printers = { '/ipp/print/one': printerAt('/ipp/print/one'), '/ipp/print/two': printerAt('/ipp/print/two') };
  const at = (path: string): Printer | undefined => printers[path as keyof typeof printers];

  test.each([
    ['/ipp/print/one', '/ipp/print/one'],
    ['/ipp/print/two', '/ipp/print/two'],
    ['/ipp/print/two/17', '/ipp/print/two'],
  ])('a request to %s goes to the printer %s', async (path, printer) => {
    const { port } = await listen({ printerAt: at });
    expect(await post(port, { path })).toMatch(/^HTTP\/1\.1 200 /);
    expect(arrivals[0]?.printerUri).toBe(`ipp://queue.example:${port}${printer}`);
  });

  test.each(['/ipp/print', '/ipp/print/three', '/ipp/print/one/x', '/', '/ipp/print/one/0'])(
    'nothing is at %s',
    async (path) => {
      const { port } = await listen({ printerAt: at });
      expect(await post(port, { path })).toMatch(/^HTTP\/1\.1 404 /);
    },
  );
});

describe('what is decided before the body is read (RFC 9110 §10.1.1)', () => {
  const expecting = { expect: '100-continue', connection: 'close' };

  test('a body that will be read is asked for', async () => {
    const { port } = await listen({});
    const client = await open(port);
    client.write(head({ headers: { ...expecting, 'content-length': String(BODY.length) } }));
    expect(await until(client, '\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.write(BODY);
    expect(await rest(client)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ['another path', 404, { path: '/other' }],
    ['another content', 415, { headers: { 'content-type': 'text/html' } }],
    ['a coded message', 415, { headers: { 'content-encoding': 'gzip' } }],
    ['a Host that is none', 400, { headers: { host: 'a b' } }],
  ])('%s is refused with %i, and the body not asked for', async (_, status, request) => {
    const { port } = await listen({});
    const client = await open(port);
    client.write(
      head({
        ...request,
        headers: { ...expecting, 'content-length': '100', ...('headers' in request ? request.headers : {}) },
      }),
    );
    const answered = await rest(client);
    expect(answered).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answered).toMatch(/connection: close/i);
    expect(arrivals).toEqual([]);
  });

  test('an expectation that nobody knows is 417', async () => {
    const { port } = await listen({});
    expect(await post(port, { headers: { expect: 'miracles' } })).toMatch(/^HTTP\/1\.1 417 /);
  });
});

describe('Basic over TLS (RFC 7617)', () => {
  const guarded = (): Partial<IppListenerOptions> => ({
    tls: identity.context,
    printerAt: () => printerAt('/ipp/print', 'basic'),
    authenticate: async (userName, password) => (userName === 'Eva' && password === 'pass:wörd' ? 'eva' : undefined),
  });
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  test('with name and password the request is that user’s', async () => {
    const { port } = await listen(guarded());
    expect(await post(port, { tls: true, headers: { authorization: basic('Eva:pass:wörd') } })).toMatch(/ 200 OK/);
    expect(arrivals).toMatchObject([{ authenticatedUser: 'eva', uris: [`ipps://queue.example:${port}/ipp/print`] }]);
  });

  test('what the printer is may be asked by anybody', async () => {
    const { port } = await listen(guarded());
    const body = encodeMessage(buildRequest('Get-Printer-Attributes', ASKING));
    expect(await post(port, { tls: true, body })).toMatch(/^HTTP\/1\.1 200 /);
    expect(arrivals).toMatchObject([{ uris: [`ipps://queue.example:${port}/ipp/print`] }]);
    expect(arrivals[0]?.authenticatedUser).toBeUndefined();
  });

  test.each([
    ['no credentials', undefined],
    ['another password', 'Basic RXZhOm5v'],
    ['no user name', 'Basic OnBhc3M='],
    ['another scheme', 'Bearer abc'],
    ['what is not Base64', 'Basic ???'],
    ['what is not UTF-8', 'Basic /////w=='],
    ['more than any name has', `Basic ${Buffer.alloc(3_000, 'a').toString('base64')}`],
  ])('%s: 401 with the challenge, and no request', async (_, authorization) => {
    const { port } = await listen(guarded());
    const answered = await post(port, { tls: true, headers: authorization === undefined ? {} : { authorization } });
    expect(answered).toMatch(/^HTTP\/1\.1 401 /);
    expect(answered).toMatch(/www-authenticate: Basic realm="Queue", charset="UTF-8"/i);
    expect(arrivals).toEqual([]);
  });

  test('over plain HTTP 426, and no password is looked at', async () => {
    const authenticate = vi.fn(guarded().authenticate);
    const { port } = await listen({ ...guarded(), authenticate });
    const answered = await post(port, { headers: { authorization: basic('Eva:pass:wörd') } });
    expect(answered).toMatch(/^HTTP\/1\.1 426 /);
    expect(answered).toMatch(/upgrade: TLS\/1\.2, HTTP\/1\.1/i);
    expect(authenticate).not.toHaveBeenCalled();
    expect(arrivals).toEqual([]);
  });

  test('a listener for TLS only answers everything else with 426', async () => {
    const own = await listen({ tls: identity.context, tlsOnly: true });
    expect(own.uriOf('/ipp/print')).toBe(`ipps://127.0.0.1:${own.port}/ipp/print`);
    expect(await post(own.port, {})).toMatch(/^HTTP\/1\.1 426 /);
    expect(await exchange(own.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/ 426 /);
    expect(await post(own.port, { tls: true })).toMatch(/ 200 OK/);
  });
});

describe('connections', () => {
  test('one connection carries one request after the other', async () => {
    const { port } = await listen({});
    const client = await open(port);
    for (let nth = 0; nth < 3; nth++) {
      client.write(head({ headers: { 'content-length': String(BODY.length) } }));
      client.write(BODY);
      expect(await until(client, 'successful-ok')).toMatch(/ 200 OK/);
    }
    expect(arrivals).toHaveLength(3);
  });

  test('a chunked body is read as one with its length', async () => {
    const { port } = await listen({});
    const chunks = `${head({ headers: { 'transfer-encoding': 'chunked', connection: 'close' } })}`;
    const client = await open(port);
    client.write(chunks);
    for (const octet of BODY)
      client.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.of(octet), Buffer.from('\r\n')]));
    client.write('0\r\n\r\n');
    expect(await rest(client)).toMatch(/ 200 OK/);
  });

  test('HTTP/1.0 needs no Host, and its connection ends with the answer', async () => {
    const { port } = await listen({});
    const client = await open(port);
    client.write(`POST /ipp/print HTTP/1.0\r\nContent-Type: application/ipp\r\nContent-Length: ${BODY.length}\r\n\r\n`);
    client.write(BODY);
    expect(await rest(client)).toMatch(/ 200 OK/);
    expect(arrivals[0]?.printerUri).toBe(`ipp://127.0.0.1:${port}/ipp/print`);
  });

  test.each(['GET', 'HEAD'])('%s of / tells what is here', async (method) => {
    const { port } = await listen({});
    const answered = await exchange(port, `${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(answered).toMatch(/ 200 OK/);
    expect(answered.endsWith('Queue\n')).toBe(method === 'GET');
  });

  test('a head that comes by drops is cut off in 20 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { port } = await listen({});
    const client = await open(port);
    const over = rest(client);
    client.write('POST /ipp/print HTTP/1.1\r\nHost: a\r\nX: ');
    await vi.advanceTimersByTimeAsync(19_000);
    expect(client.closed).toBe(false);
    client.write('y');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await over).toBe('');
  });

  test('a connection that was kept is cut when no further head comes in 50 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { port } = await listen({});
    const client = await open(port);
    client.write(head({ headers: { 'content-length': String(BODY.length) } }));
    client.write(BODY);
    await until(client, 'successful-ok');
    const over = rest(client);
    client.write('POST /ipp/print HTTP/1.1\r\n');
    await vi.advanceTimersByTimeAsync(50_000);
    expect(await over).toBe('');
  });

  test('requests that are sent ahead are answered in their order', async () => {
    const { port } = await listen({});
    const client = await open(port);
    const first = head({ headers: { 'content-length': String(BODY.length) } });
    const last = head({ headers: { 'content-length': String(BODY.length), connection: 'close' } });
    client.write(Buffer.concat([Buffer.from(first), BODY, Buffer.from(first), BODY, Buffer.from(last), BODY]));
    expect((await rest(client)).match(/200 OK/g)).toHaveLength(3);
  });

  test('an address with 128 connections gets no more', async () => {
    const { port } = await listen({});
    for (let nth = 0; nth < 128; nth++) await open(port);
    expect(await rest(await open(port))).toBe('');
  });
});

describe('what could be read in two ways is not read (RFC 9112 §6.3)', () => {
  test.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['chunks twice removed', 'Transfer-Encoding: chunked, identity\r\n'],
    ['a length that is no number', 'Content-Length: +5\r\n'],
    ['a space before the colon', 'Content-Length : 5\r\n'],
    ['a folded line', 'X: a\r\n b\r\nContent-Length: 5\r\n'],
    ['a bare line feed', 'X: a\nContent-Length: 5\r\n'],
    ['a NUL in a field', 'X: a\0b\r\n'],
  ])('%s', async (_, fields) => {
    const { port } = await listen({});
    const type = 'Content-Type: application/ipp\r\n';
    const answered = await exchange(port, `POST /ipp/print HTTP/1.1\r\nHost: a\r\n${type}${fields}\r\n12345`);
    expect(answered).toMatch(/^HTTP\/1\.1 400 /);
    expect(arrivals).toEqual([]);
  });

  test('fields of more than 16 KiB are 431', async () => {
    const { port } = await listen({});
    expect(await post(port, { headers: { x: 'y'.repeat(17_000) } })).toMatch(/^HTTP\/1\.1 431 /);
  });
});

const ASKING = { printerUri: 'ipp://queue.example/ipp/print', userName: 'eva', requestId: 1 };
const BODY = encodeMessage(buildRequest('Get-Jobs', ASKING));

const SILENT: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => SILENT };

function ignore(): void {}

function printerAt(path: string, authentication: Printer['authentication'] = 'requesting-user-name'): Printer {
  return {
    path,
    authentication,
    async handle(message, _, arrival) {
      arrivals.push(arrival);
      return answer(message, 'successful-ok', [], 'successful-ok');
    },
  };
}

async function listen(options: Partial<IppListenerOptions>): Promise<IppListener> {
  const printer = printerAt('/ipp/print');
  listener = await listenIpp({
    host: '127.0.0.1',
    port: 0,
    printerAt: (path) => (path === '/ipp/print' ? printer : undefined),
    logger: SILENT,
    title: 'Queue',
    ...options,
  });
  return listener;
}

interface Request {
  readonly path?: string;
  readonly tls?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

function head({ path = '/ipp/print', headers = {} }: Request): string {
  const all = { host: 'queue.example', 'content-type': 'application/ipp', ...headers };
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const host = listener === undefined ? '' : `:${listener.port}`;
  return `POST ${path} HTTP/1.1\r\n${fields.join('')}\r\n`.replace('queue.example\r', `queue.example${host}\r`);
}

async function post(port: number, { body = BODY, ...request }: Request): Promise<string> {
  const headers = { connection: 'close', 'content-length': String(body.length), ...request.headers };
  const client = await open(port, request.tls);
  client.write(head({ ...request, headers }));
  client.write(body);
  return rest(client);
}

async function exchange(port: number, text: string): Promise<string> {
  const client = await open(port);
  client.write(text);
  return rest(client);
}

async function open(port: number, tls = false): Promise<Socket> {
  const client = tls
    ? connectTls({ port, host: '127.0.0.1', ca: identity.pem, checkServerIdentity: () => undefined })
    : connect(port, '127.0.0.1');
  clients.add(client);
  client.on('error', () => client.destroy());
  await new Promise<void>((resolve, reject) => {
    client.once(tls ? 'secureConnect' : 'connect', resolve);
    client.once('close', () => reject(new Error('refused')));
  });
  return client;
}

/** What comes until the text that is waited for. */
function until(client: Socket, end: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const look = (part: Buffer): void => {
      text += part.toString('latin1');
      if (!text.includes(end)) return;
      client.off('data', look);
      resolve(text);
    };
    client.on('data', look);
  });
}

/** What comes until the connection ends. */
function rest(client: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    client.on('data', (part) => (text += part.toString('latin1')));
    client.once('close', () => resolve(text));
  });
}
