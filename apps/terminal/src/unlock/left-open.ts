import { decodeRecord, type JournalRecord, type RecordOf } from '@holdover/journal';
import type { ActivityId } from '@holdover/kernel';
import type { JournalStore } from '../journal/journal-store.ts';
import type { WalkUp } from './walk-up.ts';

/** Records of one reading of the journal. */
const READ_AT_ONCE = 500;

/**
 * The walk-ups that a power loss left open, oldest first, each with what our own prints explain since. A print that had begun before
 * may have been counted in part before: then a person looks at it.
 */
export function walkUpsLeftOpen(store: Pick<JournalStore, 'open' | 'kept'>): readonly WalkUp[] {
  return store.open('activity').flatMap(({ position, text }) => {
    const begin = read(text);
    return begin?.type === 'activity-begin' && begin.kind === 'walk-up' ? [walkUpOf(begin, store, position)] : [];
  });
}

function walkUpOf(
  { activityId, mode, printer }: RecordOf<'activity-begin'>,
  store: Pick<JournalStore, 'open' | 'kept'>,
  position: number,
): WalkUp {
  const { impressions, isUnsure } = printedSince(store, position);
  return {
    activityId,
    asker: null,
    mode,
    before:
      printer === null || printer.lifetimeImpressions === null
        ? null
        : { device: printer.uuid, impressions: printer.lifetimeImpressions, colorImpressions: null },
    ownBefore: -impressions,
    doubtsBefore: 0,
    isUnsure: isUnsure || hasOlderPrint(store, position),
    isFailed: false,
  };
}

/** One that was open before the walk-up, and is still. */
function hasOlderPrint(store: Pick<JournalStore, 'open'>, before: number): boolean {
  return store.open('activity').some(({ position, text }) => {
    const begin = read(text);
    return position < before && begin?.type === 'activity-begin' && isPrint(begin);
  });
}

function printedSince(store: Pick<JournalStore, 'kept'>, after: number) {
  const begun = new Map<ActivityId, boolean>();
  let impressions = 0;
  let isUnsure = false;
  for (const record of recordsAfter(store, after)) {
    if (record.type === 'activity-begin') begun.set(record.activityId, isPrint(record));
    if (record.type !== 'activity-end') continue;
    const isOfPrint = begun.get(record.activityId);
    if (isOfPrint === false) continue;
    impressions += record.impressions;
    // Of what began before, only the end is here.
    isUnsure ||= isOfPrint === undefined || record.toReview;
  }
  return { impressions, isUnsure };
}

function* recordsAfter(store: Pick<JournalStore, 'kept'>, after: number): Iterable<JournalRecord> {
  for (let at = after; ;) {
    const page = store.kept(at, READ_AT_ONCE);
    const last = page.at(-1);
    if (last === undefined) return;
    for (const { text } of page) {
      const record = read(text);
      if (record !== undefined) yield record;
    }
    at = last.position;
  }
}

function isPrint({ kind }: RecordOf<'activity-begin'>): boolean {
  return kind === 'print' || kind === 'copy';
}

function read(text: string): JournalRecord | undefined {
  const decoded = decodeRecord(text);
  return decoded.ok ? decoded.record : undefined;
}
