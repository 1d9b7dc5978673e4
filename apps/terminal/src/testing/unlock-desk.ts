import { decodeRecord, type JournalRecord, type RecordOf, type RecordType } from '@holdover/journal';
import {
  Fault,
  makeId,
  milliseconds,
  type ActivityId,
  type Duration,
  type SessionId,
  type UserId,
} from '@holdover/kernel';
import { createMemoryLogger, type MemoryLogger } from '@holdover/testbed';
import { createActivityJournal, type ActivityJournal } from '../journal/activity-journal.ts';
import { NO_HOOKS } from '../journal/hooks.ts';
import { countOwnPrints } from '../unlock/own-prints.ts';
import { openUnlock, type Unlock, type UnlockOptions } from '../unlock/unlock.ts';
import type { Asker } from '../unlock/walk-up.ts';
import { createFakeDeviceAdapter, type FakeDeviceAdapter } from './fake-device-adapter.ts';
import { openTestJournal, type TestJournal } from './open-test-journal.ts';

/** The lock of a fake device over a journal on a real disk. */
export interface UnlockDesk {
  readonly device: FakeDeviceAdapter;
  readonly journal: TestJournal;
  readonly logger: MemoryLogger;
  readonly touched: SessionId[];
  /** Walk-ups cannot be recorded. */
  isDiskFull: boolean;
  /** Pages that any session has left offline; null: as many as it likes. */
  left: number | null;
  unlock: Unlock;
  /** By which prints are recorded. */
  activities: ActivityJournal;
  asker(): Asker;
  pass(by: Duration): Promise<void>;
  /** A print of ours from its beginning to its end; the counter moves. */
  print(pages: number): Promise<void>;
  beginPrint(): Promise<ActivityId>;
  endPrint(id: ActivityId, impressions: number, isCertain?: boolean): Promise<void>;
  /** The power goes, and comes back. */
  restart(): void;
  records<T extends RecordType>(type: T): readonly RecordOf<T>[];
  remove(): void;
}

export function openUnlockDesk(options: { readonly withoutAdapter?: boolean } = {}): UnlockDesk {
  const journal = openTestJournal();
  const { clock, entropy } = journal;
  const device = createFakeDeviceAdapter();
  const logger = createMemoryLogger();
  const touched: SessionId[] = [];
  const userId: UserId = makeId('user', clock.wall(), entropy);
  const offline: UnlockOptions['offline'] = {
    left: () => desk.left,
    printed: (_session, impressions) => void (desk.left = desk.left === null ? null : desk.left - impressions),
  };
  const open = (adapter: FakeDeviceAdapter | undefined) =>
    openParts({ journal, logger, touched, adapter, offline, isDiskFull: () => desk.isDiskFull });
  const desk: UnlockDesk = {
    device,
    journal,
    logger,
    touched,
    isDiskFull: false,
    left: null,
    ...open(options.withoutAdapter === true ? undefined : device),
    asker: () => ({ sessionId: makeId('session', clock.wall(), entropy), userId, mode: 'offline' }),
    pass: (by) => clock.advanceAsync(by),
    async print(pages) {
      const id = await desk.beginPrint();
      device.impressions += pages;
      await desk.endPrint(id, pages);
    },
    async beginPrint() {
      const id = makeId('activity', clock.wall(), entropy);
      await desk.activities.recordBegin(id, { ...PRINT, userId });
      return id;
    },
    endPrint: (id, impressions, isCertain = true) =>
      desk.activities.recordEnd(id, { ...PRINTED, impressions, toReview: !isCertain }),
    restart() {
      clock.reboot(milliseconds(0));
      journal.restart();
      Object.assign(desk, open(device));
    },
    records: (type) => readAll(journal).filter((record) => isOf(record, type)),
    remove: () => journal.remove(),
  };
  return desk;
}

interface Parts {
  readonly journal: TestJournal;
  readonly logger: MemoryLogger;
  readonly touched: SessionId[];
  readonly adapter: FakeDeviceAdapter | undefined;
  readonly isDiskFull: () => boolean;
  readonly offline: UnlockOptions['offline'];
}

function openParts({ journal, logger, touched, adapter, isDiskFull, offline }: Parts) {
  const nothing = (): void => undefined;
  const { clock, entropy, store } = journal;
  const recorded = createActivityJournal({
    journal: journal.journal,
    hooks: NO_HOOKS,
    onBegan: nothing,
    onEnded: nothing,
  });
  const { activities, own } = countOwnPrints(recorded, journal.journal, clock);
  const unlock = openUnlock({
    adapter,
    activities: {
      async recordBegin(id, begin) {
        if (isDiskFull()) throw new Fault({ owner: 'environment', code: 'disk-full', message: 'no room' });
        await recorded.recordBegin(id, begin);
      },
      recordEnd: recorded.recordEnd,
    },
    store,
    own,
    offline,
    mode: () => 'offline',
    touch: (session) => touched.push(session),
    onChanged: nothing,
    clock,
    entropy,
    logger,
  });
  return { unlock, activities };
}

const PRINT = {
  mode: 'offline',
  sessionId: null,
  kind: 'print',
  pages: null,
  copies: 1,
  color: false,
  sides: 'one-sided',
  printer: null,
} as const;

const PRINTED = {
  mode: 'offline',
  outcome: 'completed',
  sheets: null,
  color: false,
  source: 'job',
  toReview: false,
} as const;

function readAll(journal: TestJournal): readonly JournalRecord[] {
  return journal.texts().flatMap((text) => {
    const decoded = decodeRecord(text);
    return decoded.ok ? [decoded.record] : [];
  });
}

function isOf<T extends RecordType>(record: JournalRecord, type: T): record is RecordOf<T> {
  return record.type === type;
}
