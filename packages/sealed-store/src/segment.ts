import type { RecordHead } from './segment-record.ts';

/** One file of documents. */
export interface Segment {
  readonly file: string;
  /** Up to the end of the last whole record. */
  bytes: number;
  /** Of it what is held. */
  live: number;
}

/** Where a document lies. */
export interface Place {
  readonly segment: Segment;
  /** Of the record. */
  readonly at: number;
  readonly head: RecordHead;
}

/** Counts a record that was flushed behind the others. */
export function appended(segment: Segment, head: RecordHead): Place {
  const at = segment.bytes;
  segment.bytes += head.bytes;
  segment.live += head.bytes;
  return { segment, at, head };
}

/**
 * The segment whose documents are worth moving to another, the one with least in it; undefined while no more is gone than held,
 * or than `borne` octets.
 * @param current takes what is moved
 */
export function worthMoving(
  segments: Iterable<Segment>,
  current: Segment | undefined,
  borne: number,
): Segment | undefined {
  const all = [...segments];
  const live = all.reduce((sum, segment) => sum + segment.live, 0);
  const gone = all.reduce((sum, segment) => sum + segment.bytes, 0) - live;
  if (gone <= Math.max(live, borne)) return undefined;
  const share = (segment: Segment): number => segment.live / segment.bytes;
  return all.filter((segment) => segment !== current).toSorted((a, b) => share(a) - share(b))[0];
}
