import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant, makeId } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import type { ScanTarget } from '@holdover/protocol';
import { createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createFleet } from '../testing/fake-gateway.ts';
import type { Folder } from './folder.ts';
import { pinOf } from './pinned-certificate.ts';
import { openWebdav } from './webdav-folder.ts';

const entropy = createSeededEntropy(11);
const clock = createSystemClock();
const never = new AbortController().signal;

let server: Server;
let target: ScanTarget;
/** What was asked, a line each, and what is answered by method; 201 without. */
let asked: string[];
let answers: Partial<Record<string, number>>;
let headers: IncomingMessage['headers'][];

beforeAll(async () => {
  const { certificate, privateKey } = await (await createFleet(entropy)).issueGateway();
  server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    const { method = '', url = '' } = request;
    asked.push(`${method} ${url}`);
    headers.push(request.headers);
    const status = answers[method] ?? 201;
    const reply = (): void => void response.writeHead(status, { location: 'https://elsewhere.example/' }).end();
    // A refusal comes before the document was read.
    if (method === 'PUT' && status < 300) request.on('end', reply).resume();
    else reply();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address
  target = {
    id: makeId('scanTarget', instant(1), entropy),
    kind: 'webdav',
    name: 'Cloud',
    url: `https://127.0.0.1:${port}/in%20box/b`,
    userName: 'ada',
    password: 'päss:word',
    trust: pinOf(new X509Certificate(certificate)),
  };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  headers = [];
  answers = {};
});

const open = (more: Partial<ScanTarget> = {}): Promise<Folder> => openWebdav(clock, { ...target, ...more })(never);
async function* octets(length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += 65_536) yield new Uint8Array(Math.min(65_536, length - at));
}

test('a scan takes four methods, each below its folder, and none of them replaces', async () => {
  const folder = await open();
  await folder.ensure();
  await folder.write('x.part', octets(200_000), 200_000);
  expect(await folder.rename('x.part', 'scan.pdf')).toBe(true);
  await folder.remove('x.part');
  await folder.close();
  expect(asked).toEqual([
    'MKCOL /in%20box/b/',
    'PUT /in%20box/b/x.part',
    'MOVE /in%20box/b/x.part',
    'DELETE /in%20box/b/x.part',
  ]);
  expect(headers[1]).toMatchObject({ 'content-length': '200000' });
  const origin = new URL(target.url).origin;
  expect(headers[2]).toMatchObject({ overwrite: 'F', destination: `${origin}/in%20box/b/scan.pdf` });
  const signIn = `Basic ${Buffer.from('ada:päss:word').toString('base64')}`;
  expect(new Set(headers.map(({ authorization }) => authorization))).toEqual(new Set([signIn]));
});

test('parents are made where they are missing, and what is there already is no fault', async () => {
  const folder = await open();
  answers = { MKCOL: 409 };
  await folder.ensure();
  expect(asked).toEqual(['MKCOL /in%20box/b/', 'MKCOL /in%20box/', 'MKCOL /in%20box/b/']);
  answers = { MKCOL: 405 };
  await folder.ensure();
  answers = { MOVE: 412, DELETE: 404 };
  expect(await folder.rename('x.part', 'scan.pdf')).toBe(false);
  await folder.remove('x.part');
  await folder.close();
});

test.each([
  [401, 'target-sign-in'],
  [403, 'target-refused'],
  [413, 'too-large'],
  [507, 'target-full'],
  [500, 'target-unreachable'],
  [301, 'target-refused'],
])('an answer of %i while the scan is sent ends the sending: %s', async (status, code) => {
  const folder = await open();
  answers = { PUT: status };
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (; given < 2_000; given++) yield new Uint8Array(65_536);
  }
  const writing = folder.write('x.part', endless(), 2_000 * 65_536);
  await expect(writing).rejects.toMatchObject({ code });
  expect(given).toBeLessThan(2_000);
  await folder.close();
});

test('[E18] to a server with another key, or that nobody vouches for, nothing is said', async () => {
  await expect(open({ trust: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'target-not-trusted' });
  const folder = await open({ trust: null });
  await expect(folder.ensure()).rejects.toMatchObject({ code: 'target-not-trusted' });
  await folder.close();
  expect(asked).toEqual([]);
});
