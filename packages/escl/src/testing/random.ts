/** A number from 0 to `below` - 1. */
export type Random = (below: number) => number;

/** The same numbers for the same seed and stream, everywhere: a counter, well stirred (as in MurmurHash3's end). */
export function createRandom(seed: number, stream: number): Random {
  let counter = Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca77);
  return (below) => {
    counter = (counter + 0x6d2b79f5) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
  };
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: Random): T {
  return list[random(list.length)] as T;
}
