import { makeId, milliseconds, minutes, seconds, days, type SessionId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '../journal/terminal-journal.ts';
import { DESK_START, EVA, EVAS, openPrintDesk, type PrintDesk } from '../testing/print-desk.ts';

const entropy = createSeededEntropy(23);

let records: Extract<JournalEntry, { type: 'counters' }>[];
let desk: PrintDesk;

function recordIn(entry: JournalEntry): never {
  if (entry.type === 'counters') records.push(entry);
  // Nobody looks at what it returns.
  return undefined as never;
}

beforeEach(async () => {
  records = [];
  desk = await openPrintDesk({ counting: { journal: { append: recordIn }, mode: () => 'online' } });
  await desk.clock.advanceAsync(seconds(10));
});

afterEach(() => desk.close());

describe('[F7a] the device’s counter is recorded', () => {
  test('at the beginning and the end of a session', async () => {
    begin();
    await desk.clock.advanceAsync(milliseconds(1));
    expect(records).toMatchObject([{ reason: 'session-begin', printer: { lifetimeImpressions: 1000 } }]);
    desk.printer.lifetime = 1007;
    desk.printing.attend(undefined);
    await desk.clock.advanceAsync(seconds(4));
    expect(records).toMatchObject([
      { reason: 'session-begin' },
      { reason: 'session-end', mode: 'online', printer: { lifetimeImpressions: 1007 } },
    ]);
  });

  test('once a day where nobody comes', async () => {
    await desk.clock.advanceAsync(days(1));
    await desk.clock.advanceAsync(minutes(20));
    expect(records).toMatchObject([{ reason: 'daily' }]);
    await desk.clock.advanceAsync(days(1));
    expect(records).toHaveLength(2);
  });

  test('at the end of a session behind its last sheet, once the counter has settled', async () => {
    begin();
    await desk.clock.advanceAsync(milliseconds(1));
    await desk.printing.jobs.print(EVAS, [await desk.hold()]);
    await desk.until(() => desk.printer.jobs.size === 1);
    desk.printing.attend(undefined);
    await desk.clock.advanceAsync(minutes(1));
    expect(records).toHaveLength(1);
    desk.printer.set(1, desk.printer.end('completed', 2));
    await desk.until(() => desk.journal.ended.length === 1);
    expect(records).toHaveLength(1);
    await desk.until(() => records.length === 2);
    expect(records).toMatchObject([{ reason: 'session-begin' }, { reason: 'session-end' }]);
  });

  test('never from before a print that began meanwhile', async () => {
    const { send } = desk.printer.transport;
    let isAsked = false;
    let goesOn = false;
    desk.printer.transport.send = async (...request) => {
      desk.printer.transport.send = send;
      const answer = await send(...request);
      isAsked = true;
      await desk.until(() => goesOn);
      return answer;
    };
    begin();
    await desk.until(() => isAsked);
    await desk.printing.jobs.print(EVAS, [await desk.hold()]);
    goesOn = true;
    await desk.until(() => desk.printer.jobs.size === 1);
    expect(records).toEqual([]);
  });

  test('never where the device does not answer or does not count', async () => {
    desk.printer.reachable = false;
    begin();
    await desk.clock.advanceAsync(seconds(10));
    desk.printer.reachable = true;
    desk.printer.lifetime = undefined;
    desk.printing.attend(undefined);
    await desk.clock.advanceAsync(minutes(1));
    expect(records).toEqual([]);
  });
});

function begin(): void {
  const id: SessionId = makeId('session', DESK_START, entropy);
  desk.printing.attend({ id, userId: EVA.id });
}

test('[F7f] nothing is recorded while somebody works at the device’s own panel, and the end waits for it', async () => {
  let isOpen = true;
  await desk.close();
  desk = await openPrintDesk({
    counting: {
      journal: { append: recordIn },
      mode: () => 'online',
      others: { isOpen: () => isOpen, turns: () => 0 },
    },
  });
  await desk.clock.advanceAsync(seconds(10));
  begin();
  desk.printing.attend(undefined);
  await desk.clock.advanceAsync(minutes(1));
  expect(records).toEqual([]);
  isOpen = false;
  await desk.clock.advanceAsync(seconds(4));
  expect(records).toMatchObject([{ reason: 'session-end' }]);
});
