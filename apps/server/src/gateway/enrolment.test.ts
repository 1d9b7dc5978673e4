import {
  createEnrolment,
  deleteDevice,
  getDevice,
  getDeviceCounters,
  getEnrolment,
  listAudit,
  revokeDevice,
} from '@holdover/api';
import {
  createAuthority,
  createPrivateKeyPem,
  createSigningRequest,
  decodeEnrolmentCode,
  encodeEnrolmentCode,
  openAuthority,
  publicKeyOfRequest,
} from '@holdover/nodejs';
import { createSystemEntropy } from '@holdover/nodejs';
import { instant, makeId } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createFleetWorld, type FleetWorld } from '../testing/fleet-world.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { createTestTerminal, enrolRaw, enrolTestTerminal } from '../testing/test-terminal.ts';

// A whole server and real TLS, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let server: TestServer;
let world: FleetWorld;
let authority: string;
beforeAll(async () => {
  server = await startTestServer();
  world = createFleetWorld(server);
  authority = await (await fetch(`http://${server.enrolment}${PATHS.authority}`)).text();
});
afterAll(async () => {
  await server.stop();
  await server.remove();
});

/** The code with another secret. */
function withSecret(code: string, change: (secret: Uint8Array) => void): string {
  const decoded = decodeEnrolmentCode(code);
  const secret = decoded.secret.slice();
  change(secret);
  return encodeEnrolmentCode({ ...decoded, secret });
}

