import { makeEpochId } from '@holdover/journal';
import { makeId, type ActivityId, type Clock, type Entropy } from '@holdover/kernel';
import type { ActivityBegin, ActivityEnd, ActivityJournal, OpenActivity } from '../journal/activity-journal.ts';

/** The journal of activities in memory, and what was written to it in order. */
export interface FakeActivityJournal extends ActivityJournal {
  readonly log: string[];
  readonly ids: ActivityId[];
  readonly begun: ActivityBegin[];
  readonly ended: ActivityEnd[];
  onBegin: () => void;
  /** What is open now was left open by an earlier run. */
  crash(): void;
}

export function createFakeActivityJournal(clock: Clock, entropy: Entropy): FakeActivityJournal {
  const open = new Map<ActivityId, ActivityBegin>();
  let left: OpenActivity[] = [];
  const fake: FakeActivityJournal = {
    log: [],
    ids: [],
    begun: [],
    ended: [],
    onBegin: () => undefined,
    async recordBegin(begin) {
      const id = makeId('activity', clock.wall(), entropy);
      fake.log.push('begin');
      fake.ids.push(id);
      fake.begun.push(begin);
      open.set(id, begin);
      fake.onBegin();
      return id;
    },
    async recordEnd(id, end) {
      fake.log.push('end');
      fake.ended.push(end);
      open.delete(id);
      left = left.filter(({ activityId }) => activityId !== id);
    },
    leftOpen: () => left,
    crash() {
      left = [...open].map(([activityId, begin]) => ({
        ...begin,
        v: 1,
        type: 'activity-begin',
        terminalId: makeId('terminal', clock.wall(), entropy),
        epoch: makeEpochId(entropy),
        sequence: 1,
        previousHash: null,
        time: { trusted: clock.wall(), uncertainty: 0 },
        activityId,
        jobName: activityId,
      }));
    },
  };
  return fake;
}
