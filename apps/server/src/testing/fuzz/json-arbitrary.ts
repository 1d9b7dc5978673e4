import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

export interface ArbitraryOptions {
  /** What `$ref` names. */
  readonly resolve: (reference: string) => Schema;
  /** Ids that exist, by their prefix: what is made up is seldom found. */
  readonly ids: (prefix: string) => readonly string[];
}

const DEPTH_MOST = 6;

/** Values that a JSON Schema of the document accepts. */
export function validValue(given: Schema, options: ArbitraryOptions, name = '', depth = 0): fc.Arbitrary<unknown> {
  const schema = typeof given['$ref'] === 'string' ? options.resolve(given['$ref']) : given;
  const inner = (child: unknown, childName = name): fc.Arbitrary<unknown> =>
    validValue((child ?? {}) as Schema, options, childName, depth + 1); // a schema has schemas
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => inner(choice)));
  switch (Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type']) {
    case 'object':
      return objectOf(schema, inner);
    case 'array': {
      const most = depth > DEPTH_MOST ? 0 : 3;
      const length = {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: Math.max(most, Number(schema['minItems'] ?? 0)),
      };
      return fc.array(inner(schema['items'], name.replace(/s$/, '')), length);
    }
    case 'string':
      return text(schema, name, options);
    case 'integer':
      return fc.integer(rangeOf(schema));
    case 'number':
      return fc.double({ ...rangeOf(schema), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(
  schema: Schema,
  inner: (child: unknown, name: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<object> {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, unknown>>; // JSON Schema says so
  const required = (schema['required'] ?? []) as string[]; // as above
  const shape = Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, inner(child, name)]));
  return fc.record(shape, { requiredKeys: required.filter((name) => name in shape), noNullPrototype: true });
}

function rangeOf(schema: Schema): { min: number; max: number } {
  const [min, max] = [Number(schema['minimum'] ?? -1e6), Number(schema['maximum'] ?? 1e6)];
  return { min: Math.max(min, -0x80000000), max: Math.min(max, 0x7fffffff) };
}

/** Nothing is called or resolved on the network. */
const NOWHERE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  url: fc.constantFrom('ldap://127.0.0.1:1', 'ldaps://127.0.0.1:1', 'ldap://[::1]:1'),
  host: fc.constantFrom('127.0.0.1', '[::1]'),
  address: fc.constantFrom('127.0.0.1', 'ipp://127.0.0.1:1/ipp/print'),
  q: fc.constantFrom('a', '%', '_', "'", '\\', 'ö', '😀', 'مرحبا', '', 'the'),
  cursor: fc.constantFrom('rubbish', 'W10', 'WyJ1c2VyTmFtZSIsIiIsIiJd', 'WyJhdCIsMSwiYSJd'),
  sort: fc.constantFrom('userName', '-userName', 'name', '-name', 'createdAt', 'at', '-at', 'constructor'),
};

function text(schema: Schema, name: string, options: ArbitraryOptions): fc.Arbitrary<string> {
  const nowhere = NOWHERE[name];
  if (nowhere !== undefined) return nowhere;
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : undefined;
  const prefix = /^\^([a-z]{3}_)/.exec(pattern ?? '')?.[1];
  if (prefix !== undefined) {
    const known = options.ids(prefix);
    const unknown = fc.uuid({ version: 7 }).map((uuid) => prefix + uuid);
    return known.length === 0 ? unknown : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, unknown);
  }
  if (schema['format'] === 'date-time') {
    const years = { min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true };
    return fc.date(years).map((date) => date.toISOString());
  }
  if (schema['format'] === 'email') return fc.constantFrom('a@example.org', 'o’b@example.org', 'x+y@example.com');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const least = Number(schema['minLength'] ?? 0);
  const most = Math.min(Number(schema['maxLength'] ?? 40), 300);
  return fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(...STRANGE),
      fc.stringMatching(/^[0-9]{6,9}$/),
    )
    .map((value) => value.padEnd(least, 'x').slice(0, most));
}

const STRANGE = [
  '<img src=x onerror=alert(1)>',
  '\u202eevil',
  'مرحبا',
  '😀👩‍👩‍👧',
  "Robert'); DROP TABLE user;--",
  '=1+1',
  'ﬁ',
  'İ',
];

/** What no field wants, or some do not. */
const WEIRD: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  -9007199254740992,
  true,
  [],
  {},
  [[[[]]]],
  'x'.repeat(5000),
  'nul\u0000',
  'half \ud800',
  '\u0007',
  '\u202e\u2066',
  '😀'.repeat(150),
  'grp_all',
  'usr_00000000-0000-7000-8000-000000000000',
  { $ref: '#' },
  JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`),
];
const EXTRA_NAMES = ['extra', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'id', '\u0000', 'a/b~c'];

/** A value somewhat off: some member taken away, added, or made something else. */
export function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const step = fc.record({
    path: fc.array(fc.nat(7), { maxLength: 3 }),
    how: fc.constantFrom('replace', 'replace', 'remove', 'add', 'double'),
    weird: fc.constantFrom(...WEIRD),
    name: fc.constantFrom(...EXTRA_NAMES),
  });
  return fc.tuple(value, fc.array(step, { minLength: 1, maxLength: 3 })).map(([start, steps]) => {
    const holder: Member[] = [structuredClone(start)];
    // What is put in may be changed by the next step, and is nobody else's.
    for (const { path, how, weird, name } of steps)
      mutate(holder, [0, ...path], { how, weird: structuredClone(weird), name });
    return holder[0];
  });
}

type Member = unknown;
interface Mutation {
  readonly how: string;
  readonly weird: unknown;
  readonly name: string;
}

function mutate(holder: object, path: readonly number[], mutation: Mutation): void {
  const names = Object.keys(holder);
  const [index = 0, ...rest] = path;
  const name = names[index % Math.max(1, names.length)];
  if (name === undefined) return;
  const child: unknown = Reflect.get(holder, name);
  if (rest.length > 0 && typeof child === 'object' && child !== null) return mutate(child, rest, mutation);
  const put = (key: string, value: unknown): void => {
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  };
  switch (mutation.how) {
    case 'replace':
      return put(name, mutation.weird);
    case 'remove':
      return void (Array.isArray(holder) ? put(name, null) : Reflect.deleteProperty(holder, name));
    case 'double':
      return put(name, [child, structuredClone(child)]);
    default:
      return Array.isArray(holder) ? put(name, { [mutation.name]: child }) : put(mutation.name, mutation.weird);
  }
}
