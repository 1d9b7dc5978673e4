import { MaxAccess, MibProviderType, ObjectType } from 'net-snmp';
import type { Obstacle } from '../device-fault.ts';

/** What the device says of itself, at one moment. */
export interface DeviceFacts {
  readonly name: string;
  readonly makeAndModel: string;
  readonly uuid: string;
  readonly impressions: number;
  /** Since it was switched on. */
  readonly impressionsSinceStart: number;
  readonly locked: boolean;
  readonly isPrinting: boolean;
  readonly obstacle: Obstacle | undefined;
}

/** One table or scalar as net-snmp takes them; rows hold the index first. */
export interface MibTable {
  readonly name: string;
  readonly oid: string;
  readonly type: MibProviderType;
  readonly tableColumns: readonly MibColumn[];
  readonly tableIndex: readonly { readonly columnName: string }[];
  readonly rows: readonly (readonly (number | string | Buffer)[])[];
}

export interface MibScalar {
  readonly name: string;
  readonly oid: string;
  readonly type: MibProviderType;
  readonly scalarType: ObjectType;
  readonly maxAccess: MaxAccess;
  readonly value: number | string;
}

interface MibColumn {
  readonly number: number;
  readonly name: string;
  readonly type: ObjectType;
  readonly maxAccess: MaxAccess;
}

/** RFC 3805 prtConsoleDisable. */
export const CONSOLE = { enabled: 3, disabled: 4 } as const;
export const CONSOLE_DISABLE = 'prtConsoleDisable';
export const GENERAL_TABLE = 'prtGeneralTable';
export const UP_TIME = 'sysUpTime';

/** SNMPv2-MIB system (RFC 3418). */
export function systemGroup({ name, makeAndModel }: DeviceFacts): readonly MibScalar[] {
  return [
    scalar('sysDescr', 1, ObjectType.OctetString, `${makeAndModel}, a printing device in software`),
    scalar('sysObjectID', 2, ObjectType.OID, '0.0'),
    scalar(UP_TIME, 3, ObjectType.TimeTicks, 0),
    scalar('sysContact', 4, ObjectType.OctetString, ''),
    scalar('sysName', 5, ObjectType.OctetString, name),
    scalar('sysLocation', 6, ObjectType.OctetString, ''),
    // Applications and end-to-end (RFC 3418).
    scalar('sysServices', 7, ObjectType.Integer, 72),
  ];
}

/** HOST-RESOURCES-MIB (RFC 2790) as far as printers are in it, and Printer-MIB (RFC 3805). The device is hrDeviceIndex 1. */
export function deviceTables(facts: DeviceFacts): readonly MibTable[] {
  return [...hostResources(facts), general(facts), cover(facts), input(facts), marker(facts), alerts(facts)];
}

function hostResources(facts: DeviceFacts): readonly MibTable[] {
  const { obstacle, isPrinting, makeAndModel } = facts;
  return [
    table('hrDeviceTable', '1.3.6.1.2.1.25.3.2.1', {
      index: 1,
      columns: [
        [1, 'hrDeviceIndex', ObjectType.Integer],
        [2, 'hrDeviceType', ObjectType.OID],
        [3, 'hrDeviceDescr', ObjectType.OctetString],
        // running, down
        [5, 'hrDeviceStatus', ObjectType.Integer],
        [6, 'hrDeviceErrors', ObjectType.Counter],
      ],
      rows: [[1, 1, '1.3.6.1.2.1.25.3.1.5', makeAndModel, obstacle === undefined ? 2 : 5, 0]],
    }),
    table('hrPrinterTable', '1.3.6.1.2.1.25.3.5.1', {
      index: 1,
      columns: [
        // other, idle, printing
        [1, 'hrPrinterStatus', ObjectType.Integer],
        [2, 'hrPrinterDetectedErrorState', ObjectType.OctetString],
      ],
      rows: [[1, obstacle === undefined ? (isPrinting ? 4 : 3) : 1, errorState(obstacle)]],
    }),
  ];
}

/** Bits from the most significant: lowPaper, noPaper, lowToner, noToner, doorOpen, jammed, offline, serviceRequested. */
function errorState(obstacle: Obstacle | undefined): Buffer {
  const bits = { 'out-of-paper': 0x40, 'cover-open': 0x08, jam: 0x04 } as const;
  return Buffer.from([obstacle === undefined ? 0 : bits[obstacle]]);
}

function general({ name, uuid, locked, obstacle }: DeviceFacts): MibTable {
  const alertsNow = obstacle === undefined ? 0 : 1;
  return table(GENERAL_TABLE, '1.3.6.1.2.1.43.5.1.1', {
    index: 1,
    columns: [
      [1, 'prtGeneralConfigChanges', ObjectType.Counter],
      [13, CONSOLE_DISABLE, ObjectType.Integer, MaxAccess['read-write']],
      [16, 'prtGeneralPrinterName', ObjectType.OctetString],
      [17, 'prtGeneralSerialNumber', ObjectType.OctetString],
      [18, 'prtAlertCriticalEvents', ObjectType.Counter],
      [19, 'prtAlertAllEvents', ObjectType.Counter],
    ],
    rows: [[1, 0, locked ? CONSOLE.disabled : CONSOLE.enabled, name, uuid, alertsNow, alertsNow]],
  });
}

