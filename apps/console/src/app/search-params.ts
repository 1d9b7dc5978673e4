import { isId, type Id, type IdKind } from '@holdover/kernel';

/** Filters live in the address. What somebody wrote there by hand and means nothing is left out, never an error. */
export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 2_000 ? value : undefined;
}

export function optionalOneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((one) => one === value);
}

export function optionalId<K extends IdKind>(kind: K, value: unknown): Id<K> | undefined {
  return isId(kind, value) ? value : undefined;
}

/** Plain `?name=text`, as people write and read addresses. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function writeSearch(values: Record<string, unknown>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === '' ? '' : `?${text}`;
}
