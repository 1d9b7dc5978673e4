import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { createSession, Version2c, type Session, type Varbind } from 'net-snmp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceFacts } from './printer-mib.ts';
import { openSnmpAgent, USUAL_ACCESS, type SnmpAgent } from './snmp-agent.ts';

const CONSOLE_DISABLE = '1.3.6.1.2.1.43.5.1.1.13.1';
const LIFE_COUNT = '1.3.6.1.2.1.43.10.2.1.4.1.1';
const COVER = '1.3.6.1.2.1.43.6.1.1.3.1.1';
const TRAY_LEVEL = '1.3.6.1.2.1.43.8.2.1.10.1.1';
const ERRORS = '1.3.6.1.2.1.25.3.5.1.2.1';
const ALERT_TEXT = '1.3.6.1.2.1.43.18.1.1.8';
const INTEGER = 2;

let agent: SnmpAgent;
let session: Session;
let facts: DeviceFacts;
let diskIsFull: boolean;

beforeEach(async () => {
  diskIsFull = false;
  facts = {
    name: 'Kyocera',
    makeAndModel: 'Kyocera TASKalfa',
    uuid: '0198c1d2-0000-7000-8000-000000000007',
    impressions: 12,
    impressionsSinceStart: 2,
    locked: false,
    isPrinting: false,
    obstacle: undefined,
  };
  agent = await openSnmpAgent({
    host: '127.0.0.1',
    port: 0,
    access: USUAL_ACCESS,
    facts: () => facts,
    async setLocked(locked) {
      if (diskIsFull) throw new TypeError('no room');
      facts = { ...facts, locked };
    },
    upSeconds: () => 7,
    logger: createMemoryLogger(),
  });
  const options = { port: portOf(agent), version: Version2c, timeout: 500, retries: 2 } as const;
  session = createSession('127.0.0.1', 'private', options);
});
afterEach(async () => {
  session.close();
  await agent.close();
});

const portOf = ({ address }: SnmpAgent): number => Number(address.split(':').at(-1));

const get = (...oids: string[]): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    session.get(oids, (error, varbinds) =>
      error ? reject(error) : resolve((varbinds ?? []).map(({ value }) => value)),
    );
  });

const set = (value: number): Promise<string> =>
  new Promise((resolve) => {
    const varbind: Varbind = { oid: CONSOLE_DISABLE, type: INTEGER, value };
    session.set([varbind], (error) => resolve(error === null ? 'set' : (error.message.split(':')[0] ?? '')));
  });

/** The text of the alerts there are. */
const alerts = (): Promise<string[]> =>
  new Promise((resolve, reject) => {
    session.getBulk([ALERT_TEXT], 0, 4, (error, varbinds) => {
      if (error) return reject(error);
      const rows = (varbinds ?? [])
        .flat()
        .filter(({ oid, value }) => oid.startsWith(`${ALERT_TEXT}.`) && value !== null);
      resolve(rows.map(({ value }) => String(value)));
    });
  });

test('it tells what the device says at that moment', async () => {
  expect(await get(LIFE_COUNT, CONSOLE_DISABLE)).toEqual([12, 3]);
  facts = { ...facts, impressions: 2 ** 32 + 5, locked: true };
  expect(await get(LIFE_COUNT, CONSOLE_DISABLE)).toEqual([5, 4]);
});

test.each([
  ['out-of-paper', { level: 0, cover: 4, errors: 0x40, text: 'Tray 1 is empty' }],
  ['jam', { level: 400, cover: 4, errors: 0x04, text: 'A sheet is stuck' }],
  ['cover-open', { level: 400, cover: 3, errors: 0x08, text: 'The front cover is open' }],
] as const)('with the fault %s it says so in every place, until it is mended', async (obstacle, says) => {
  expect(await alerts()).toEqual([]);
  facts = { ...facts, obstacle };
  expect(await get(TRAY_LEVEL, COVER, ERRORS)).toEqual([says.level, says.cover, Buffer.from([says.errors])]);
  expect(await alerts()).toEqual([says.text]);
  facts = { ...facts, obstacle: undefined };
  expect([await alerts(), await get(TRAY_LEVEL, COVER)]).toEqual([[], [400, 4]]);
});

test('it is locked and freed; what is neither, or cannot be kept, is refused', async () => {
  expect([await set(4), facts.locked, await get(CONSOLE_DISABLE)]).toEqual(['set', true, [4]]);
  expect([await set(1), facts.locked]).toEqual(['WrongValue', true]);
  diskIsFull = true;
  expect([await set(3), facts.locked, await get(CONSOLE_DISABLE)]).toEqual(['CommitFailed', true, [4]]);
});

describe('whatever datagrams come, it goes on', () => {
  let other: Socket;
  beforeEach(async () => {
    other = createSocket('udp4');
    other.bind(0, '127.0.0.1');
    await once(other, 'listening');
  });
  afterEach(() => void other.close());

  test('garbage, and requests with octets changed', async () => {
    const entropy = createSeededEntropy('agent');
    const request = await captured(other);
    for (let round = 0; round < 300; round++) {
      const dice = entropy.bytes(6);
      const copy = round % 10 === 0 ? Buffer.from(entropy.bytes(64)) : Buffer.from(request);
      const [a = 0, b = 0, c = 0, d = 0, cut = 0] = dice;
      copy[a % copy.length] = b;
      copy[c % copy.length] = d;
      other.send(cut < 40 ? copy.subarray(0, cut % copy.length) : copy, portOf(agent), '127.0.0.1');
    }
    other.send(Buffer.alloc(40_000, 48), portOf(agent), '127.0.0.1');
    expect(await get(LIFE_COUNT)).toEqual([12]);
  });

  test('a bulk request for more than there ever is', async () => {
    const told = await new Promise<number>((resolve, reject) => {
      session.getBulk(['1.3.6.1'], 0, 2_147_483_647, (error, varbinds) =>
        error ? reject(error) : resolve((varbinds ?? []).flat().length),
      );
    });
    expect(told).toBeGreaterThan(20);
    expect(told).toBeLessThanOrEqual(64);
  });
});

/** One request as net-snmp sends it. */
async function captured(socket: Socket): Promise<Buffer> {
  const { port } = socket.address();
  const asking = createSession('127.0.0.1', 'public', { port, version: Version2c, timeout: 200, retries: 0 });
  const came = new Promise<Buffer>((resolve) => {
    socket.once('message', resolve);
  });
  asking.get([LIFE_COUNT], () => asking.close());
  return came;
}
