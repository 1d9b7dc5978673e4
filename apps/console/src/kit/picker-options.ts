export interface PickerOption {
  readonly value: string;
  readonly label: string;
}

/** What was found, with what is chosen added: a chosen one keeps its name though the search does not match it. */
export function mergeOptions(
  found: readonly PickerOption[],
  known: readonly PickerOption[],
  chosen: readonly string[],
): PickerOption[] {
  const byValue = new Map([...known, ...found].map((option) => [option.value, option]));
  for (const value of chosen) if (!byValue.has(value)) byValue.set(value, { value, label: '…' });
  const order = [...found.map(({ value }) => value), ...chosen];
  return [...new Set(order)].flatMap((value) => byValue.get(value) ?? []);
}

/** All that is chosen once the part that is drawn became `ids`: who is not drawn stays, and who is new comes last. */
export function changedDrawn(all: readonly string[], drawn: readonly string[], ids: readonly string[]): string[] {
  const kept = all.filter((id) => !drawn.includes(id) || ids.includes(id));
  return [...new Set([...kept, ...ids])];
}
