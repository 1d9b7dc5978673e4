/** NUL is no text to PostgreSQL, and half a surrogate pair has no UTF-8: what was stored would be something else. */
// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

type Path = readonly (string | number)[];

/** Where in a parsed body or query there is text that no database gives back as it was; undefined when nowhere. */
export function unstorableAt(value: unknown, path: Path = []): Path | undefined {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : undefined;
  if (Array.isArray(value)) return firstOf(value.entries(), path);
  return typeof value === 'object' && value !== null ? firstOf(Object.entries(value), path) : undefined;
}

function firstOf(members: Iterable<readonly [string | number, unknown]>, path: Path): Path | undefined {
  for (const [name, member] of members) {
    const found = unstorableAt(member, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
