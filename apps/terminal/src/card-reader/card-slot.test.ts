import { milliseconds, seconds } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { createCardSlot } from './card-slot.ts';

describe('what a reader at the terminal read', () => {
  const clock = createFakeClock(TEST_NOW);
  const open = () => createCardSlot({ clock, entropy: createSeededEntropy('cards') });

  test('[B8b] a token stands for the number once, and says nothing of it', () => {
    const slot = open();
    const token = slot.put('04A23B');
    expect(token).not.toContain('04A23B');
    expect(slot.take(token)?.number).toBe('04A23B');
    expect(slot.take(token)).toBeUndefined();
    expect(slot.put('04A23B')).not.toBe(token);
  });

  test('[B8b] a token is over after thirty seconds, and with the next card', () => {
    const slot = open();
    const first = slot.put('04A23B');
    clock.advance(milliseconds(seconds(30) - 1));
    const taken = slot.take(first);
    taken?.putBack();
    clock.advance(seconds(60));
    expect(slot.take(first)).toBeUndefined();
    const second = slot.put('04A23B');
    const third = slot.put('04C0FE');
    expect(slot.take(second)).toBeUndefined();
    expect(slot.take(third)?.number).toBe('04C0FE');
  });

  test('[B8b] one that opened nothing is good for another minute, and not for ever', () => {
    const slot = open();
    const token = slot.put('04A23B');
    for (let use = 0; use < 4; use++) {
      slot.take(token)?.putBack();
      clock.advance(milliseconds(seconds(60) - 1));
    }
    expect(slot.take(token)?.number).toBe('04A23B');
    const again = slot.put('04A23B');
    for (let use = 0; use < 5; use++) slot.take(again)?.putBack();
    expect(slot.take(again)).toBeUndefined();
  });

  test('[B8b] a card read meanwhile is not pushed out by the one before', () => {
    const slot = open();
    const before = slot.take(slot.put('04A23B'));
    const token = slot.put('04C0FE');
    before?.putBack();
    expect(slot.take(token)?.number).toBe('04C0FE');
  });

  test('what a keyboard wedge typed at the page is itself', () => {
    expect(open().take('04:a2:3b')?.number).toBe('04:a2:3b');
  });
});
