/** Rising numbers, taken from the database in blocks so that several servers give out none twice. */
export interface JobNumbers {
  next(): Promise<number>;
}

/** What a crash loses of a block is never given out: RFC 8011 asks for no numbers without gaps. */
const BLOCK = 256;

/** @param take the first of so many that are now ours */
export function createJobNumbers(take: (count: number) => Promise<number>): JobNumbers {
  let next = 0;
  let end = 0;
  let taking: Promise<void> | undefined;
  const refill = async (): Promise<void> => {
    next = await take(BLOCK);
    end = next + BLOCK;
  };
  return {
    next: async () => {
      while (next >= end) {
        taking ??= refill().finally(() => {
          taking = undefined;
        });
        await taking;
      }
      return next++;
    },
  };
}
