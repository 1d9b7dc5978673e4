import { Fault, uuidv7, type Entropy, type Instant } from '@holdover/kernel';
import { readFileIfPresent, writeFileAtomic } from '@holdover/nodejs';

/** What a device remembers when it is switched off: who it is and what it has printed in its life. */
export interface DeviceState {
  readonly version: 1;
  readonly uuid: string;
  readonly nextJobId: number;
  readonly impressions: number;
  readonly colorImpressions: number;
  readonly sheets: number;
  /** Its own panel; a device without a terminal is free to everybody. */
  readonly locked: boolean;
}

export interface DeviceStateFile {
  readonly now: DeviceState;
  /** Resolves when the change is durable; changes are written in the order they were made. */
  change(make: (state: DeviceState) => DeviceState): Promise<void>;
}

export async function openDeviceState(file: string, now: Instant, entropy: Entropy): Promise<DeviceStateFile> {
  let state = (await read(file)) ?? {
    version: 1,
    uuid: uuidv7(now, entropy),
    nextJobId: 1,
    impressions: 0,
    colorImpressions: 0,
    sheets: 0,
    locked: false,
  };
  let written = writeFileAtomic(file, serialise(state));
  await written;

  return {
    get now() {
      return state;
    },
    change(make) {
      state = make(state);
      const content = serialise(state);
      written = written.then(() => writeFileAtomic(file, content));
      return written;
    },
  };
}

async function read(file: string): Promise<DeviceState | undefined> {
  const bytes = await readFileIfPresent(file);
  if (bytes === undefined) return undefined;
  const state: unknown = parse(new TextDecoder().decode(bytes));
  // Devices of before had no lock.
  if (isState(state)) return { ...state, locked: state.locked ?? false };
  throw new Fault({ owner: 'environment', code: 'device-state-damaged', message: `${file} is no state of a device` });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Stored = Omit<DeviceState, 'locked'> & Partial<Pick<DeviceState, 'locked'>>;

function isState(value: unknown): value is Stored {
  if (typeof value !== 'object' || value === null) return false;
  const record: Record<string, unknown> = { ...value };
  const counters = ['nextJobId', 'impressions', 'colorImpressions', 'sheets'];
  return (
    record['version'] === 1 &&
    typeof record['uuid'] === 'string' &&
    ['boolean', 'undefined'].includes(typeof record['locked']) &&
    counters.every((name) => Number.isSafeInteger(record[name]))
  );
}

function serialise(state: DeviceState): string {
  return `${JSON.stringify(state)}\n`;
}
