import { X509Certificate } from 'node:crypto';
import { system, type System } from '@holdover/api';
import { makeId, toHex } from '@holdover/kernel';
import { createAuthority, createNodeDigest, openAuthority, type LogLevel } from '@holdover/nodejs';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, expect, test } from 'vitest';
import { openWorld, OPENED_AT, type OpenWorld, type OpenWorldOptions } from '../../testing/open-door.ts';
import { issueWebIdentity } from '../authority/web-identity.ts';
import { describeCertificates } from './certificates.ts';

let world: OpenWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function open(options?: OpenWorldOptions): Promise<OpenWorld> {
  world = await openWorld(options);
  return world;
}

/** The level of a logger that writes nowhere. */
function levelOf(preset: LogLevel) {
  let level = preset;
  return { current: () => level, set: (next: LogLevel) => void (level = next) };
}

test('says what runs and since when, and shows certificates, never a key', async () => {
  const { ask } = await open();
  const { status, body } = await ask('GET', '/system');
  expect(status).toBe(200);
  const said: System = system.parse(body);
  expect(said).toMatchObject({
    version: '0.1.0',
    runtime: process.versions.node,
    database: { engine: 'sqlite', schema: expect.stringMatching(/^\d+ [a-z-]+$/) },
    startedAt: '2026-10-01T08:00:00.000Z',
    incarnation: { number: 1 },
    logLevel: null,
  });
  expect(said.certificates.map(({ use, ownAuthority }) => [use, ownAuthority])).toEqual([
    ['gateway', true],
    ['authority', true],
  ]);
  expect(JSON.stringify(body)).not.toContain('PRIVATE');
});

test('tells a certificate of the fleet’s own authority from one that somebody brought', async () => {
  const entropy = createSeededEntropy('system');
  const authorityOf = async () => {
    const fleet = makeId('fleet', OPENED_AT, entropy);
    return openAuthority(fleet, await createAuthority(fleet), entropy);
  };
  const [own, other] = [await authorityOf(), await authorityOf()];
  const shown = { gateway: null, authorities: own.certificate, own: own.certificate };
  const web = await issueWebIdentity(own, ['print.example', '192.0.2.7'], OPENED_AT);
  const [console_, authority] = describeCertificates({ ...shown, console: `${web.privateKey}\n${web.certificate}` });
  const leaf = new X509Certificate(web.certificate);
  expect(console_).toMatchObject({
    use: 'console',
    ownAuthority: true,
    names: ['print.example', '192.0.2.7'],
    issuer: authority?.subject,
    fingerprint: toHex(createNodeDigest().sha256(new Uint8Array(leaf.raw))),
    notAfter: new Date(leaf.validTo).toISOString(),
  });
  const brought = await issueWebIdentity(other, ['print.example'], OPENED_AT);
  const [foreign] = describeCertificates({ ...shown, console: brought.certificate });
  expect(foreign).toMatchObject({ use: 'console', ownAuthority: false, names: ['print.example'] });
  expect(describeCertificates({ ...shown, console: null, authorities: '', own: '' })).toEqual([]);
});

test('a log level counts at once, is audited, survives a restart, and goes back to what the server was started with', async () => {
  const logLevel = levelOf('warn');
  const opened = await open({ logLevel });
  const put = (level: string | null) => opened.ask('PUT', '/settings/logging', { level });
  expect((await opened.ask('GET', '/settings/logging')).body).toEqual({ level: null });
  expect((await put('debug')).body).toEqual({ level: 'debug' });
  expect(logLevel.current()).toBe('debug');
  expect((await opened.ask('GET', '/system')).body.logLevel).toBe('debug');
  expect((await opened.ask('GET', '/audit?q=logging')).body.items).toMatchObject([
    { action: 'logging.changed', before: { level: null }, after: { level: 'debug' } },
  ]);
  expect((await put('silent')).status).toBe(400);

  logLevel.set('warn');
  await opened.restart();
  expect(logLevel.current()).toBe('debug');
  await put(null);
  expect(logLevel.current()).toBe('warn');
});