describe('enrolment', () => {
  test('[I1d] in plain hands out the authority and nothing else', async () => {
    expect(authority).toMatch(/^-----BEGIN CERTIFICATE-----/);
    for (const [path, method] of [
      ['/', 'GET'],
      [PATHS.enrol, 'POST'],
      [PATHS.authority, 'DELETE'],
    ] as const) {
      expect((await fetch(`http://${server.enrolment}${path}`, { method })).status).toBe(404);
    }
  });

  test('[I1b] a code is good once', async () => {
    const code = await world.code(await world.addDevice('Once'));
    expect((await enrolRaw({ code, authority })).status).toBe(200);
    expect(await enrolRaw({ code, authority })).toMatchObject({ status: 403, body: { code: 'enrolment-code-used' } });
  });

  test('[I1b] an administrator sees what became of a code, and not the code', async () => {
    const device = await world.addDevice('Seen');
    const params = { id: device };
    await expect(server.api.call(getEnrolment, { params })).rejects.toMatchObject({ code: 'not-found' });
    const { id, code, expiresAt } = await server.api.call(createEnrolment, { params });
    expect(await server.api.call(getEnrolment, { params })).toMatchObject({ id, state: 'waiting', expiresAt });
    expect((await enrolRaw({ code, authority })).status).toBe(200);
    const used = await server.api.call(getEnrolment, { params });
    expect(used).toMatchObject({ id, state: 'used' });
    expect(JSON.stringify(used)).not.toContain(code);
    expect(await server.api.call(getDevice, { params })).toMatchObject({
      terminal: { link: 'away', suspendedAt: null, pinUnlocksLeft: 3, revisionApplied: 0 },
    });
    expect(await server.api.call(getDeviceCounters, { params })).toEqual({
      lifetimeImpressions: null,
      comparedAt: null,
    });
  });

  test('[I1b] a newer code of the device ends the one before', async () => {
    const device = await world.addDevice('Newer');
    const first = await world.code(device);
    const second = await world.code(device);
    expect(await enrolRaw({ code: first, authority })).toMatchObject({
      status: 403,
      body: { code: 'enrolment-code-unknown' },
    });
    expect((await enrolRaw({ code: second, authority })).status).toBe(200);
  });

  test('[I1b] ten wrong tries kill a code; a wrong secret of another code does not', async () => {
    const code = await world.code(await world.addDevice('Guessed'));
    const other = await world.code(await world.addDevice('Spared'));
    const wrong = withSecret(code, (secret) => (secret[15] = (secret[15] ?? 0) ^ 1));
    for (let i = 0; i < 10; i++) {
      expect(await enrolRaw({ code: wrong, authority })).toMatchObject({
        status: 403,
        body: { code: 'enrolment-code-unknown' },
      });
    }
    expect(await enrolRaw({ code, authority })).toMatchObject({
      status: 403,
      body: { code: 'enrolment-code-unknown' },
    });
    expect((await enrolRaw({ code: other, authority })).status).toBe(200);
  });

  test('a request without a key of its own is refused and leaves the code good', async () => {
    const code = await world.code(await world.addDevice('Rubbish'));
    const signingRequest = (await createSigningRequest(createPrivateKeyPem())).replace(/[A-Za-z]{4}/, 'AAAA');
    for (const request of [
      { signingRequest: signingRequest.padEnd(100, 'x') },
      { unknown: 1 },
      { terminalVersion: 7 },
    ]) {
      expect(await enrolRaw({ code, authority, request })).toMatchObject({
        status: 400,
        body: { code: 'bad-request' },
      });
    }
    expect(await enrolRaw({ code, authority, request: { protocol: 2 } })).toMatchObject({
      status: 409,
      body: { code: 'protocol-too-new' },
    });
    expect((await enrolRaw({ code, authority })).status).toBe(200);
  });

  test('[I1g] enrolled anew, the device has another terminal and the earlier one is refused', async () => {
    const device = await world.addDevice('Anew');
    const first = await enrolTestTerminal(await world.code(device));
    const second = await enrolTestTerminal(await world.code(device));
    expect(await first.call(PATHS.state, {})).toMatchObject({ status: 403, body: { code: 'certificate-revoked' } });
    expect((await second.pull()).kind).toBe('snapshot');
  });

  test('[I1c] no secret is in log or audit', async () => {
    const query = { action: 'enrolment.created', limit: 1 };
    const [made] = (await server.api.call(listAudit, { query })).items;
    expect(made?.after).toEqual({
      enrolmentId: expect.stringMatching(/^enr_/),
      expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(server.logger.text()).not.toMatch(/"secret"|BEGIN [A-Z ]*PRIVATE KEY/);
  });
});

describe('the gateway', () => {
  test('[C1d] answers a certificate of the fleet that it does not know with a refusal', async () => {
    const { terminal } = await world.enrolled('Unknown');
    // A certificate for another id, by another authority of the same name, does not even get so far.
    const fleet = terminal.identity.fleetId;
    const rogue = await openAuthority(fleet, await createAuthority(fleet));
    const privateKey = createPrivateKeyPem();
    const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
    const id = makeId('terminal', instant(1), createSystemEntropy());
    const { certificate } = await rogue.issue({ publicKey, role: 'terminal', id });
    const stranger = createTestTerminal(terminal.identity, { certificate, privateKey });
    await expect(stranger.call(PATHS.state, {})).rejects.toThrow();
    expect(await terminal.call('/nowhere', {})).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test('[C1e] [I2h] a revoked terminal is let in for its order to wipe, and for nothing else', async () => {
    const { device, terminal } = await world.enrolled('Revoked');
    const link = await terminal.link();
    await link.until(({ type }) => type === 'welcome');
    await server.api.call(revokeDevice, { params: { id: device } });
    await link.closed;
    const refused = { status: 403, body: { code: 'certificate-revoked' } };
    for (const path of [PATHS.state, PATHS.login, PATHS.stateAcknowledgement, PATHS.journal])
      expect(await terminal.call(path, {})).toMatchObject(refused);
    const farewell = await terminal.link();
    expect(await farewell.until(({ type }) => type === 'order')).toMatchObject({
      order: 'wipe',
      terminalId: terminal.identity.terminalId,
    });
    expect(await farewell.closed).toBe(4403);
    expect(farewell.frames).toHaveLength(1);
  });

  test('[C1e] a terminal whose device was deleted is revoked with it, and told so when it comes', async () => {
    const { device, terminal } = await world.enrolled('Deleted');
    await server.api.call(deleteDevice, { params: { id: device } });
    expect(await terminal.call(PATHS.state, {})).toMatchObject({ status: 403, body: { code: 'certificate-revoked' } });
    const farewell = await terminal.link();
    expect(await farewell.until(({ type }) => type === 'order')).toMatchObject({ order: 'wipe' });
  });

  test('a link that does not begin with hello, or says rubbish, is closed', async () => {
    const { terminal } = await world.enrolled('Rubbish frames');
    const link = await terminal.link();
    await link.until(({ type }) => type === 'welcome');
    link.send({ type: 'nonsense' } as never);
    expect(await link.closed).toBe(4400);
  });

  test('a body with an unknown field or without sense is refused by the field', async () => {
    const { terminal } = await world.enrolled('Fields');
    const answer = await terminal.call(PATHS.state, { protocol: 1, revision: -1, generation: 0, reason: 'first' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'bad-request', message: expect.stringContaining('revision') },
    });
  });
});
