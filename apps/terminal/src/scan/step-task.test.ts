import { seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { stepTask } from './step-task.ts';
import { beginTask, movesSheets, type TaskEffect, type TaskInput, type TaskPolicy, type TaskState } from './task.ts';

const JOB = { url: 'http://scanner.test/eSCL/ScanJobs/1' };
const POLICY = { kind: 'copy', source: 'feeder', lookEvery: seconds(1) } as const;

/** A task after these inputs; the answers of the scanner are always those to its last question. */
interface Played {
  readonly state: TaskState;
  readonly effects: readonly TaskEffect[];
}

type Answer = TaskInput extends infer I ? (I extends TaskInput ? Omit<I, 'turn'> : never) : never;

function play(policy: Partial<TaskPolicy>, ...inputs: readonly Answer[]): Played {
  const whole: TaskPolicy = { ...POLICY, ...policy };
  let step: Played = beginTask(whole);
  const effects = [...step.effects];
  for (const input of inputs) {
    const turn = 'turn' in step.state ? step.state.turn : 0;
    // What has no turn does not look at it.
    step = stepTask(step.state, { ...input, turn } as TaskInput, whole);
    effects.push(...step.effects);
  }
  return { state: step.state, effects };
}

const names = ({ effects }: Played): string[] => effects.map(({ effect }) => effect);
const takenOn = { input: 'taken-on', job: JOB } as const;
const page = { input: 'page' } as const;
const noMore = { input: 'no-more' } as const;
const heldUp = (why: Extract<TaskInput, { input: 'held-up' }>['why']) => ({ input: 'held-up', why }) as const;
const seen = (feeder: 'loaded' | 'empty' | 'jam', state: 'idle' | 'processing' | 'stopped' = 'idle') =>
  ({ input: 'seen', status: { state, feeder } }) as const;

describe('a copy or scan', () => {
  test('a feeder is scanned to its end, then the copy prints', () => {
    const copied = play({}, takenOn, page, page, noMore);
    expect(copied.state).toEqual({ at: 'printing', pages: 2, attended: true });
    expect(names(copied)).toEqual(['ask', 'fetch', 'fetch', 'fetch', 'print']);
  });

  test('[F1d] a scan moves nothing before its beginning is in the journal, and is delivered after its end is', () => {
    expect(names(play({ kind: 'scan' }))).toEqual(['record-begin']);
    const scanned = play({ kind: 'scan' }, { input: 'recorded' }, takenOn, page, noMore);
    expect(scanned.effects.at(-1)).toEqual({ effect: 'record-end', as: 'finished', pages: 1 });
    expect(
      names(play({ kind: 'scan' }, { input: 'recorded' }, takenOn, page, noMore, { input: 'end-recorded' })),
    ).toEqual(['record-begin', 'ask', 'fetch', 'fetch', 'record-end', 'deliver']);
    expect(play({ kind: 'scan' }, { input: 'not-recorded' })).toMatchObject({
      state: { at: 'over', as: 'failed', reason: 'disk-full' },
      effects: [{ effect: 'record-begin' }],
    });
  });

  test('from the glass the person says whether another page follows', () => {
    const one = [takenOn, page, noMore] as const;
    expect(play({ source: 'platen' }, ...one).state).toMatchObject({ at: 'more', pages: 1, why: null });
    expect(play({ source: 'platen' }, ...one, { input: 'more' }, ...one).state).toMatchObject({ at: 'more', pages: 2 });
    expect(play({ source: 'platen' }, ...one, { input: 'finish' }).state).toMatchObject({ at: 'printing', pages: 1 });
  });

  test.each(['feeder-jam', 'cover-open', 'attention', 'busy'] as const)(
    '%s waits, and goes on once it is gone',
    (why) => {
      const jam = play({}, takenOn, page, heldUp(why));
      expect(jam.state).toMatchObject({ at: 'held-up', why, pages: 1, job: JOB });
      expect(play({}, takenOn, page, heldUp(why), seen('jam', 'stopped')).state).toMatchObject({ why: 'feeder-jam' });
      expect(play({}, takenOn, page, heldUp(why), seen('loaded')).state).toMatchObject({ at: 'fetching', pages: 1 });
      expect(play({}, takenOn, page, heldUp(why), { input: 'finish' }).state).toMatchObject({
        at: 'printing',
        pages: 1,
      });
    },
  );

  test('a scanner that has forgotten the scan after a jam is asked for the rest', () => {
    const forgotten = [takenOn, page, heldUp('feeder-jam'), seen('loaded'), { input: 'gone' }] as const;
    expect(play({}, ...forgotten).effects.at(-1)).toMatchObject({ effect: 'look', after: POLICY.lookEvery });
    expect(play({}, ...forgotten, seen('loaded')).state).toMatchObject({ at: 'asking', pages: 1 });
    expect(play({}, takenOn, page, { input: 'gone' }).state).toMatchObject({ at: 'more', why: 'attention' });
  });

  test('after a jam the person says whether all sheets were there', () => {
    const emptied = play({}, takenOn, page, heldUp('feeder-jam'), seen('empty'), noMore);
    expect(emptied.state).toMatchObject({ at: 'more', pages: 1, why: 'feeder-empty' });
    const rest = play({}, takenOn, page, heldUp('feeder-jam'), seen('loaded'), page, noMore);
    expect(rest.state).toMatchObject({ at: 'printing', pages: 2 });
  });

  test('an empty feeder is waited for, before the first sheet too', () => {
    for (const inputs of [[heldUp('feeder-empty')], [takenOn, noMore]]) {
      const waiting = play({}, ...inputs);
      expect(waiting.state).toMatchObject({ at: 'held-up', why: 'feeder-empty' });
      expect(play({}, ...inputs, seen('empty')).state).toMatchObject({ at: 'held-up', why: 'feeder-empty' });
      expect(play({}, ...inputs, seen('loaded')).state).toMatchObject({ at: 'asking' });
    }
  });

  test('a scanner that falls silent: the glass is scanned again, of a feeder the person knows what came through', () => {
    const silent = [takenOn, page, heldUp('scanner-unreachable')] as const;
    const unseen = { input: 'seen', status: undefined } as const;
    expect(play({ source: 'platen' }, ...silent, unseen).state).toMatchObject({ at: 'held-up', job: undefined });
    expect(play({ source: 'platen' }, ...silent, unseen, seen('empty')).state).toMatchObject({
      at: 'asking',
      pages: 1,
    });
    expect(play({}, ...silent).state).toMatchObject({ at: 'more', why: 'scanner-unreachable', pages: 1 });
  });

  test('pages are not lost to a scanner that takes on no more, and a full disk ends the task', () => {
    const refused = { input: 'failed', why: 'scanner-refused' } as const;
    expect(play({}, refused).state).toMatchObject({ at: 'over', as: 'failed', reason: 'scanner-refused' });
    expect(play({}, takenOn, page, refused).state).toMatchObject({ at: 'more', pages: 1 });
    const full = play({}, takenOn, page, { input: 'failed', why: 'disk-full' });
    expect(full.state).toMatchObject({ at: 'over', reason: 'disk-full', kept: false });
    expect(names(full).slice(-2)).toEqual(['leave', 'drop-pages']);
  });

  test.each(['cancel', 'session-ended', 'stop'] as const)('%s ends it while it scans, at the scanner too', (input) => {
    for (const before of [[], [takenOn], [takenOn, page], [takenOn, page, heldUp('feeder-jam')]]) {
      const over = play({}, ...before, { input });
      expect(over.state).toMatchObject({ at: 'over', as: 'cancelled', kept: false });
      expect(names(over).includes('leave')).toBe(before.length > 0);
      expect(names(over).at(-1)).toBe('drop-pages');
    }
    const scan = play({ kind: 'scan' }, { input: 'recorded' }, takenOn, page, { input });
    expect(scan.effects.at(-1)).toEqual({ effect: 'record-end', as: 'cancelled', pages: 1 });
  });

  test('a scan that the scanner takes on too late is left again', () => {
    expect(names(play({}, { input: 'cancel' }, takenOn)).at(-1)).toBe('leave');
  });

  test('an answer to an earlier question changes nothing', () => {
    const { state } = play({}, takenOn, page);
    const late: TaskInput = { input: 'page', turn: 1 };
    expect(stepTask(state, late, POLICY)).toEqual({ state, effects: [] });
  });

  test('whoever leaves while it prints or is delivered leaves it to go on, and nothing stays of what fails then', () => {
    const printing = [takenOn, page, noMore, { input: 'session-ended' }] as const;
    expect(play({}, ...printing).state).toMatchObject({ at: 'printing', attended: false });
    const failed = play({}, ...printing, { input: 'printed', as: 'print-failed' });
    expect(failed.state).toMatchObject({ at: 'over', as: 'failed', kept: false });
    expect(names(failed).at(-1)).toBe('drop-pages');
  });

  test('what failed is kept for another try until the session ends', () => {
    const scan = { kind: 'scan' } as const;
    const ended = [{ input: 'recorded' }, takenOn, page, noMore, { input: 'end-recorded' }] as const;
    const failed = [...ended, { input: 'delivered', as: 'target-full' }] as const;
    expect(play(scan, ...failed).state).toMatchObject({ as: 'failed', reason: 'target-full', kept: true });
    expect(play(scan, ...failed, { input: 'retry' }).effects.at(-1)).toEqual({ effect: 'deliver' });
    expect(play(scan, ...failed, { input: 'session-ended' }).effects.at(-1)).toEqual({ effect: 'drop-pages' });
    expect(play(scan, ...failed, { input: 'retry' }, { input: 'delivered', as: 'held' }).state).toMatchObject({
      as: 'held',
      kept: false,
    });
  });

  test('a delivery that is cancelled is that, unless it was there already', () => {
    const scan = { kind: 'scan' } as const;
    const leaving = [
      { input: 'recorded' },
      takenOn,
      page,
      noMore,
      { input: 'end-recorded' },
      { input: 'cancel' },
    ] as const;
    expect(names(play(scan, ...leaving)).at(-1)).toBe('abort-delivery');
    expect(play(scan, ...leaving, { input: 'delivered', as: 'target-unreachable' }).state).toMatchObject({
      as: 'cancelled',
    });
    expect(play(scan, ...leaving, { input: 'delivered', as: 'done' }).state).toMatchObject({ as: 'done' });
  });

  test('[D5b] nobody is timed out while sheets move, and whoever is waited for is', () => {
    expect(movesSheets(play({}, takenOn, page).state)).toBe(true);
    expect(movesSheets(play({}, takenOn, page, heldUp('feeder-jam')).state)).toBe(false);
    expect(movesSheets(play({ source: 'platen' }, takenOn, page, noMore).state)).toBe(false);
  });
});
