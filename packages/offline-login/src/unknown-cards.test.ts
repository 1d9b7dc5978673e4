import { bootTime, seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { admitCard, afterCard, NO_UNKNOWN_CARDS, type UnknownCards } from './unknown-cards.ts';

const at = (ms: number, bootId = 'one') => ({ bootId, boot: bootTime(ms) });

function readUnknown(cards: UnknownCards, ms: number): UnknownCards {
  const read = admitCard(cards, at(ms));
  return read.admitted ? afterCard(read.cards, 'unknown') : read.cards;
}

function tenUnknown(): UnknownCards {
  return Array.from({ length: 10 }).reduce<UnknownCards>((cards) => readUnknown(cards, 0), NO_UNKNOWN_CARDS);
}

describe('unknown cards', () => {
  test('[D3g] the eleventh waits ten seconds, and so does each after it', () => {
    const cards = tenUnknown();
    const refused = admitCard(cards, at(seconds(3)));
    expect(refused).toMatchObject({ admitted: false, retryAfter: seconds(7) });
    const eleventh = readUnknown(refused.cards, seconds(10));
    expect(admitCard(eleventh, at(seconds(19))).admitted).toBe(false);
    expect(admitCard(eleventh, at(seconds(20))).admitted).toBe(true);
  });

  test('[D3g] the first ten are read at once', () => {
    let cards = NO_UNKNOWN_CARDS;
    for (let i = 0; i < 10; i++) {
      const read = admitCard(cards, at(0));
      expect(read.admitted).toBe(true);
      cards = afterCard(read.cards, 'unknown');
    }
    expect(admitCard(cards, at(0)).admitted).toBe(false);
  });

  test('[D3g] a known card starts the row anew', () => {
    const slow = admitCard(tenUnknown(), at(seconds(10)));
    expect(slow.admitted).toBe(true);
    expect(admitCard(afterCard(slow.cards, 'known'), at(seconds(10))).admitted).toBe(true);
  });

  test('[D3g] waiting alone does not start the row anew', () => {
    const cards = tenUnknown();
    expect(admitCard(readUnknown(cards, seconds(3_600)), at(seconds(3_600))).admitted).toBe(false);
  });

  test('[D3g] a reboot does not shorten the wait', () => {
    const refused = admitCard(tenUnknown(), at(seconds(500), 'two'));
    expect(refused).toMatchObject({ admitted: false, retryAfter: seconds(10) });
    expect(admitCard(refused.cards, at(seconds(510), 'two')).admitted).toBe(true);
  });
});
