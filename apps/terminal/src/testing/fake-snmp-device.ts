import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  AccessControlModelType,
  AccessLevel,
  createAgent,
  createMib,
  MaxAccess,
  MibProviderType,
  ObjectType,
} from 'net-snmp';

/** A printer of Printer-MIB on a real socket, by the agent of net-snmp; its hrDeviceIndex is 3, its marker's is 2. */
export interface FakeSnmpDevice {
  readonly port: number;
  impressions: number;
  /** Of its markers, in order; the first that counts impressions (7) is the one meant. */
  units: readonly number[];
  serial: string;
  isWritable: boolean;
  /** prtConsoleDisable as it is. */
  console(): unknown;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export const FAKE_COMMUNITY = 'canary-community';

export async function startFakeSnmpDevice(): Promise<FakeSnmpDevice> {
  let socket = await listen(0);
  const { port } = socket.address();
  let consoleDisable: unknown = 3;
  const device: FakeSnmpDevice = {
    port,
    impressions: 4_000,
    units: [3, 7],
    serial: 'SN 77',
    isWritable: true,
    console: () => consoleDisable,
    async leave() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
    async comeBack() {
      socket = await listen(port);
      serve();
    },
  };
  const serve = (): void => {
    const agent = createAgent(
      {
        accessControlModelType: AccessControlModelType.Simple,
        dgramModule: { createSocket: () => bound(socket, refresh) },
      },
      () => undefined,
    );
    const authorizer = agent.getAuthorizer();
    authorizer.addCommunity(FAKE_COMMUNITY);
    authorizer.getAccessControlModel().setCommunityAccess(FAKE_COMMUNITY, AccessLevel.ReadWrite);
    function refresh(): void {
      const mib = agent.getMib();
      const before = consoleOf(mib);
      if (before !== undefined) consoleDisable = before;
      agent.setMib(mibOf(device, consoleDisable));
    }
    agent.setMib(mibOf(device, consoleDisable));
  };
  serve();
  return device;
}

function mibOf({ impressions, units, serial, isWritable }: FakeSnmpDevice, consoleDisable: unknown) {
  const mib = createMib();
  const index = (name: string, number: number) => ({
    number,
    name,
    type: ObjectType.Integer,
    maxAccess: MaxAccess['not-accessible'],
  });
  const column = (number: number, type: ObjectType, maxAccess = MaxAccess['read-only']) => ({
    number,
    name: `column${number}-${type}`,
    type,
    maxAccess,
  });
  mib.registerProvider({
    name: 'general',
    type: MibProviderType.Table,
    oid: '1.3.6.1.2.1.43.5.1.1',
    tableColumns: [
      index('device', 1_000),
      column(13, ObjectType.Integer, isWritable ? MaxAccess['read-write'] : MaxAccess['read-only']),
      column(17, ObjectType.OctetString),
    ],
    tableIndex: [{ columnName: 'device' }],
  });
  mib.addTableRow('general', [3, consoleDisable, serial]);
  mib.registerProvider({
    name: 'marker',
    type: MibProviderType.Table,
    oid: '1.3.6.1.2.1.43.10.2.1',
    tableColumns: [
      index('of', 1_000),
      index('marker', 1_001),
      column(3, ObjectType.Integer),
      column(4, ObjectType.Counter),
    ],
    tableIndex: [{ columnName: 'of' }, { columnName: 'marker' }],
  });
  units.forEach((unit, at) => mib.addTableRow('marker', [3, at + 1, unit, unit === 7 ? impressions : 99]));
  return mib;
}

function consoleOf(mib: {
  getTableSingleCell(table: string, column: number, row: readonly number[]): unknown;
}): unknown {
  try {
    return mib.getTableSingleCell('general', 13, [3]);
  } catch {
    return undefined;
  }
}

async function listen(port: number) {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

function bound(socket: Awaited<ReturnType<typeof listen>>, refresh: () => void): object {
  return {
    bind: () => undefined,
    close: () => undefined,
    send: socket.send.bind(socket),
    on(event: string, handler: (...given: unknown[]) => void) {
      if (event !== 'message') return;
      socket.on('message', (message, from) => {
        refresh();
        handler(message, from);
      });
    },
  };
}
