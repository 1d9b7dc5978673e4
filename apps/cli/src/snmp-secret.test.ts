import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deviceAdapterOf, parseDeviceAdapter } from './device-adapter-option.ts';
import { readSnmpSecret } from './snmp-secret.ts';

const CANARY = 'canary-of-a-key';
const USER = { version: '3', userName: 'holdover', authentication: { protocol: 'sha256', key: CANARY } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snmp-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fromFile = (content: unknown) => {
  const file = join(folder, 'secret.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readSnmpSecret({ variables: {} }, file);
};

describe('secrets of SNMP', () => {
  test('come from the environment, or from nowhere', async () => {
    const variables = { HOLDOVER_SNMP_COMMUNITY: CANARY };
    expect(await readSnmpSecret({ variables }, undefined)).toEqual({ version: '2c', community: CANARY });
    expect(await readSnmpSecret({ variables: {} }, undefined)).toBeUndefined();
  });

  test('come from a file, by either version', async () => {
    expect(await fromFile({ version: '2c', community: CANARY })).toEqual({ version: '2c', community: CANARY });
    expect(await fromFile(USER)).toEqual({ ...USER, privacy: null });
    const privacy = { protocol: 'aes', key: CANARY };
    expect(await fromFile({ ...USER, privacy })).toEqual({ ...USER, privacy });
  });

  test.each([
    ['no JSON', `{"version":"2c","community":"${CANARY}"`],
    ['another version', { version: '1', community: CANARY }],
    ['no community', { version: '2c', community: '', other: CANARY }],
    ['a key that is too short', { ...USER, authentication: { protocol: 'sha', key: CANARY.slice(0, 7) } }],
    ['another protocol', { ...USER, authentication: { protocol: 'md5', key: CANARY } }],
    ['another privacy', { ...USER, privacy: { protocol: 'des', key: CANARY } }],
  ])('with %s are refused, and told to nobody', async (_name, content) => {
    const error: unknown = await fromFile(content).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'snmp-secret-wrong' });
    expect(String(error)).not.toContain(CANARY.slice(0, 7));
  });

  test('of a file that is not there', async () => {
    await expect(readSnmpSecret({ variables: {} }, join(folder, 'none'))).rejects.toMatchObject({
      code: 'snmp-secret-unreadable',
    });
  });
});

describe('--device-adapter', () => {
  test.each([
    ['snmp://printer', { kind: 'snmp', host: 'printer', port: 161 }],
    ['snmp://10.0.0.7:1161', { kind: 'snmp', host: '10.0.0.7', port: 1_161 }],
    ['snmp://[fe80::1]', { kind: 'snmp', host: 'fe80::1', port: 161 }],
    ['snmp://[fe80::1]:1161/', { kind: 'snmp', host: 'fe80::1', port: 1_161 }],
    ['virtual+http://127.0.0.1:8639', { kind: 'virtual', host: '127.0.0.1', port: 8_639 }],
  ])('%s', (text, flag) => {
    expect(parseDeviceAdapter(text)).toEqual(flag);
  });

  test.each(['printer', 'http://printer', 'snmp://', 'snmp://public@printer', 'snmp://printer:0', 'snmp://printer/x'])(
    '%s is none',
    (text) => {
      expect(() => parseDeviceAdapter(text)).toThrow(/\[not-(device-adapter|host-port)\]/);
    },
  );

  test('SNMP needs its secret; the virtual device none', () => {
    const snmp = parseDeviceAdapter('snmp://printer');
    expect(() => deviceAdapterOf(snmp, undefined)).toThrow('snmp-secret-missing');
    expect(deviceAdapterOf(snmp, { version: '2c', community: CANARY })).toMatchObject({ security: { version: '2c' } });
    expect(deviceAdapterOf(parseDeviceAdapter('virtual+http://127.0.0.1:1'), undefined)).toMatchObject({ port: 1 });
  });
});
