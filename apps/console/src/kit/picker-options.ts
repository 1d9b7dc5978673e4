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
