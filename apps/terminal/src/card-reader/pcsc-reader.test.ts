import { milliseconds, seconds } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { createFakePcsc, type FakePcsc } from '../testing/fake-pcsc.ts';
import type { CardReader } from './card-reader.ts';
import { createPcscReader } from './pcsc-reader.ts';

describe('card readers by PC/SC', () => {
  const logger = createMemoryLogger();
  const clock = createFakeClock(TEST_NOW);
  let pcsc: FakePcsc;
  let reader: CardReader;
  let read: string[];
  let changes: number;

  beforeEach(() => {
    pcsc = createFakePcsc();
    pcsc.plug('one');
    read = [];
    changes = 0;
    reader = createPcscReader({ library: pcsc.library, clock, logger });
    reader.listen({
      read: (number) => read.push(number),
      stateChanged: () => {
        changes += 1;
      },
    });
  });

  test('[D5g] a card held to the reader is read once, however long it stays and however it trembles', async () => {
    await pcsc.hold('04a23b');
    await pcsc.hold('04a23b');
    clock.advance(seconds(10));
    pcsc.lift();
    await pcsc.hold('04a23b');
    expect(read).toEqual(['04A23B']);
    pcsc.lift();
    clock.advance(milliseconds(1_500));
    await pcsc.hold('04a23b');
    expect(read).toEqual(['04A23B', '04A23B']);
  });

  test('[D5g] another card right after it is another card', async () => {
    await pcsc.hold('04a23b');
    await pcsc.hold('04c0fe');
    expect(read).toEqual(['04A23B', '04C0FE']);
    expect(logger.text()).not.toMatch(/04a23b|04c0fe/i);
  });

  test('a card without a number is no card, and the reader goes on', async () => {
    await pcsc.hold(null);
    await pcsc.hold('04a23b');
    expect(read).toEqual(['04A23B']);
  });

  test('[D5h] a reader that is unplugged is away until it is back; one of two is enough', () => {
    expect(reader.state()).toBe('ready');
    pcsc.plug('two');
    pcsc.unplug('one');
    expect([reader.state(), changes]).toEqual(['ready', 1]);
    pcsc.unplug('two');
    expect([reader.state(), changes]).toEqual(['away', 2]);
    pcsc.plug('one');
    expect([reader.state(), changes]).toEqual(['ready', 3]);
  });

  test('[D5h] what is held to a reader that was away is held anew, however soon', async () => {
    await pcsc.hold('04a23b');
    pcsc.unplug('one');
    pcsc.plug('one');
    await pcsc.hold('04a23b');
    expect(read).toEqual(['04A23B', '04A23B']);
  });

  test('[D5h] the service of the readers may end, and is found again', async () => {
    pcsc.stopService();
    expect(reader.state()).toBe('away');
    clock.advance(seconds(5));
    expect([reader.state(), pcsc.begun() > 2]).toEqual(['away', true]);
    pcsc.startService('one');
    clock.advance(seconds(1));
    expect(reader.state()).toBe('ready');
    await pcsc.hold('04a23b');
    expect(read).toEqual(['04A23B']);
  });

  test('a closed reader reads nothing and looks for nothing', async () => {
    pcsc.stopService();
    reader.close();
    const begun = pcsc.begun();
    clock.advance(seconds(10));
    expect(pcsc.begun()).toBe(begun);
  });
});
