import { bootTime, milliseconds, type BootTime } from '@holdover/kernel';

/**
 * Tells a card reader that types (keyboard wedge) from a person at a keyboard. A reader sends its characters a few
 * milliseconds apart and ends in Enter; nobody types four keys in a row that fast (measured with fast typists: 60 ms).
 *
 * Invariant: no character of a burst is handed out while the burst may still be a card; so nothing of a card number is shown.
 */
export interface WedgeReader {
  readonly held: string;
  readonly lastAt: BootTime;
}

/** Nothing yet · a card · characters a person typed, and whether Enter followed them. */
export type WedgeReading =
  | { readonly is: 'nothing' }
  | { readonly is: 'card'; readonly number: string }
  | { readonly is: 'typed'; readonly keys: string; readonly enter: boolean };

const FAST = milliseconds(45);
const CARD_LEAST = 4;
const HELD_MOST = 128;

export const QUIET_AFTER = milliseconds(60);
export const emptyWedge: WedgeReader = { held: '', lastAt: bootTime(0) };

/** @param key one character, or `Enter`; @param at when it was pressed, by the event's own clock */
export function readKey(
  reader: WedgeReader,
  key: string,
  at: BootTime,
): { readonly reader: WedgeReader; readonly reading: WedgeReading } {
  const fast = reader.held !== '' && at - reader.lastAt <= FAST;
  if (key === 'Enter') {
    const isCard = fast && reader.held.length >= CARD_LEAST;
    const reading: WedgeReading = isCard
      ? { is: 'card', number: reader.held }
      : { is: 'typed', keys: reader.held, enter: true };
    return { reader: emptyWedge, reading };
  }
  if (fast)
    return { reader: { held: (reader.held + key).slice(0, HELD_MOST), lastAt: at }, reading: { is: 'nothing' } };
  const reading: WedgeReading =
    reader.held === '' ? { is: 'nothing' } : { is: 'typed', keys: reader.held, enter: false };
  return { reader: { held: key, lastAt: at }, reading };
}

/** It has been quiet for `QUIET_AFTER`: what is held was typed. */
export function readQuiet(reader: WedgeReader): { readonly reader: WedgeReader; readonly reading: WedgeReading } {
  const reading: WedgeReading =
    reader.held === '' ? { is: 'nothing' } : { is: 'typed', keys: reader.held, enter: false };
  return { reader: emptyWedge, reading };
}

/** Inside a burst keys belong to the reader, whatever has the focus. */
export function isBurst(reader: WedgeReader, at: BootTime): boolean {
  return reader.held !== '' && at - reader.lastAt <= FAST;
}
