import type { JsonSchema } from './component-schemas.ts';

/** What fields are shown with. Secrets are named, never shown. */
const WORDS: Readonly<Record<string, unknown>> = {
  userName: 'ada',
  fullName: 'Ada Lovelace',
  email: 'ada@example.org',
  language: 'en',
  site: false,
  createdBy: 'ada',
  address: 'printer-3.example.org',
  url: 'ldaps://directory.example.org',
  baseDn: 'dc=example,dc=org',
  bindDn: 'cn=reader,dc=example,dc=org',
  from: 'printing@example.org',
  host: 'mail.example.org',
  timeZone: 'Europe/Berlin',
  path: 'office',
  uri: 'ipps://printer-3.example.org:631/ipp/print',
  action: 'user.created',
  gateway: 'printing.example.org:8444',
  decidedBy: 'ada',
  version: '0.1.0',
  mimeType: 'application/pdf',
  ending: '41',
  password: '<the password>',
  currentPassword: '<the present password>',
  bindPassword: '<its password>',
  pin: '<the PIN>',
  number: '<the card number>',
  token: '<the token of the link>',
  code: '<the code>',
  servicePin: '<the service PIN>',
};
const SECRETS: ReadonlySet<string> = new Set(['password', 'bindPassword', 'pin', 'token', 'currentPassword', 'ca']);
const TIME = '2026-10-01T08:00:00.000Z';
const UUID = '0199a1c2-7d3e-7b4f-8a5c-6d7e8f901234';

/** Makes examples for the schemas of a document. */
export function createExampler(components: Readonly<Record<string, JsonSchema>>) {
  const resolve = (schema: JsonSchema): JsonSchema => {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    return components[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
  };

  const object = (schema: JsonSchema): unknown => {
    const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>; // JSON Schema says so
    const required = new Set((schema['required'] ?? []) as readonly string[]); // as above
    const names = Object.keys(properties);
    const shown = names.filter((name) => required.has(name) || !SECRETS.has(name));
    // A patch that names all there is would teach the wrong thing.
    const some = required.size === 0 && names.length > 2 ? shown.slice(0, 2) : shown;
    return Object.fromEntries(some.map((name) => [name, of(properties[name] ?? {}, name)]));
  };

  const of = (given: JsonSchema, name = ''): unknown => {
    if (name === 'nextCursor') return null;
    const schema = resolve(given);
    if ('const' in schema) return schema['const'];
    const choices = schema['anyOf'] ?? schema['oneOf'];
    if (Array.isArray(choices)) return of(choices[0] as JsonSchema, name); // JSON Schema says so
    if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
    const type = Array.isArray(schema['type']) ? (schema['type'][0] as unknown) : schema['type'];
    switch (type) {
      case 'object':
        return object(schema);
      case 'array':
        return [of((schema['items'] ?? {}) as JsonSchema, name.replace(/s$/, ''))]; // as above
      case 'string':
        return text(schema, name);
      case 'integer':
      case 'number':
        return numeral(schema);
      case 'boolean':
        return schema['default'] ?? WORDS[name] ?? true;
      default:
        return null;
    }
  };
  return of;
}

function text(schema: JsonSchema, name: string): string {
  const pattern = typeof schema['pattern'] === 'string' ? schema['pattern'] : '';
  const id = /^\^([a-z]{3}_)/.exec(pattern)?.[1];
  if (id !== undefined) return id + (pattern.includes('{32}') ? UUID.replaceAll('-', '') : UUID);
  if (schema['format'] === 'date-time') return TIME;
  if (schema['format'] === 'email') return 'ada@example.org';
  if (/\[0-9a-f\]\{(\d+)\}/.test(pattern)) return 'c0ffee42'.repeat(8);
  const word = WORDS[name];
  const fits = (value: unknown): value is string => typeof value === 'string' && new RegExp(pattern, 'u').test(value);
  if (fits(word)) return word;
  if (fits(schema['default'])) return schema['default'];
  const said = ['Second floor', 'second-floor', 'uid', '/text', 'a'].find(fits) ?? 'text';
  return said.padEnd(Number(schema['minLength'] ?? 0), 'x');
}

function numeral(schema: JsonSchema): number {
  if (typeof schema['default'] === 'number') return schema['default'];
  const least = Number(schema['minimum'] ?? 0);
  const most = Number(schema['maximum'] ?? Infinity);
  return Math.min(Math.max(least, 6), most);
}
