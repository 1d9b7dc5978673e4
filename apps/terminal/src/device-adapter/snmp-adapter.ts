import { Fault, type Clock } from '@holdover/kernel';
import { ObjectType, type Varbind } from 'net-snmp';
import { CALL_LIMIT, codeOf, notUnderstood, refusedByDevice, within } from './adapter-fault.ts';
import type { DeviceAdapter, DeviceCounters } from './device-adapter.ts';
import type { SnmpAdapterOptions } from './device-adapter-options.ts';
import { openSnmpSession, type SnmpSession } from './snmp-session.ts';

/** Printer-MIB (RFC 3805). */
const CONSOLE_DISABLE = '1.3.6.1.2.1.43.5.1.1.13';
const SERIAL_NUMBER = '1.3.6.1.2.1.43.5.1.1.17';
const COUNTER_UNIT = '1.3.6.1.2.1.43.10.2.1.3';
const LIFE_COUNT = '1.3.6.1.2.1.43.10.2.1.4';

const ENABLED = 3;
const DISABLED = 4;
/** prtMarkerCounterUnit. */
const IMPRESSIONS = 7;

/** A device has one marker, or one a colour. */
const MOST_MARKERS = 8;
const TRY_MS = 1_000;

/** hrDeviceIndex and prtMarkerIndex of the marker that counts impressions. */
interface Marker {
  readonly device: string;
  readonly row: string;
}

/**
 * Any device with the Printer-MIB: counts by prtMarkerLifeCount, locks by prtConsoleDisable where the device lets it be written.
 * @param tryMs of one datagram, for tests
 */
export function createSnmpAdapter(options: SnmpAdapterOptions, clock: Clock, tryMs = TRY_MS): DeviceAdapter {
  return new SnmpAdapter(options, clock, tryMs);
}

class SnmpAdapter implements DeviceAdapter {
  readonly name: string;
  readonly #options: SnmpAdapterOptions;
  readonly #clock: Clock;
  readonly #tryMs: number;
  #session: Promise<SnmpSession> | undefined;
  #marker: Marker | undefined;

