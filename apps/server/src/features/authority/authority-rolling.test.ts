import { X509Certificate } from 'node:crypto';
import { hours, minutes } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, decodeEnrolmentCode, spkiHashOf } from '@holdover/nodejs';
import { PATHS, PROTOCOL_VERSION } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type OpenWorld } from '../../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const take = (step: 'prepare' | 'roll' | 'retire') => world.ask('POST', '/authority/steps', { step });
const certificatesIn = (pem: string): string[] => pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
const isBy = (certificate: string, authority: string | undefined): boolean =>
  new X509Certificate(certificate).verify(new X509Certificate(authority ?? '').publicKey);

async function renew(serial: string) {
  const signingRequest = await createSigningRequest(createPrivateKeyPem());
  const body = JSON.stringify({ protocol: PROTOCOL_VERSION, signingRequest });
  return JSON.parse((await world.server.door.call(serial, { path: PATHS.renewal, body })).text);
}

/** Past what may be a reading from just before. */
const pass = () => world.clock.advanceAsync(minutes(6));

describe('rolling the authority', () => {
  test('[I4b] [I4d] terminals learn to trust the next one with their state, before it issues anything', async () => {
    const terminal = await world.enrolled();
    expect((await terminal.synchronize()).fleet).toEqual({ authority: null, gateways: [] });
    expect(await take('prepare')).toMatchObject({
      status: 200,
      body: { beside: { state: 'next' }, terminalsBehind: 1 },
    });
    const after = await terminal.synchronize('doorbell');
    const [first, next] = certificatesIn(after.fleet.authority);
    const { certificate } = await renew(terminal.serial);
    expect([isBy(certificate, first), isBy(certificate, next)]).toEqual([true, false]);
  });

  test('[I4d] it issues once every living terminal is known to trust it, and not before', async () => {
    const [here, away] = [await world.enrolled('Here'), await world.enrolled('Away')];
    await here.synchronize();
    await away.synchronize();
    await take('prepare');
    await pass();
    await here.synchronize('doorbell');
    expect(await take('roll')).toMatchObject({ status: 409, body: { code: 'authority-not-ready' } });
    expect((await world.ask('GET', '/authority')).body.waitsFor).toEqual([
      expect.objectContaining({ deviceName: 'Away' }),
    ]);
    await away.synchronize('doorbell');
    const rolled = await take('roll');
    expect(rolled).toMatchObject({ status: 200, body: { beside: { state: 'previous' }, certificatesOfPrevious: 2 } });
    const [next, previous] = certificatesIn((await here.synchronize('doorbell')).fleet.authority);
    const { certificate, authority } = await renew(here.serial);
    expect([isBy(certificate, next), isBy(certificate, previous)]).toEqual([true, false]);
    expect(certificatesIn(authority)).toEqual([next, previous]);
  });

  test('[I4d] codes that name the first are void, new ones name the next', async () => {
    const { body: device } = await world.ask('POST', '/devices', { name: 'New', model: 'kyocera' });
    const { body: old } = await world.ask('POST', `/devices/${device.id}/enrolment`);
    await take('prepare');
    const { body: rolled } = await take('roll');
    await expect(world.enrol(old.code)).rejects.toMatchObject({ code: 'enrolment-code-unknown' });
    const { body: fresh } = await world.ask('POST', `/devices/${device.id}/enrolment`);
    expect(Buffer.from(decodeEnrolmentCode(fresh.code).authorityHash).toString('hex')).toBe(rolled.spkiHash);
    const { certificate, authority } = await world.enrol(fresh.code);
    expect(isBy(certificate, certificatesIn(authority)[0])).toBe(true);
  });

  test('[I4d] the first is trusted until no living certificate is of it, also after a restart', async () => {
    const terminal = await world.enrolled();
    await terminal.synchronize();
    await take('prepare');
    await pass();
    await terminal.synchronize('doorbell');
    await take('roll');
    await world.restart();
    expect(await take('retire')).toMatchObject({ status: 409, body: { code: 'authority-not-ready' } });
    const { certificate } = await renew(terminal.serial);
    const serial = new X509Certificate(certificate).serialNumber.toLowerCase();
    const { body: waiting } = await world.ask('GET', '/authority');
    expect([waiting.certificatesOfPrevious, waiting.waitsFor.length]).toEqual([1, 1]);
    await world.server.door.link(serial);
    expect(await take('retire')).toMatchObject({
      status: 200,
      body: { beside: null, certificatesOfPrevious: 0, waitsFor: [] },
    });
    const { body: state } = await world.ask('GET', '/authority');
    const told = certificatesIn((await world.at({ ...terminal, serial }).pull()).fleet.authority);
    expect(told.map((pem) => Buffer.from(spkiHashOf(pem)).toString('hex'))).toEqual([state.spkiHash]);
    await world.clock.advanceAsync(hours(1));
    const audit = (await world.ask('GET', '/audit')).body.items.map(({ action }: { action: string }) => action);
    for (const action of ['authority.prepared', 'authority.rolled', 'authority.retired'])
      expect(audit).toContain(action);
  });

  test('[I4d] steps come in their order', async () => {
    for (const step of ['roll', 'retire'] as const) expect((await take(step)).status).toBe(409);
    expect((await take('prepare')).status).toBe(200);
    for (const step of ['prepare', 'retire'] as const) expect((await take(step)).status).toBe(409);
  });
});

describe('where terminals reach the server', () => {
  test('[I4b] a list of gateways goes to every terminal with its next state', async () => {
    const terminal = await world.enrolled();
    expect((await terminal.synchronize()).fleet.gateways).toEqual([]);
    const gateways = ['print.example:8444', '[2001:db8::7]:8444'];
    expect(await world.ask('PUT', '/settings/link', { gateways })).toMatchObject({ status: 200, body: { gateways } });
    expect((await terminal.synchronize('doorbell')).fleet.gateways).toEqual(gateways);
  });

  test.each(['print.example', 'print.example:0', 'print.example:65536', '2001:db8::1:8444', 'a b:1', ''])(
    '[I4b] what is no host and port is refused: %j',
    async (gateway) => {
      expect((await world.ask('PUT', '/settings/link', { gateways: [gateway] })).status).toBe(400);
    },
  );
});
