import { days, minutes } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest } from '@holdover/nodejs';
import { PATHS, PROTOCOL_VERSION } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enrolInMemory, openMemoryServer, serialIn, START, type MemoryServer } from '../../testing/memory-server.ts';

let memory: MemoryServer;
beforeEach(async () => {
  memory = await openMemoryServer();
});
afterEach(() => memory.server.close());

const STATE = { protocol: PROTOCOL_VERSION, reason: 'first', revision: 0, generation: 0 };
const pull = async (serial: string) => {
  const { status, body } = await memory.call(serial, PATHS.state, STATE);
  return status === 200 ? 'state' : body.code;
};
const link = async (serial: string) => {
  const answer = await memory.server.door.link(serial);
  return 'accept' in answer ? 'link' : JSON.parse(answer.refusal.text).code;
};
/** What is no journal is refused as such: the way there was open. */
const journal = async (serial: string) => (await memory.call(serial, PATHS.journal, { records: [] })).body.code;

async function renew(serial: string) {
  const signingRequest = await createSigningRequest(createPrivateKeyPem());
  const { status, body } = await memory.call(serial, PATHS.renewal, { protocol: PROTOCOL_VERSION, signingRequest });
  return { status, body, serial: status === 200 ? serialIn(body.certificate) : '' };
}

const audited = async (action: string) => (await memory.ask('GET', `/audit?action=${action}`)).body.items;

describe('a key', () => {
  test('[I3a] is renewed over the one before, by a certificate of the same identity', async () => {
    const { answer, serial } = await enrolInMemory(memory);
    const renewed = await renew(serial);
    expect(renewed).toMatchObject({ status: 200, body: { issuedAt: START, authority: answer.authority } });
    expect(renewed.serial).not.toBe(serial);
    expect(await pull(renewed.serial)).toBe('state');
    expect(await audited('terminal.key-issued')).toHaveLength(1);
  });

  test('[I3c] is honoured until its successor is first used', async () => {
    const { serial } = await enrolInMemory(memory);
    const renewed = await renew(serial);
    memory.clock.setWall(days(30) + START);
    expect([await pull(serial), await link(serial)]).toEqual(['state', 'link']);
    expect(await pull(renewed.serial)).toBe('state');
    expect([await pull(serial), await link(serial)]).toEqual(['key-superseded', 'key-superseded']);
    expect(await audited('terminal.key-changed')).toMatchObject([{ after: { serial: renewed.serial } }]);
  });

  test('[I3b] asked for again after a lost answer is another, and nobody has the one before', async () => {
    const { serial } = await enrolInMemory(memory);
    const [lost, kept] = [await renew(serial), await renew(serial)];
    expect([await pull(serial), await pull(lost.serial)]).toEqual(['state', 'not-found']);
    expect(await pull(kept.serial)).toBe('state');
  });

  test('[I3e] of 90 days opens its renewal and the journal alone', async () => {
    const { serial } = await enrolInMemory(memory);
    memory.clock.setWall(days(90) + START);
    expect([await pull(serial), await link(serial)]).toEqual(['renewal-due', 'renewal-due']);
    expect(await journal(serial)).toBe('bad-request');
    const renewed = await renew(serial);
    expect([await pull(renewed.serial), await link(renewed.serial)]).toEqual(['state', 'link']);
  });
});

describe('a copy of a key', () => {
  test('[I3d] that its terminal has put away suspends the terminal, is told once, and its journal is taken', async () => {
    const { serial } = await enrolInMemory(memory);
    const renewed = await renew(serial);
    await pull(renewed.serial);
    memory.clock.setWall(minutes(6) + START);
    expect([await pull(serial), await link(serial), await pull(serial)]).toEqual(Array(3).fill('key-superseded'));
    expect(await audited('terminal.key-cloned')).toMatchObject([{ after: { suspended: true, serial } }]);
    expect([await pull(renewed.serial), (await renew(renewed.serial)).body.code]).toEqual(['suspended', 'suspended']);
    expect([await journal(serial), await journal(renewed.serial)]).toEqual(['bad-request', 'bad-request']);
  });

  test('[I3d] what was on its way while the terminal changed over is no alarm', async () => {
    const { serial } = await enrolInMemory(memory);
    const renewed = await renew(serial);
    await pull(renewed.serial);
    memory.clock.setWall(minutes(5) + START);
    expect(await pull(serial)).toBe('key-superseded');
    expect(await audited('terminal.key-cloned')).toEqual([]);
    expect(await pull(renewed.serial)).toBe('state');
  });

  test('[I3d] a key of a revoked terminal raises no alarm: it is told of its revocation', async () => {
    const { device, serial } = await enrolInMemory(memory);
    const renewed = await renew(serial);
    await pull(renewed.serial);
    await memory.ask('POST', `/devices/${device}/revoke`);
    memory.clock.setWall(days(1) + START);
    for (const key of [serial, renewed.serial]) expect(await pull(key)).toBe('certificate-revoked');
    expect(await audited('terminal.key-cloned')).toEqual([]);
  });
});
