import type { Entropy } from '@holdover/kernel';

/** Choices of a seeded world. */
export interface Dice {
  /** From 0 to `below` − 1. */
  roll(below: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** One of these names, as often as its weight says. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K;
}

export function createDice(entropy: Entropy): Dice {
  const share = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = entropy.bytes(4);
    return (((a * 256 + b) * 256 + c) * 256 + d) / 2 ** 32;
  };
  const roll = (below: number): number => Math.floor(share() * below);
  return {
    roll,
    chance: (odds) => share() < odds,
    pick: (from) => from[roll(from.length)] ?? from[0],
    weighed<K extends string>(weights: Readonly<Record<K, number>>) {
      const entries = Object.entries<number>(weights) as [K, number][]; // the record's own keys
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return entries[0]?.[0] as K; // a record without names has no type K
    },
  };
}