function cover({ obstacle }: DeviceFacts): MibTable {
  return table('prtCoverTable', '1.3.6.1.2.1.43.6.1.1', {
    index: 2,
    columns: [
      [2, 'prtCoverDescription', ObjectType.OctetString],
      // coverOpen, coverClosed
      [3, 'prtCoverStatus', ObjectType.Integer],
    ],
    rows: [[1, 1, 'Front cover', obstacle === 'cover-open' ? 3 : 4]],
  });
}

const TRAY_SHEETS = 500;
const SHEETS_IN = 400;

function input({ obstacle }: DeviceFacts): MibTable {
  return table('prtInputTable', '1.3.6.1.2.1.43.8.2.1', {
    index: 2,
    columns: [
      // sheetFeedAutoRemovableTray
      [2, 'prtInputType', ObjectType.Integer],
      // sheets
      [8, 'prtInputCapacityUnit', ObjectType.Integer],
      [9, 'prtInputMaxCapacity', ObjectType.Integer],
      [10, 'prtInputCurrentLevel', ObjectType.Integer],
      [12, 'prtInputMediaName', ObjectType.OctetString],
      [13, 'prtInputName', ObjectType.OctetString],
    ],
    rows: [[1, 1, 3, 8, TRAY_SHEETS, obstacle === 'out-of-paper' ? 0 : SHEETS_IN, 'iso_a4_210x297mm', 'Tray 1']],
  });
}

function marker({ impressions, impressionsSinceStart }: DeviceFacts): MibTable {
  return table('prtMarkerTable', '1.3.6.1.2.1.43.10.2.1', {
    index: 2,
    columns: [
      // electrophotographicLaser
      [2, 'prtMarkerMarkTech', ObjectType.Integer],
      // impressions
      [3, 'prtMarkerCounterUnit', ObjectType.Integer],
      [4, 'prtMarkerLifeCount', ObjectType.Counter],
      [5, 'prtMarkerPowerOnCount', ObjectType.Counter],
    ],
    rows: [[1, 1, 4, 7, impressions % COUNTER32, impressionsSinceStart % COUNTER32]],
  });
}

const COUNTER32 = 2 ** 32;

/** prtAlertGroup, prtAlertCode. */
const ALERTS: Readonly<Record<Obstacle, readonly [number, number, string]>> = {
  'out-of-paper': [8, 808, 'Tray 1 is empty'],
  jam: [13, 8, 'A sheet is stuck'],
  'cover-open': [6, 3, 'The front cover is open'],
};

function alerts({ obstacle }: DeviceFacts): MibTable {
  const rows = obstacle === undefined ? [] : [ALERTS[obstacle]];
  return table('prtAlertTable', '1.3.6.1.2.1.43.18.1.1', {
    index: 2,
    columns: [
      // critical; untrained
      [2, 'prtAlertSeverityLevel', ObjectType.Integer],
      [3, 'prtAlertTrainingLevel', ObjectType.Integer],
      [4, 'prtAlertGroup', ObjectType.Integer],
      [5, 'prtAlertGroupIndex', ObjectType.Integer],
      [7, 'prtAlertCode', ObjectType.Integer],
      [8, 'prtAlertDescription', ObjectType.OctetString],
    ],
    rows: rows.map(([group, code, text]) => [1, 1, 3, 3, group, 1, code, text]),
  });
}

type ColumnRow = readonly [number, string, ObjectType, MaxAccess?];

interface TableContent {
  readonly index: 1 | 2;
  readonly columns: readonly ColumnRow[];
  readonly rows: MibTable['rows'];
}

/** Index columns that other tables own are not accessible here, and numbered beyond any real column. */
function table(name: string, oid: string, { index, columns, rows }: TableContent): MibTable {
  const indexColumns = ['hrDeviceIndexOf', 'ownIndexOf'].slice(0, index).map((prefix, at) => ({
    number: 1_000 + at,
    name: `${prefix}${name}`,
    type: ObjectType.Integer,
    maxAccess: MaxAccess['not-accessible'],
  }));
  const real = columns.map(([number, columnName, type, maxAccess = MaxAccess['read-only']]) => ({
    number,
    name: columnName,
    type,
    maxAccess,
  }));
  return {
    name,
    oid,
    type: MibProviderType.Table,
    tableColumns: [...indexColumns, ...real],
    tableIndex: indexColumns.map(({ name: columnName }) => ({ columnName })),
    rows,
  };
}

function scalar(name: string, number: number, scalarType: ObjectType, value: number | string): MibScalar {
  const oid = `1.3.6.1.2.1.1.${number}`;
  return { name, oid, type: MibProviderType.Scalar, scalarType, maxAccess: MaxAccess['read-only'], value };
}
