import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createUser,
  listJobs,
  listQueues,
  patchQueue,
  patchUser,
  putUserPassword,
  type ApiClient,
} from '@holdover/api';
import {
  attr,
  buildRequest,
  createIppClient,
  encodeMessage,
  integerOf,
  readMessage,
  responseOf,
  type IppResponse,
} from '@holdover/ipp';
import { concatBytes, makeId, present } from '@holdover/kernel';
import {
  createAuthority,
  createIppTransport,
  createPrivateKeyPem,
  createSigningRequest,
  createSystemClock,
  createSystemEntropy,
  openAuthority,
  publicKeyOfRequest,
  type SeenCertificate,
  openApiClient,
} from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunningServer, ServerOptions } from './server-options.ts';
import { startServer } from './server.ts';
import { setUpServer } from './set-up-server.ts';
import { inParts } from './testing/queue-client.ts';

const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };
const anyPort = { host: '127.0.0.1', port: 0 };
const clock = createSystemClock();
const entropy = createSystemEntropy();

let dataDir: string;
let options: ServerOptions;
let trusted: string;
let running: RunningServer;
let api: ApiClient;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'holdover-ipps-'));
  const identity = await makeIdentity();
  trusted = identity.authority;
  options = {
    dataDir,
    listen: anyPort,
    gateway: anyPort,
    enrolment: anyPort,
    ipp: anyPort,
    tls: identity,
    plainHttp: true,
    logger: createMemoryLogger(),
    clock,
    entropy,
    hashing: { pin: CHEAP, card: CHEAP },
  };
  const { apiToken } = await setUpServer({
    ...options,
    userName: 'root',
    password: 'correct horse battery',
    token: true,
  });
  running = await startServer({ ...options, ipp: { host: '127.0.0.1', port: 0 } });
  api = openApiClient({ url: () => running.consoleUrl, token: present(apiToken, 'the API token') });
});
afterEach(async () => {
  await running.close();
  await rm(dataDir, { recursive: true });
});

async function makeIdentity() {
  const nobody = makeId('fleet', clock.wall(), entropy);
  const authority = await openAuthority(nobody, await createAuthority(nobody));
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  const { certificate } = await authority.issueWeb({ publicKey, hosts: ['127.0.0.1'], now: clock.wall() });
  return { certificate, privateKey, authority: authority.certificate };
}

/** One Print-Job; undefined where the queue asks to sign in. */
async function print(signIn?: readonly [string, string], userName = 'mallory'): Promise<IppResponse | undefined> {
  const operation = [
    attr.name('job-name', 'Minutes'),
    attr.mimeMediaType('document-format', 'application/octet-stream'),
  ];
  const uri = running.queueUri('pull');
  const message = buildRequest('Print-Job', { printerUri: uri, userName, requestId: 1, operation });
  const body = concatBytes([encodeMessage(message), new Uint8Array(3_000).fill(65)]);
  const { status, answer } = await post(uri.replace(/^ipps:/, 'https:'), body, signIn);
  if (status === 401) return undefined;
  expect(status).toBe(200);
  return responseOf((await readMessage(inParts(answer))).message);
}

function post(
  url: string,
  body: Uint8Array,
  signIn?: readonly [string, string],
): Promise<{ readonly status: number | undefined; readonly answer: Uint8Array }> {
  const headers = { 'content-type': 'application/ipp', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const auth = signIn === undefined ? {} : { auth: signIn.join(':') };
    const asked = request(url, { method: 'POST', ca: trusted, agent: false, headers, ...auth }, (answer) => {
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Uint8Array) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, answer: concatBytes(parts) }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function askToSignIn(): Promise<void> {
  const [first] = (await api.call(listQueues, { query: { limit: 1 } })).items;
  await api.call(patchQueue, { params: { id: present(first, 'queue').id }, body: { ownerFrom: 'authenticated' } });
}

describe('queues over TLS', () => {
  test('[G2f] listening to its own machine alone, the first queue believes names', async () => {
    expect((await api.call(listQueues, { query: { limit: 1 } })).items).toMatchObject([{ ownerFrom: 'user-name' }]);
    expect((await print())?.status).toBe('successful-ok');
  });

  test('[G2c] the owner is who signed in, whatever the client claims; [G2d] who is disabled is out at once', async () => {
    await askToSignIn();
    const { id } = await api.call(createUser, { body: { userName: 'Ada' } });
    expect(await print()).toBeUndefined();
    expect(await print(['ada', 'no such thing'])).toBeUndefined();
    await api.call(putUserPassword, { params: { id }, body: { password: 'eight or more' } });
    const printed = await print(['ADA', 'eight or more']);
    expect(integerOf(printed?.job ?? [], 'job-state')).toBe(4);
    const { items } = await api.call(listJobs, { query: { limit: 10 } });
    expect(items).toMatchObject([{ userId: id, ownerName: 'Ada', name: 'Minutes' }]);
    await api.call(patchUser, { params: { id }, body: { enabled: false } });
    expect(await print(['ada', 'eight or more'])).toBeUndefined();
  });

  test('[G3b] an acknowledged job is there after a restart, and the queue still says who it is', async () => {
    await askToSignIn();
    const { id } = await api.call(createUser, { body: { userName: 'ada' } });
    await api.call(putUserPassword, { params: { id }, body: { password: 'eight or more' } });
    await print(['ada', 'eight or more']);
    const [before] = (await api.call(listJobs, { query: { limit: 10 } })).items;
    await running.close();
    running = await startServer(options);
    expect((await api.call(listJobs, { query: { limit: 10 } })).items).toEqual([before]);
    await print(['ada', 'eight or more']);
    expect((await api.call(listJobs, { query: { limit: 10 } })).items).toHaveLength(2);
  });

  test('the certificate of the fleet’s authority stays the same over restarts', async () => {
    const { tls: _tls, ...own } = options;
    const seen: (readonly SeenCertificate[])[] = [];
    for (let start = 0; start < 2; start++) {
      await running.close();
      running = await startServer(own);
      seen.push(await shownBy(running));
    }
    expect(seen[0]).toHaveLength(1);
    expect(seen[1]).toEqual(seen[0]);
  });

  test('a queue without TLS is for this machine alone', async () => {
    await expect(startServer({ ...options, plainIpp: true, ipp: { host: '0.0.0.0', port: 0 } })).rejects.toMatchObject({
      code: 'plain-ipp-not-loopback',
    });
  });
});

/** What a client that trusts at first sight would note down. */
async function shownBy({ queueUri }: RunningServer): Promise<readonly SeenCertificate[]> {
  const seen: SeenCertificate[] = [];
  const transport = createIppTransport({
    tls: { pin: () => undefined, onCertificate: (certificate) => void seen.push(certificate) },
  });
  const client = createIppClient({ transport, printerUri: queueUri('pull'), userName: 'ada' });
  await expect(client.getPrinterAttributes()).rejects.toMatchObject({ code: 'printer-certificate-unapproved' });
  return seen;
}
