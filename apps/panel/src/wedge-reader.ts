import { bootTime, milliseconds, type BootTime } from '@holdover/kernel';

/**
 * Tells a card reader that types (keyboard wedge) from a person at a keyboard: a reader sends its characters a few
 * milliseconds apart and ends in Enter, and no PIN has a letter in it.
 *
 * Invariant: while keys may still be a card none of them is handed out, and, unless a text is wanted, once a letter was among them none
 * ever is; so nothing of a card number is shown.
 */
export interface WedgeReader {
  /** The keys since the last long pause. */
  readonly run: string;
  /** How many of them were handed out as typed. */
  readonly handed: number;
  readonly firstAt: BootTime;
  readonly lastAt: BootTime;
}

/** Nothing yet · a card · what a person typed: digits, or any keys where a text is wanted, and whether Enter followed them. */
export type WedgeReading =
  | { readonly is: 'nothing' }
  | { readonly is: 'card'; readonly number: string }
  | { readonly is: 'typed'; readonly keys: string; readonly enter: boolean };

export interface WedgeStep {
  readonly reader: WedgeReader;
  readonly reading: WedgeReading;
}

/** Readers send a key every 1–30 ms; a page that is busy sees them a little later. Typists stay above 60 on average. */
const CARD_MEAN = milliseconds(50);
/** Keys closer than this may belong together. */
const HELD_FOR = milliseconds(100);
/** Keys farther apart than this do not. */
const RUN_GAP = milliseconds(500);
const CARD_LEAST = 4;
const RUN_MOST = 128;

export const QUIET_AFTER = milliseconds(120);
export const emptyWedge: WedgeReader = { run: '', handed: 0, firstAt: bootTime(0), lastAt: bootTime(0) };
const NOTHING: WedgeReading = { is: 'nothing' };

/**
 * @param key one character, or `Enter`
 * @param at when it was pressed, by the event's own clock
 * @param text whether letters are wanted
 */
export function readKey(reader: WedgeReader, key: string, at: BootTime, text: boolean): WedgeStep {
  if (key === 'Enter') return readEnter(reader, at, text);
  const gap = at - reader.lastAt;
  if (reader.run === '' || gap > RUN_GAP || (text && reader.handed === reader.run.length)) {
    return { reader: { run: key, handed: 0, firstAt: at, lastAt: at }, reading: typed(reader, false, text) };
  }
  const canBeTyped = text || !hasLetter(reader.run + key);
  const reading = gap > HELD_FOR && canBeTyped ? typed(reader, false, text) : NOTHING;
  const handed = reading === NOTHING ? reader.handed : reader.run.length;
  return { reader: { ...reader, run: (reader.run + key).slice(0, RUN_MOST), handed, lastAt: at }, reading };
}

/** It has been quiet for `QUIET_AFTER`: keys that are held were typed. */
export function readQuiet(reader: WedgeReader, text: boolean): WedgeStep {
  const reading = typed(reader, false, text);
  return { reader: { ...reader, handed: reader.run.length }, reading };
}

/** Inside a burst keys belong to the reader, whatever has the focus. */
export function isBurst(reader: WedgeReader, at: BootTime, text: boolean): boolean {
  const gap = at - reader.lastAt;
  if (reader.run === '') return false;
  return !text && hasLetter(reader.run) ? gap <= RUN_GAP : reader.handed < reader.run.length && gap <= CARD_MEAN;
}

function readEnter(reader: WedgeReader, at: BootTime, text: boolean): WedgeStep {
  const { run, handed, firstAt, lastAt } = reader;
  const mean = (at - firstAt) / Math.max(1, run.length);
  const isFast = handed === 0 && mean <= CARD_MEAN;
  const isCard = run.length >= CARD_LEAST && at - lastAt <= RUN_GAP && (isFast || (!text && hasLetter(run)));
  const reading = isCard ? ({ is: 'card', number: run } as const) : typed(reader, true, text);
  return { reader: emptyWedge, reading };
}

function typed(reader: WedgeReader, enter: boolean, text: boolean): WedgeReading {
  const keys = !text && hasLetter(reader.run) ? '' : reader.run.slice(reader.handed);
  return keys === '' && !enter ? NOTHING : { is: 'typed', keys, enter };
}

const hasLetter = (run: string): boolean => /\D/.test(run);
