/** A number from 0 to `below` - 1. */
export type Random = (below: number) => number;

/** sfc32: small, quick, and the same everywhere; every pair of seed and stream has numbers of its own. */
export function createRandom(seed: number, stream: number): Random {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x9e3779b9 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  // The low bits are as good as any; the bias for numbers this small does not matter here.
  return (below) => next() % below;
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: Random): T {
  return list[random(list.length)] as T;
}
