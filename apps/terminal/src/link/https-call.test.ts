import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { milliseconds, seconds } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { GatewayAnswer } from './gateway-answer.ts';
import { callJson, exchange } from './https-call.ts';

describe('one exchange with a server', () => {
  let server: Server;
  let port: number;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    port = (server.address() as AddressInfo).port; // a TCP server's address
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const call = (change: { deadline?: number; mostBytes?: number } = {}): Promise<GatewayAnswer<{ n: number }>> =>
    callJson(createSystemClock(), {
      scheme: 'http',
      to: { host: '127.0.0.1', port, path: '/', agent: false },
      body: { secret: '482913' },
      answer: z.strictObject({ n: z.int() }),
      deadline: milliseconds(change.deadline ?? 5_000),
      mostBytes: change.mostBytes ?? 1_000,
    });
  const reply = (status: number, body: string): void => {
    answer = (_, response) => response.writeHead(status).end(body);
  };

  test('an answer as agreed is a value', async () => {
    reply(200, '{"n":1}');
    expect(await call()).toEqual({ kind: 'answer', value: { n: 1 } });
  });

  test('a refusal carries status and code; without a code of ours it is another program’s', async () => {
    reply(403, '{"code":"suspended","message":"…"}');
    expect(await call()).toEqual({ kind: 'refused', status: 403, code: 'suspended' });
    reply(502, '<html>Bad gateway</html>');
    expect(await call()).toEqual({ kind: 'refused', status: 502, code: 'not-our-answer' });
  });

  test.each([
    ['17', 17],
    ['Sun, 22 Nov 2026 17:00:00 GMT', undefined],
    ['-1', undefined],
    ['soon', undefined],
  ])('[C3h] Retry-After: %s is read as %s seconds', async (text, read) => {
    answer = (_, response) => response.writeHead(503, { 'retry-after': text }).end('{}');
    const to = { host: '127.0.0.1', port, path: '/', agent: false };
    const limits = { deadline: seconds(5), mostBytes: 1_000 };
    const { retryAfterSeconds } = await exchange(createSystemClock(), { scheme: 'http', to, body: '{}', ...limits });
    expect(retryAfterSeconds).toBe(read);
  });

  test.each([
    ['no JSON', 'hello'],
    ['another shape', '{"n":"482913"}'],
    ['more than was agreed', `{"n":1${' '.repeat(2_000)}}`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]).toString('latin1')],
  ])('%s is no answer, and nothing of it is repeated', async (_, body) => {
    answer = (__, response) => response.writeHead(200).end(Buffer.from(body, 'latin1'));
    const result = await call();
    expect(result.kind).toBe('none');
    if (result.kind === 'none') expect(result.fault.message).not.toContain('482913');
  });

  test('a server that never answers is let go at the deadline, with its connection', async () => {
    let isOpen = true;
    answer = (request) => request.socket.on('close', () => (isOpen = false));
    expect(await call({ deadline: 50 })).toMatchObject({
      kind: 'none',
      fault: { code: 'gateway-too-slow', retryable: true },
    });
    await expect.poll(() => isOpen).toBe(false);
  });

  test('a server that stops in the middle of its answer is let go as well', async () => {
    answer = (_, response) => response.writeHead(200).write('{"n"');
    expect(await call({ deadline: 50 })).toMatchObject({ kind: 'none', fault: { code: 'gateway-too-slow' } });
  });

  test('nobody there is an error of the environment that may pass', async () => {
    await new Promise((resolve) => {
      server.close(resolve);
    });
    const started = createSystemClock().boot();
    expect(await call()).toMatchObject({
      kind: 'none',
      fault: { code: 'gateway-unreachable', owner: 'environment', retryable: true },
    });
    expect(createSystemClock().boot() - started).toBeLessThan(seconds(5));
  });
});
