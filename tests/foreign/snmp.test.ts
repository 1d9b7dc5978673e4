import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createDeviceAdapter, type DeviceAdapter, type SnmpSecurity } from '@holdover/terminal';
import {
  findTool,
  runForeignProcess,
  scratchFolder,
  startSnmpd,
  startSnmpsimd,
  type Snmpd,
  type Snmpsimd,
} from '@holdover/testbed/peers';
import { createVirtualDevice, type VirtualDevice } from '@holdover/virtual-device';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';

const CONSOLE_DISABLE = '1.3.6.1.2.1.43.5.1.1.13.1';
const COUNTER_UNIT = '1.3.6.1.2.1.43.10.2.1.3.1.1';
const LIFE_COUNT = '1.3.6.1.2.1.43.10.2.1.4.1.1';
const SERIAL = '1.3.6.1.2.1.43.5.1.1.17.1';
const ALERTS = '1.3.6.1.2.1.43.18.1.1.8';
const USER = { userName: 'holdover', authenticationKey: 'authentication', privacyKey: 'privacy-of-ours' };

const scratch = scratchFolder('sn');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());

const adapterAt = (port: number, security: SnmpSecurity): DeviceAdapter => {
  const adapter = createDeviceAdapter({ kind: 'snmp', host: '127.0.0.1', port, security }, createSystemClock());
  closers.add(() => adapter.close());
  return adapter;
};
const byCommunity = (community: string): SnmpSecurity => ({ version: '2c', community });
const byUser = (protocol: 'sha' | 'sha256', key = USER.authenticationKey): SnmpSecurity => ({
  version: '3',
  userName: USER.userName,
  authentication: { protocol, key },
  privacy: { protocol: 'aes', key: USER.privacyKey },
});
const folder = (name: string): string => {
  const path = join(scratch.path, name);
  mkdirSync(path);
  return path;
};

describe('the virtual device, seen by Net-SNMP', () => {
  let device: VirtualDevice;
  let address = '';
  beforeAll(async () => {
    const anywhere = { host: '127.0.0.1', port: 0 };
    device = await createVirtualDevice({
      model: 'kyocera',
      name: 'Kyocera 1',
      ipp: anywhere,
      snmp: anywhere,
      snmpAccess: { readCommunity: 'reads', writeCommunity: 'writes', user: USER },
      control: anywhere,
      out: folder('device'),
      pagesPerMinute: 60_000,
      logger: createLogger({ level: 'silent' }),
      clock: createSystemClock(),
      entropy: createSystemEntropy(),
    });
    closers.add(() => device.close());
    address = device.snmp ?? '';
  });

  const V2 = ['-v2c', '-c', 'reads'];
  const V3 = ['-v3', '-l', 'authPriv', '-u', USER.userName, '-a', 'SHA', '-A', USER.authenticationKey, '-x', 'AES'];
  const ask = async (how: readonly string[], ...oids: string[]): Promise<string[]> => {
    const told = await runForeignProcess(findTool('snmpget'), [...how, '-Oqvn', address, ...oids]);
    return told.trim().split('\n');
  };

  test('tells who it is and what it counted, by version 2c and 3', async () => {
    await device.walkUp({ copies: 3 });
    const told = ['3', `"${device.uuid}"`, '7'];
    expect(await ask(V2, LIFE_COUNT, SERIAL, COUNTER_UNIT)).toEqual(told);
    expect(await ask([...V3, '-X', USER.privacyKey], LIFE_COUNT, SERIAL, COUNTER_UNIT)).toEqual(told);
  });

  test('is walked from end to end, and an empty tray stands in its alerts', async () => {
    device.setFault({ kind: 'out-of-paper' });
    const walked = await runForeignProcess(findTool('snmpwalk'), [...V2, '-On', address, '1.3.6.1.2.1']);
    device.setFault(undefined);
    expect(walked).toContain(`.${ALERTS}.1.1 = STRING: "Tray 1 is empty"`);
    expect(walked).toMatch(/\.1\.3\.6\.1\.2\.1\.43\.8\.2\.1\.10\.1\.1 = INTEGER: 0\n/);
    // hrPrinterDetectedErrorState: noPaper is the bit 0x40, and prints as text.
    expect(walked).toContain('.1.3.6.1.2.1.25.3.5.1.2.1 = STRING: "@"');
    expect(walked.match(/No more variables left/g)).toHaveLength(1);
  });

  test('is locked by who may write, and by nobody else', async () => {
    const set = (how: readonly string[], value: string): Promise<string> =>
      runForeignProcess(findTool('snmpset'), [...how, address, CONSOLE_DISABLE, 'i', value]);
    await expect(set(V2, '4')).rejects.toThrow('noAccess');
    expect(device.locked()).toBe(false);
    await set(['-v2c', '-c', 'writes'], '4');
    expect(device.locked()).toBe(true);
    await expect(set(['-v2c', '-c', 'writes'], '5')).rejects.toThrow('wrongValue');
    await set([...V3, '-X', USER.privacyKey], '3');
    expect(device.locked()).toBe(false);
  });

  test('is locked, freed and counted by both adapters of the terminal', async () => {
    const port = Number(address.split(':').at(-1));
    const { port: control } = new URL(device.controlUrl ?? '');
    const virtual = createDeviceAdapter(
      { kind: 'virtual', host: '127.0.0.1', port: Number(control) },
      createSystemClock(),
    );
    for (const adapter of [virtual, adapterAt(port, byCommunity('writes')), adapterAt(port, byUser('sha'))]) {
      expect(await adapter.canLock()).toBe(true);
      await adapter.lock();
      expect([device.locked(), await device.walkUp({ copies: 1 })]).toMatchObject([true, { outcome: 'locked' }]);
      await adapter.unlock();
      const before = await adapter.counters();
      await device.walkUp({ copies: 2 });
      expect(await adapter.counters()).toMatchObject({ device: device.uuid, impressions: before.impressions + 2 });
    }
    expect(await adapterAt(port, byCommunity('reads')).canLock()).toBe(false);
  });
});

