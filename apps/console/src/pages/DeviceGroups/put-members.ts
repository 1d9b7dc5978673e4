/** What became of changing many members one by one. */
export interface Outcome<T> {
  readonly done: readonly T[];
  readonly refused: readonly { readonly item: T; readonly error: unknown }[];
}

/** At once: a group of hundreds is changed in moments, and the server is left room for others. */
const AT_ONCE = 4;

/** Changes each, a few at a time; one that is refused keeps none of the others. `onStep` hears how many are through. */
export async function putMembers<T>(
  items: readonly T[],
  put: (item: T) => Promise<unknown>,
  onStep: (through: number) => void = () => undefined,
): Promise<Outcome<T>> {
  const outcomes = new Map<T, { readonly error: unknown } | null>();
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const tried = item;
      outcomes.set(
        tried,
        await put(tried).then(
          () => null,
          (error: unknown) => ({ error }),
        ),
      );
      onStep(outcomes.size);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    done: items.filter((item) => outcomes.get(item) === null),
    refused: items.flatMap((item) => {
      const refusal = outcomes.get(item);
      return refusal === null || refusal === undefined ? [] : [{ item, error: refusal.error }];
    }),
  };
}
