import { decodeRecord, encodeRecord, makeEpochId, type JournalRecord } from '@holdover/journal';
import { Fault, makeId, present, type ActivityId, type Clock, type Entropy } from '@holdover/kernel';
import type { ActivityBegin, ActivityEnd, ActivityJournal } from '../journal/activity-journal.ts';

/** The journal of activities in memory, and what was written to it in order. */
export interface FakeActivityJournal extends ActivityJournal {
  readonly log: string[];
  readonly ids: ActivityId[];
  readonly begun: ActivityBegin[];
  readonly ended: ActivityEnd[];
  onBegin: () => void;
  /** What the disk refuses; thrown by the next `recordEnd`. */
  endFails: Fault | undefined;
}

export function createFakeActivityJournal(clock: Clock, entropy: Entropy): FakeActivityJournal {
  const open = new Map<ActivityId, ActivityBegin>();
  const chained = () => ({
    v: 1 as const,
    terminalId: makeId('terminal', clock.wall(), entropy),
    epoch: makeEpochId(entropy),
    sequence: 1,
    previousHash: null,
    time: { trusted: clock.wall(), uncertainty: 0 },
  });
  const fake: FakeActivityJournal = {
    log: [],
    ids: [],
    begun: [],
    ended: [],
    onBegin: () => undefined,
    endFails: undefined,
    async recordBegin(id, begin) {
      expectRecord({ ...chained(), type: 'activity-begin', ...begin, activityId: id, jobName: id });
      fake.log.push('begin');
      fake.ids.push(id);
      fake.begun.push(begin);
      open.set(id, begin);
      fake.onBegin();
    },
    async recordEnd(id, end) {
      const { endFails } = fake;
      fake.endFails = undefined;
      if (endFails !== undefined) throw endFails;
      const userId = present(open.get(id)?.userId, 'the open activity');
      expectRecord({ ...chained(), type: 'activity-end', ...end, activityId: id, userId });
      fake.log.push('end');
      fake.ended.push(end);
      open.delete(id);
    },
    leftOpen: () =>
      [...open].map(([activityId, begin]) => ({
        ...chained(),
        ...begin,
        type: 'activity-begin',
        activityId,
        jobName: activityId,
      })),
  };
  return fake;
}

/** A record with a field too many would be refused by the server, long after. */
function expectRecord(record: JournalRecord): void {
  const decoded = decodeRecord(encodeRecord(record));
  if (!decoded.ok)
    throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `${decoded.problem} was recorded` });
}
