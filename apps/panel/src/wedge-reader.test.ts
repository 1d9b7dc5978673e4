import { bootTime } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { emptyWedge, isBurst, readKey, readQuiet, type WedgeReading } from './wedge-reader.ts';

/** Presses `keys` one `gap` milliseconds after the other; answers everything that was read. */
function press(keys: readonly string[], gap: number, text = false): WedgeReading[] {
  let reader = emptyWedge;
  return keys.map((key, index) => {
    const read = readKey(reader, key, bootTime(1_000 + index * gap), text);
    reader = read.reader;
    return read.reading;
  });
}

const keysOf = (number: string): readonly string[] => [...Array.from(number), 'Enter'];

describe('a keyboard-wedge reader', () => {
  test('fast keys ending in Enter are one card, and none of them is handed out before', () => {
    const read = press(keysOf('04A1B2C3D4'), 8);
    expect(read.slice(0, -1).every(({ is }) => is === 'nothing')).toBe(true);
    expect(read[read.length - 1]).toEqual({ is: 'card', number: '04A1B2C3D4' });
  });

  test('digits alone are a card too when they come fast', () => {
    expect(press(keysOf('0012345678'), 20).pop()).toEqual({ is: 'card', number: '0012345678' });
  });

  test('slow digits are typed, each handed out when the next shows that it was alone', () => {
    const read = press(keysOf('2468'), 140);
    expect(read).toEqual([
      { is: 'nothing' },
      { is: 'typed', keys: '2', enter: false },
      { is: 'typed', keys: '4', enter: false },
      { is: 'typed', keys: '6', enter: false },
      { is: 'typed', keys: '8', enter: true },
    ]);
  });

  test('a pause hands out what is held', () => {
    const { reader } = readKey(emptyWedge, '7', bootTime(5), false);
    expect(readQuiet(reader, false).reading).toEqual({ is: 'typed', keys: '7', enter: false });
  });

  test('two keys that happen to be close are no card', () => {
    expect(press(['1', '2', 'Enter'], 10).pop()).toEqual({ is: 'typed', keys: '12', enter: true });
  });

  test('a number with a letter is a card even when a busy page sees its keys late, and none of it is handed out', () => {
    const read = press(keysOf('04A1B2'), 160);
    expect(read.slice(0, 2)).toEqual([{ is: 'nothing' }, { is: 'typed', keys: '0', enter: false }]);
    expect(read.slice(2, -1).every(({ is }) => is === 'nothing')).toBe(true);
    expect(read.pop()).toEqual({ is: 'card', number: '04A1B2' });
  });

  test('a letter long before is forgotten', () => {
    let { reader } = readKey(emptyWedge, 'x', bootTime(0), false);
    ({ reader } = readKey(reader, '4', bootTime(2_000), false));
    expect(readQuiet(reader, false).reading).toEqual({ is: 'typed', keys: '4', enter: false });
  });

  test('what was handed out is not handed out again', () => {
    const { reader } = readKey(emptyWedge, '7', bootTime(5), false);
    const quiet = readQuiet(reader, false);
    expect(readKey(quiet.reader, 'Enter', bootTime(300), false).reading).toEqual({
      is: 'typed',
      keys: '',
      enter: true,
    });
  });

  test('inside a burst the keys belong to the reader', () => {
    const { reader } = readKey(emptyWedge, '0', bootTime(100), false);
    expect(isBurst(reader, bootTime(110), false)).toBe(true);
    expect(isBurst(reader, bootTime(400), false)).toBe(false);
    expect(isBurst(emptyWedge, bootTime(0), false)).toBe(false);
  });
});

describe('where a user name or password is typed', () => {
  test('letters are handed out like digits', () => {
    const read = press(['a', 'ß', '7', ' ', 'Enter'], 140, true);
    expect(read.map((reading) => (reading.is === 'typed' ? reading.keys : ''))).toEqual(['', 'a', 'ß', '7', ' ']);
    expect(read.pop()).toMatchObject({ enter: true });
  });

  test('a card by a wedge reader is still a card, and none of its keys is handed out', () => {
    const read = press(keysOf('04A1B2C3D4'), 8, true);
    expect(read.slice(0, -1).every(({ is }) => is === 'nothing')).toBe(true);
    expect(read.pop()).toEqual({ is: 'card', number: '04A1B2C3D4' });
  });

  test('a long text without a pause is handed out whole', () => {
    let reader = emptyWedge;
    let heard = '';
    for (let index = 0; index < 300; index++) {
      const read = readKey(reader, 'x', bootTime(1_000 + index * 130), true);
      const quiet = readQuiet(read.reader, true);
      reader = quiet.reader;
      for (const { reading } of [read, quiet]) heard += reading.is === 'typed' ? reading.keys : '';
    }
    expect(heard).toHaveLength(300);
  });
});
