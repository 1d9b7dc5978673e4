import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { EsclScanner } from '@holdover/escl';
import { milliseconds } from '@holdover/kernel';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, expect, test } from 'vitest';
import { listenIpp } from '../ipp/ipp-listener.ts';
import { selfSigned } from '../ipp/testing/self-signed.ts';
import { listenEscl } from './escl-listener.ts';
import { createEsclTransport } from './escl-transport.ts';

const QUICK = { connectWithin: milliseconds(200), silence: milliseconds(120) };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function over(handler: RequestListener): Promise<string> {
  return listening(createServer(handler));
}

async function listening(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const echo: EsclScanner = {
  async answer({ method, path, body }) {
    return { status: 201, headers: { location: path, 'x-method': method }, body: once(await textOf(body)) };
  },
  stop: () => undefined,
};

test('a request and its answer come over whole', async () => {
  const listener = await listenEscl({ host: '127.0.0.1', port: 0, scanner: echo, logger: createMemoryLogger() });
  closing.push(listener.close);
  const response = await createEsclTransport().send({
    method: 'POST',
    url: `${listener.url}/ScanJobs?a`,
    body: '<ü/>',
  });
  expect(response).toMatchObject({ status: 201, headers: { location: '/eSCL/ScanJobs', 'x-method': 'POST' } });
  expect(await textOf(response.body)).toBe('<ü/>');
});

test('a taken port is named', async () => {
  const taken = await listenEscl({ host: '127.0.0.1', port: 0, scanner: echo, logger: createMemoryLogger() });
  closing.push(taken.close);
  const again = listenEscl({ host: '127.0.0.1', port: taken.port, scanner: echo, logger: createMemoryLogger() });
  await expect(again).rejects.toMatchObject({ code: 'port-taken' });
});

test('nobody there, and nobody who speaks', async () => {
  const transport = createEsclTransport(QUICK);
  await expect(transport.send({ method: 'GET', url: 'http://127.0.0.1:1/eSCL' })).rejects.toMatchObject({
    code: 'scanner-unreachable',
    retryable: true,
  });
  const mute = await over(() => undefined);
  await expect(transport.send({ method: 'GET', url: mute })).rejects.toMatchObject({ code: 'scanner-too-slow' });
});

test('a page that stops coming, ends early, or is too large', async () => {
  const stops = await over((_, response) => void response.write('half'));
  const stopped = await createEsclTransport(QUICK).send({ method: 'GET', url: stops });
  await expect(textOf(stopped.body)).rejects.toMatchObject({ code: 'scanner-too-slow' });
  const ends = await listening(
    createTcpServer((socket) => socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf')),
  );
  const ended = await createEsclTransport().send({ method: 'GET', url: ends });
  await expect(textOf(ended.body)).rejects.toMatchObject({ code: 'scanner-unreachable' });
  const large = await over((_, response) => void response.end('x'.repeat(1000)));
  const tooLarge = await createEsclTransport({ mostBytes: 999 }).send({ method: 'GET', url: large });
  await expect(textOf(tooLarge.body)).rejects.toMatchObject({ code: 'not-escl' });
});

test('a reader that takes its time is not the silence of the scanner', async () => {
  const url = await over((_, response) => void response.end('x'.repeat(100_000)));
  const { body } = await createEsclTransport(QUICK).send({ method: 'GET', url });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await textOf(body)).length).toBe(100_000);
});

test('a redirection is an answer', async () => {
  const url = await over((_, response) => void response.writeHead(302, { location: 'http://example.net/' }).end());
  expect(await createEsclTransport().send({ method: 'GET', url })).toMatchObject({ status: 302 });
});

test('over https a scanner is trusted by its key, and by nothing else that it says', async () => {
  const [own, other] = [await selfSigned('CN=device', 3_600_000), await selfSigned('CN=other', 3_600_000)];
  const device = await listenIpp({
    host: '127.0.0.1',
    port: 0,
    tls: own.context,
    printerAt: () => undefined,
    logger: createMemoryLogger(),
    title: 'Device',
  });
  closing.push(device.close);
  const ask = (pin?: string): Promise<unknown> =>
    createEsclTransport(pin === undefined ? {} : { tls: { pin: () => pin } }).send({
      method: 'GET',
      url: `https://127.0.0.1:${device.port}/`,
    });
  expect(await ask(own.pin)).toMatchObject({ status: 200 });
  await expect(ask(other.pin)).rejects.toMatchObject({ code: 'printer-certificate-changed' });
  await expect(ask()).rejects.toMatchObject({ code: 'scanner-unreachable' });
});
