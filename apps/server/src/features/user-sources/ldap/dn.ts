/** Distinguished names as text (RFC 4514). */

interface Part {
  readonly type: string;
  readonly value: string;
}

/** The names of its relative distinguished names, each a set; undefined where it is none. The empty text is the root. */
export function parseDn(text: string): readonly (readonly Part[])[] | undefined {
  const names: Part[][] = [];
  let name: Part[] = [];
  let rest = text.trim();
  if (rest === '') return [];
  for (;;) {
    const found = PART.exec(rest);
    const [whole, type, raw] = found ?? [];
    const value = raw === undefined ? undefined : unescaped(raw.trim());
    if (whole === undefined || type === undefined || value === undefined) return undefined;
    name.push({ type, value });
    rest = rest.slice(whole.length);
    const parting = rest[0];
    if (parting !== '+') {
      names.push(name);
      name = [];
    }
    if (parting === undefined) return names;
    rest = rest.slice(1);
  }
}

/** Equal for names that servers write in different ways: case, white space, escapes. The text itself where it is no name. */
export function dnKey(text: string): string {
  const names = parseDn(text);
  if (names === undefined) return text.trim().toLowerCase();
  const keyOf = ({ type, value }: Part): string => JSON.stringify([type, value.replaceAll(/\s+/g, ' ').trim()]);
  return names
    .map((name) => name.map(keyOf).toSorted().join('+'))
    .join(',')
    .toLowerCase();
}

/** type=value up to an unescaped `,`, `;` or `+`; descr or numericoid, then escapes and what needs none. */
const PART = /^\s*([A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)*)\s*=((?:\\[\s\S]|[^\\,;+"<>\0])*)(?=[,;+]|$)/;
const ESCAPE = /\\([0-9a-fA-F]{2}|[\s\S])/g;
const PLAIN_ESCAPE = /^[ "#+,;<=>\\]$/;

/** undefined for an escape that is none. */
function unescaped(raw: string): string | undefined {
  let isRight = true;
  const bytes = raw.replaceAll(ESCAPE, (_whole, escape: string) => {
    if (escape.length === 2) return `\0${escape}`;
    if (!PLAIN_ESCAPE.test(escape)) isRight = false;
    return escape;
  });
  if (!isRight) return undefined;
  // Octets of one character follow one another: they are UTF-8 together.
  return bytes.replaceAll(/(?:\0[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('\0', ''), 'hex').toString('utf8'),
  );
}
