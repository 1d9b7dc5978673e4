import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createSystemClock } from '@holdover/nodejs';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeDeviceAdapter } from '../testing/describe-device-adapter.ts';
import { FAKE_COMMUNITY, startFakeSnmpDevice, type FakeSnmpDevice } from '../testing/fake-snmp-device.ts';
import { createSnmpAdapter } from './snmp-adapter.ts';

const clock = createSystemClock();
const QUICK_MS = 40;

const adapterAt = (port: number, community = FAKE_COMMUNITY) =>
  createSnmpAdapter({ kind: 'snmp', host: '127.0.0.1', port, security: { version: '2c', community } }, clock, QUICK_MS);

describeDeviceAdapter('SNMP', async () => {
  const device = await startFakeSnmpDevice();
  let isAway = false;
  return {
    adapter: adapterAt(device.port),
    secret: FAKE_COMMUNITY,
    print: (impressions) => void (device.impressions += impressions),
    refuseLocks: () => void (device.isWritable = false),
    async leave() {
      isAway = true;
      await device.leave();
    },
    async comeBack() {
      isAway = false;
      await device.comeBack();
    },
    close: async () => (isAway ? undefined : device.leave()),
  };
});

describe('a device with the Printer-MIB', () => {
  let device: FakeSnmpDevice;
  beforeEach(async () => {
    device = await startFakeSnmpDevice();
  });
  afterEach(() => device.leave());

  test('is known by its serial number, else by its address', async () => {
    const adapter = adapterAt(device.port);
    expect(await adapter.counters()).toEqual({
      device: 'SN77',
      impressions: 4_000,
      colorImpressions: null,
      sheets: null,
    });
    device.serial = '  ';
    expect((await adapter.counters()).device).toBe(adapter.name);
    adapter.close();
  });

  test('is locked by prtConsoleDisable', async () => {
    const adapter = adapterAt(device.port);
    await adapter.lock();
    await adapter.isLocked();
    expect(device.console()).toBe(4);
    adapter.close();
  });

  test('without a marker that counts impressions has no counter', async () => {
    device.units = [3, 8, 11];
    const adapter = adapterAt(device.port);
    await expect(adapter.counters()).rejects.toMatchObject({ code: 'device-refused' });
    adapter.close();
  });

  test('answers nothing to another community', async () => {
    const adapter = adapterAt(device.port, 'other');
    await expect(adapter.counters()).rejects.toMatchObject({ code: 'device-unreachable' });
    adapter.close();
  });
});

describe('whatever comes back, every question has an end and nothing breaks', () => {
  let socket: Socket;
  let answer: (question: Buffer, from: RemoteInfo) => void;
  beforeEach(async () => {
    socket = createSocket('udp4');
    socket.on('message', (question, from) => answer(question, from));
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
  });
  afterEach(() => void socket.close());

  const ask = async (): Promise<unknown> => {
    const adapter = adapterAt(socket.address().port);
    const told = await adapter.counters().catch((error: unknown) => error);
    adapter.close();
    return told;
  };

  test('nothing', async () => {
    let asked = 0;
    answer = () => void (asked += 1);
    expect(await ask()).toMatchObject({ code: 'device-unreachable' });
    expect(asked).toBe(3);
  });

  test('an answer that comes too late', async () => {
    const late: (() => void)[] = [];
    answer = (question, { port, address }) => void late.push(() => socket.send(question, port, address));
    expect(await ask()).toMatchObject({ code: 'device-unreachable' });
    for (const send of late) send();
  });

  test('the question itself, an empty datagram, one too long', async () => {
    for (const garbage of [(question: Buffer) => question, () => Buffer.alloc(0), () => Buffer.alloc(9_000, 48)]) {
      answer = (question, { port, address }) => socket.send(garbage(question), port, address);
      expect(await ask()).toMatchObject({ code: expect.stringMatching(/^device-(unreachable|not-understood)$/) });
    }
  });

  test('the question with any octet changed', async () => {
    const entropy = createSeededEntropy('snmp garbage');
    for (let round = 0; round < 25; round++) {
      answer = (question, { port, address }) => {
        for (let copy = 0; copy < 8; copy++) socket.send(mutated(question, entropy.bytes(8)), port, address);
      };
      expect(await ask()).toMatchObject({ code: expect.stringMatching(/^device-/) });
    }
  });
});

/** As an answer of the same id, with up to three octets changed, cut off now and then. */
function mutated(question: Buffer, dice: Uint8Array): Buffer {
  const copy = Buffer.from(question);
  const [first = 0, second = 0, third = 0, how = 0, cut = 0, a = 0, b = 0, c = 0] = dice;
  const isResponse = copy.indexOf(0xa1) >= 0 ? copy.indexOf(0xa1) : copy.indexOf(0xa0);
  if (isResponse >= 0) copy[isResponse] = 0xa2;
  const changes = [
    [first, a],
    [second, b],
    [third, c],
  ].slice(0, how % 4);
  for (const [at = 0, value = 0] of changes) copy[at % copy.length] = value;
  return cut < 40 ? copy.subarray(0, cut % copy.length) : copy;
}
