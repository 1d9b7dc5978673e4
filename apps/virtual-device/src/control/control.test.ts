import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVirtualDevice, type VirtualDevice } from '../virtual-device.ts';

const ANYWHERE = { host: '127.0.0.1', port: 0 };

let out: string;
let device: VirtualDevice;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'control-'));
  device = await createVirtualDevice({
    model: 'ricoh',
    name: 'Ricoh',
    ipp: ANYWHERE,
    escl: ANYWHERE,
    control: ANYWHERE,
    out,
    pagesPerMinute: 600_000,
    logger: createMemoryLogger(),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
});
afterAll(async () => {
  await device.close();
  rmSync(out, { recursive: true });
});

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${device.controlUrl}/${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a person locks, frees and copies', async () => {
  expect(await call('PUT', 'lock', { locked: true })).toMatchObject({ status: 200, body: { locked: true } });
  expect(device.locked()).toBe(true);
  expect(await call('POST', 'walk-up', { copies: 2 })).toEqual({
    status: 409,
    body: { outcome: 'locked', impressions: 0 },
  });
  await call('PUT', 'lock', { locked: false });
  expect(await call('POST', 'walk-up', { copies: 2 })).toEqual({
    status: 200,
    body: { outcome: 'done', impressions: 2 },
  });
  expect(await call('GET', 'state')).toMatchObject({
    status: 200,
    body: { uuid: device.uuid, locked: false, impressions: 2, colorImpressions: 2, sheets: 2, fault: null },
  });
});

test.each([
  { kind: 'busy' },
  { kind: 'out-of-paper' },
  { kind: 'jam' },
  { kind: 'cover-open' },
  { kind: 'dies', page: 3 },
])('every fault of the printer can be had: $kind', async (fault) => {
  expect(await call('PUT', 'fault', fault)).toMatchObject({ status: 200, body: { fault } });
  expect(await call('PUT', 'fault', { kind: 'none' })).toMatchObject({ status: 200, body: { fault: null } });
});

test('the feeder is loaded, and the scanner broken', async () => {
  expect(await call('POST', 'feeder', { sheets: 3, twoSided: true })).toMatchObject({
    body: { feeder: { sheets: 3 } },
  });
  const fault = { kind: 'jam', afterSides: 2 };
  expect(await call('PUT', 'scanner-fault', fault)).toMatchObject({ status: 200, body: { scannerFault: fault } });
  expect(await call('PUT', 'scanner-fault', { kind: 'none' })).toMatchObject({ body: { scannerFault: null } });
});

describe('what it does not understand it says, and nothing changes', () => {
  test.each([
    ['PUT', 'lock', { locked: 'yes' }, 400],
    ['PUT', 'fault', { kind: 'explodes' }, 400],
    ['PUT', 'fault', { kind: 'dies' }, 400],
    ['POST', 'walk-up', { copies: 0 }, 400],
    ['POST', 'walk-up', { copies: 1, color: 'red' }, 400],
    ['POST', 'feeder', { sheets: -1 }, 400],
    ['PUT', 'scanner-fault', { kind: 'jam' }, 400],
    ['PUT', 'lock', 'not json', 400],
    ['PUT', 'lock', 'x'.repeat(5_000), 413],
    ['POST', 'nothing', {}, 404],
  ])('%s %s %j', async (method, path, body, status) => {
    const before = await call('GET', 'state');
    expect(await call(method, path, body)).toMatchObject({ status, body: { error: expect.any(String) } });
    expect(await call('GET', 'state')).toEqual(before);
  });

  test('nothing from a web page', async () => {
    expect(await call('GET', 'state', undefined, { origin: 'http://example.org' })).toMatchObject({ status: 403 });
    const form = await call('PUT', 'lock', '{"locked":true}', { 'content-type': 'text/plain' });
    expect([form.status, device.locked()]).toEqual([400, false]);
  });
});
