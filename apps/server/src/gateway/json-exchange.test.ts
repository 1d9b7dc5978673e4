import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '@holdover/kernel';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayRefusal, readText, refusalAnswer, sendAnswer } from './json-exchange.ts';

describe('an answer of the gateway over HTTP', () => {
  let server: Server;
  let url: string;
  let fails: Fault | undefined;
  const logger = createMemoryLogger();

  beforeEach(async () => {
    server = createServer((request, response) => {
      readText(request, 10)
        .then((text) => {
          if (fails !== undefined) throw fails;
          return { status: 200, text };
        })
        .catch((error: unknown) => refusalAnswer(error, logger))
        .then((answer) => sendAnswer(response, answer), String);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server's address
    fails = undefined;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const post = (body: string | Uint8Array<ArrayBuffer>) => fetch(url, { method: 'POST', body });

  test('[C3f] an overloaded server says in Retry-After when to come again', async () => {
    fails = new GatewayRefusal('overloaded', 'Too much at once; try again', 17);
    const answer = await post('{}');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '17']);
    expect(await answer.json()).toEqual({ code: 'overloaded', message: 'Too much at once; try again' });
  });

  test('any other refusal says nothing of the kind', async () => {
    fails = new GatewayRefusal('suspended', 'Suspended');
    const answer = await post('{}');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([403, null]);
  });

  test('a body that is too long or no text is refused, and the connection ends with it', async () => {
    const long = await post('x'.repeat(200_000));
    expect([long.status, await long.json()]).toMatchObject([400, { code: 'bad-request' }]);
    const noText = await post(new Uint8Array([0xff, 0xfe]));
    expect([noText.status, await noText.json()]).toMatchObject([400, { message: 'The body is not UTF-8' }]);
  });

  test('a fault of the server’s own goes into its log and not to the terminal', async () => {
    fails = new Fault({ owner: 'environment', code: 'disk-full', message: 'No space left on /srv' });
    const answer = await post('{}');
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('/srv')]);
    expect(logger.text()).toContain('/srv');
  });
});