  constructor(options: SnmpAdapterOptions, clock: Clock, tryMs: number) {
    const { host, port } = options;
    this.#options = options;
    this.#clock = clock;
    this.#tryMs = tryMs;
    this.name = `snmp://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Writes what is there already: nothing else says whether it may be written. */
  canLock(): Promise<boolean> {
    return this.#call(async (session) => {
      try {
        const oid = await this.#consoleOid(session);
        const [now] = await session.get([oid]);
        await session.set({ oid, type: ObjectType.Integer, value: this.#consoleOf(now) });
        return true;
      } catch (error) {
        if (codeOf(error) === 'device-refused') return false;
        throw error;
      }
    });
  }

  lock(): Promise<void> {
    return this.#call((session) => this.#write(session, DISABLED));
  }

  unlock(): Promise<void> {
    return this.#call((session) => this.#write(session, ENABLED));
  }

  isLocked(): Promise<boolean> {
    return this.#call(async (session) => {
      const [now] = await session.get([await this.#consoleOid(session)]);
      return this.#consoleOf(now) === DISABLED;
    });
  }

  counters(): Promise<DeviceCounters> {
    return this.#call(async (session) => {
      const { device, row } = await this.#findMarker(session);
      const [unit, count, serial] = await session.get([
        `${COUNTER_UNIT}.${row}`,
        `${LIFE_COUNT}.${row}`,
        `${SERIAL_NUMBER}.${device}`,
      ]);
      if (unit?.type !== ObjectType.Integer || unit.value !== IMPRESSIONS)
        throw notUnderstood(this.name, 'its marker counts no impressions any more');
      const impressions = counterOf(count);
      if (impressions === undefined) throw notUnderstood(this.name, 'prtMarkerLifeCount is no counter');
      return { device: serialOf(serial) ?? this.name.slice(0, 128), impressions, colorImpressions: null, sheets: null };
    });
  }

  close(): void {
    this.#drop();
  }

  /** After any failure the next call begins anew: the device may have another address, engine or table by then. */
  async #call<T>(work: (session: SnmpSession) => Promise<T>): Promise<T> {
    const { host, port, security } = this.#options;
    this.#session ??= openSnmpSession({ name: this.name, host, port, security, tryMs: this.#tryMs });
    const opening = this.#session;
    try {
      return await within(this.#clock, { limit: CALL_LIMIT, name: this.name }, opening.then(work));
    } catch (error) {
      if (this.#session === opening) this.#drop();
      throw error instanceof Fault ? error : notUnderstood(this.name, 'what its reader broke on', error);
    }
  }

  #drop(): void {
    this.#session?.then(
      (session) => session.close(),
      () => undefined,
    );
    this.#session = undefined;
    this.#marker = undefined;
  }

  async #write(session: SnmpSession, value: typeof ENABLED | typeof DISABLED): Promise<void> {
    const oid = await this.#consoleOid(session);
    await session.set({ oid, type: ObjectType.Integer, value });
    const [now] = await session.get([oid]);
    if (this.#consoleOf(now) !== value) throw refusedByDevice(this.name, 'prtConsoleDisable stayed as it was');
  }

  async #consoleOid(session: SnmpSession): Promise<string> {
    const { device } = await this.#findMarker(session);
    return `${CONSOLE_DISABLE}.${device}`;
  }

  #consoleOf(varbind: Varbind | undefined): typeof ENABLED | typeof DISABLED {
    if (isAbsent(varbind)) throw refusedByDevice(this.name, 'it has no prtConsoleDisable');
    if (varbind?.type === ObjectType.Integer) {
      if (varbind.value === ENABLED) return ENABLED;
      if (varbind.value === DISABLED) return DISABLED;
    }
    throw notUnderstood(this.name, 'prtConsoleDisable is neither enabled nor disabled');
  }

  async #findMarker(session: SnmpSession): Promise<Marker> {
    this.#marker ??= await findMarker(session, this.name);
    return this.#marker;
  }
}

/** The first that counts impressions, in the order of the table. */
async function findMarker(session: SnmpSession, name: string): Promise<Marker> {
  let at = COUNTER_UNIT;
  for (let looked = 0; looked < MOST_MARKERS; looked++) {
    const { oid, type, value } = await session.getNext(at);
    const row = rowOf(oid);
    // Also where an agent goes round in circles.
    if (row === undefined || type !== ObjectType.Integer || oid === at) break;
    if (value === IMPRESSIONS) return row;
    at = oid;
  }
  throw refusedByDevice(name, 'it has no marker that counts impressions');
}

function rowOf(oid: string): Marker | undefined {
  const index = /^1\.3\.6\.1\.2\.1\.43\.10\.2\.1\.3\.(?<row>(?<device>\d{1,10})\.\d{1,10})$/.exec(oid)?.groups;
  return index?.['device'] && index['row'] ? { device: index['device'], row: index['row'] } : undefined;
}

function isAbsent(varbind: Varbind | undefined): boolean {
  return (
    varbind?.type === ObjectType.NoSuchObject ||
    varbind?.type === ObjectType.NoSuchInstance ||
    varbind?.type === ObjectType.EndOfMibView
  );
}

/** Counter32 (RFC 2578 §7.1.6). */
function counterOf(varbind: Varbind | undefined): number | undefined {
  const { type, value } = varbind ?? {};
  if (type !== ObjectType.Counter || typeof value !== 'number') return undefined;
  return Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32 ? value : undefined;
}

/** Undefined where it has none, or none that names a device. */
function serialOf(varbind: Varbind | undefined): string | undefined {
  if (varbind?.type !== ObjectType.OctetString || !(varbind.value instanceof Buffer)) return undefined;
  const text = varbind.value.toString('utf8').replaceAll(/[^\x21-\x7e]/g, '');
  return text.slice(0, 64) || undefined;
}
