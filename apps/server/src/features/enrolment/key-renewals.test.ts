import { X509Certificate } from 'node:crypto';
import { days, later, minutes } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest } from '@holdover/nodejs';
import { PATHS, PROTOCOL_VERSION } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENED_AT as START, openWorld, type OpenWorld } from '../../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const call = async (serial: string, path: string, body: object) => {
  const { status, text } = await world.server.door.call(serial, { path, body: JSON.stringify(body) });
  return { status, body: JSON.parse(text) };
};
const serialIn = (certificate: string): string => new X509Certificate(certificate).serialNumber.toLowerCase();

const STATE = { protocol: PROTOCOL_VERSION, reason: 'first', revision: 0, generation: 0 };
const pull = async (serial: string) => {
  const { status, body } = await call(serial, PATHS.state, STATE);
  return status === 200 ? 'state' : body.code;
};
const link = async (serial: string) => {
  const answer = await world.server.door.link(serial);
  return 'accept' in answer ? 'link' : JSON.parse(answer.refusal.text).code;
};
/** What is no journal is refused as such: the way there was open. */
const journal = async (serial: string) => (await call(serial, PATHS.journal, { records: [] })).body.code;

async function renew(serial: string) {
  const signingRequest = await createSigningRequest(createPrivateKeyPem());
  const { status, body } = await call(serial, PATHS.renewal, { protocol: PROTOCOL_VERSION, signingRequest });
  return { status, body, serial: status === 200 ? serialIn(body.certificate) : '' };
}

const audited = async (action: string) => (await world.ask('GET', `/audit?action=${action}`)).body.items;

describe('a key', () => {
  test('[I3a] is renewed over the one before, by a certificate of the same identity', async () => {
    const { serial } = await world.enrolled();
    const renewed = await renew(serial);
    expect(renewed).toMatchObject({ status: 200, body: { issuedAt: START } });
    expect(renewed.serial).not.toBe(serial);
    expect(await pull(renewed.serial)).toBe('state');
    expect(await audited('terminal.key-issued')).toHaveLength(1);
  });

  test('[I3c] is honoured until its successor is first used', async () => {
    const { serial } = await world.enrolled();
    const renewed = await renew(serial);
    world.clock.setWall(later(START, days(30)));
    expect([await pull(serial), await link(serial)]).toEqual(['state', 'link']);
    expect(await pull(renewed.serial)).toBe('state');
    expect([await pull(serial), await link(serial)]).toEqual(['key-superseded', 'key-superseded']);
    expect(await audited('terminal.key-changed')).toMatchObject([{ after: { serial: renewed.serial } }]);
  });

  test('[I3b] asked for again after a lost answer is another, and nobody has the one before', async () => {
    const { serial } = await world.enrolled();
    const [lost, kept] = [await renew(serial), await renew(serial)];
    expect([await pull(serial), await pull(lost.serial)]).toEqual(['state', 'not-found']);
    expect(await pull(kept.serial)).toBe('state');
  });

  test('[I3e] of 90 days opens its renewal and the journal alone', async () => {
    const { serial } = await world.enrolled();
    world.clock.setWall(later(START, days(90)));
    expect([await pull(serial), await link(serial)]).toEqual(['renewal-due', 'renewal-due']);
    expect(await journal(serial)).toBe('bad-request');
    const renewed = await renew(serial);
    expect([await pull(renewed.serial), await link(renewed.serial)]).toEqual(['state', 'link']);
  });
});

describe('a copy of a key', () => {
  test('[I3d] that its terminal has put away suspends the terminal, is told once, and its journal is taken', async () => {
    const { serial } = await world.enrolled();
    const renewed = await renew(serial);
    await pull(renewed.serial);
    world.clock.setWall(later(START, minutes(6)));
    expect([await pull(serial), await link(serial), await pull(serial)]).toEqual(Array(3).fill('key-superseded'));
    expect(await audited('terminal.key-cloned')).toMatchObject([{ after: { suspended: true, serial } }]);
    const { body: alerts } = await world.ask('GET', '/alerts');
    expect(alerts.items).toMatchObject([{ kind: 'key-cloned', deviceName: 'Lift', clearedAt: null }]);
    expect([await pull(renewed.serial), (await renew(renewed.serial)).body.code]).toEqual(['suspended', 'suspended']);
    expect([await journal(serial), await journal(renewed.serial)]).toEqual(['bad-request', 'bad-request']);
  });

  test('[I3d] what was on its way while the terminal changed over is no alarm', async () => {
    const { serial } = await world.enrolled();
    const renewed = await renew(serial);
    await pull(renewed.serial);
    world.clock.setWall(later(START, minutes(5)));
    expect(await pull(serial)).toBe('key-superseded');
    expect(await audited('terminal.key-cloned')).toEqual([]);
    expect(await pull(renewed.serial)).toBe('state');
  });

  test('[I3d] a key of a revoked terminal raises no alarm: it is told of its revocation', async () => {
    const { device, serial } = await world.enrolled();
    const renewed = await renew(serial);
    await pull(renewed.serial);
    await world.ask('POST', `/devices/${device}/revoke`);
    world.clock.setWall(later(START, days(1)));
    for (const key of [serial, renewed.serial]) expect(await pull(key)).toBe('certificate-revoked');
    expect(await audited('terminal.key-cloned')).toEqual([]);
  });
});