describe('foreign devices, by the terminal’s adapter', () => {
  let snmpd: Snmpd;
  let recorded: Snmpsimd;
  beforeAll(async () => {
    snmpd = await startSnmpd(folder('snmpd'), {
      user: USER,
      objects: [
        `-rw ${CONSOLE_DISABLE} integer 3`,
        `${SERIAL} octet_str "SN-NET-SNMP"`,
        `${COUNTER_UNIT} integer 7`,
        `${LIFE_COUNT} counter 4294967290`,
      ],
    });
    closers.add(() => snmpd.stop());
    // As a multifunction printer of a lesser kind has it: two markers, the first of which counts its power-on hours.
    recorded = await startSnmpsimd(folder('snmpsim'), [
      '1.3.6.1.2.1.1.1.0|4|A recorded printer',
      `${CONSOLE_DISABLE}|2|3`,
      `${SERIAL}|4|SN-RECORDED`,
      `${COUNTER_UNIT}|2|11`,
      '1.3.6.1.2.1.43.10.2.1.3.1.2|2|7',
      `${LIFE_COUNT}|65|7000`,
      '1.3.6.1.2.1.43.10.2.1.4.1.2|65|81230',
    ]);
    closers.add(() => recorded.stop());
  });

  test('snmpd by version 2c and 3: counted to the last of 32 bits, locked and freed', async () => {
    for (const security of [byCommunity(snmpd.writeCommunity), byUser('sha256')]) {
      const adapter = adapterAt(snmpd.port, security);
      expect(await adapter.counters()).toMatchObject({ device: 'SN-NET-SNMP', impressions: 4_294_967_290 });
      expect(await adapter.canLock()).toBe(true);
      await adapter.lock();
      expect(await adapter.isLocked()).toBe(true);
      await adapter.unlock();
      expect(await adapter.isLocked()).toBe(false);
    }
  });

  test('snmpd refuses who may not: the wrong key, and whoever may only read', async () => {
    const wrongKey = adapterAt(snmpd.port, byUser('sha256', 'another key'));
    await expect(wrongKey.counters()).rejects.toMatchObject({ code: 'device-refused' });
    const reader = adapterAt(snmpd.port, byCommunity(snmpd.readCommunity));
    expect([await reader.canLock(), (await reader.counters()).impressions]).toEqual([false, 4_294_967_290]);
    await expect(reader.lock()).rejects.toMatchObject({ code: 'device-refused' });
  });

  test('a recorded printer counts by its second marker, and cannot be locked', async () => {
    const adapter = adapterAt(recorded.port, byCommunity(recorded.community));
    expect(await adapter.counters()).toMatchObject({ device: 'SN-RECORDED', impressions: 81_230 });
    expect(await adapter.canLock()).toBe(false);
    await expect(adapter.lock()).rejects.toMatchObject({ code: 'device-refused' });
  });
});
