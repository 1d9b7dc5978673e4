/** One field that a change touched; null where it was not there. */
export interface Difference {
  /** Parts joined by dots, as in `userSync.intervalHours`. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What differs between two JSON values, field by field in the order they are written. Lists of plain values are one
 * field: which place in a list something has says nothing to a reader.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? null, after: is.get(field) ?? null }))
    .filter((one) => one.before !== one.after);
}

function fieldsOf(value: unknown): Map<string, string> {
  const found = new Map<string, string>();
  collect(value, '', found);
  return found;
}

function collect(value: unknown, path: string, found: Map<string, string>): void {
  if (value === null || value === undefined) {
    if (path !== '') found.set(path, '–');
    return;
  }
  if (typeof value !== 'object') return void found.set(path, textOf(value));
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return void found.set(path, value.length === 0 ? '–' : value.join(', '));
  for (const [name, part] of Object.entries(value)) collect(part, path === '' ? name : `${path}.${name}`, found);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
