import type { FeederState, ScanColor, ScanFormat, ScannerState, ScanSource } from '../scanner.ts';

/** eSCL's words for what the model has; what is not here is not understood and passed over. */
export const COLORS = {
  color: 'RGB24',
  grayscale: 'Grayscale8',
  'black-and-white': 'BlackAndWhite1',
} as const satisfies Readonly<Record<ScanColor, string>>;

export const SOURCES = { platen: 'Platen', feeder: 'Feeder' } as const satisfies Readonly<Record<ScanSource, string>>;

export const FORMATS: readonly ScanFormat[] = ['image/jpeg', 'application/pdf'];

export const SCANNER_STATES = {
  idle: 'Idle',
  processing: 'Processing',
  stopped: 'Stopped',
} as const satisfies Readonly<Record<ScannerState, string>>;

export const FEEDER_STATES = {
  loaded: 'ScannerAdfLoaded',
  empty: 'ScannerAdfEmpty',
  jam: 'ScannerAdfJam',
  'cover-open': 'ScannerAdfHatchOpen',
  'multi-pick': 'ScannerAdfMultipickDetected',
  trouble: 'ScannerAdfInputTrayFailed',
} as const satisfies Readonly<Record<FeederState, string>>;

/** What devices say besides. */
const FURTHER_FEEDER_STATES: Readonly<Record<string, FeederState>> = {
  ScannerAdfMispick: 'jam',
  /** Seen from scanners whose feeder has a door. */
  ScannerAdfDoorOpen: 'cover-open',
  ScannerAdfDuplexPageTooShort: 'trouble',
  ScannerAdfDuplexPageTooLong: 'trouble',
  ScannerAdfInputTrayOverloaded: 'trouble',
};

/** `Testing` warms up, and takes jobs when it has; `Down` waits for somebody, as `Stopped` does. */
const FURTHER_SCANNER_STATES: Readonly<Record<string, ScannerState>> = { Testing: 'idle', Down: 'stopped' };

export function colorOf(word: string): ScanColor | undefined {
  return keyOf(COLORS, word);
}

/** `Camera` and what else there is are none of ours. Some devices take and send `Adf`. */
export function sourceOf(word: string): ScanSource | undefined {
  return keyOf(SOURCES, word) ?? (word === 'Adf' ? 'feeder' : undefined);
}

export function formatOf(word: string): ScanFormat | undefined {
  return FORMATS.find((format) => format === word.toLowerCase());
}

export function scannerStateOf(word: string): ScannerState | undefined {
  return keyOf(SCANNER_STATES, word) ?? own(FURTHER_SCANNER_STATES, word);
}

/**
 * Quirk (Kyocera): a feeder says `ScannerAdfProcessing` for as long as nothing lies in it and the scanner is idle; elsewhere it
 * says so while sheets move.
 */
export function feederStateOf(word: string, scanner: ScannerState): FeederState | undefined {
  if (word === 'ScannerAdfProcessing') return scanner === 'processing' ? 'loaded' : 'empty';
  return keyOf(FEEDER_STATES, word) ?? own(FURTHER_FEEDER_STATES, word);
}

function keyOf<K extends string>(words: Readonly<Record<K, string>>, word: string): K | undefined {
  for (const key in words) if (words[key] === word) return key;
  return undefined;
}

function own<V>(words: Readonly<Record<string, V>>, word: string): V | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
