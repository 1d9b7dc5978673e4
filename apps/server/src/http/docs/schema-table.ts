import type { JsonSchema } from '../openapi/component-schemas.ts';
import { nameIn } from './document.ts';
import { html, prose, type Html } from './html.ts';

interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The fields of an object, those of objects within it by their path. */
export function schemaTable(schema: JsonSchema, caption: string): Html {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
          <th scope="col">Rules</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(rowOf)}
      </tbody>
    </table>
  </div>`;
}

function rowOf({ name, schema, required }: Field): Html {
  return html`<tr>
    <th scope="row"><code>${name}</code>${required ? undefined : html` <span class="dim">optional</span>`}</th>
    <td>${typeOf(schema)}</td>
    <td>${rulesOf(schema)}</td>
  </tr>`;
}

function fieldsOf(schema: JsonSchema, path = '', optional = false): Field[] {
  const properties = schema['properties'];
  if (typeof properties !== 'object' || properties === null) return [];
  const required = new Set((schema['required'] ?? []) as readonly string[]); // JSON Schema says so
  return Object.entries(properties as Readonly<Record<string, JsonSchema>>).flatMap(([name, child]) => {
    const own: Field = { name: path + name, schema: child, required: required.has(name) && !optional };
    const inner = innerObject(child);
    return [own, ...(inner === undefined ? [] : fieldsOf(inner.schema, `${path}${name}${inner.mark}.`, !own.required))];
  });
}

/** An object described in place, itself, in a list, or where it may be null. */
function innerObject(schema: JsonSchema): { readonly schema: JsonSchema; readonly mark: string } | undefined {
  if (schema['type'] === 'object') return { schema, mark: '' };
  if (schema['type'] === 'array') {
    const inner = innerObject((schema['items'] ?? {}) as JsonSchema); // JSON Schema says so
    return inner === undefined ? undefined : { ...inner, mark: `[]${inner.mark}` };
  }
  return choicesOf(schema)
    .map(innerObject)
    .find((inner) => inner !== undefined);
}

function choicesOf(schema: JsonSchema): readonly JsonSchema[] {
  const choices = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(choices) ? (choices as readonly JsonSchema[]) : []; // JSON Schema says so
}

export function typeOf(schema: JsonSchema): Html {
  if (typeof schema['$ref'] === 'string') {
    const name = nameIn(schema['$ref']);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const choices = choicesOf(schema);
  if (choices.length > 0) return joined(choices.map(typeOf), ' or ');
  if ('const' in schema) return html`<code>${JSON.stringify(schema['const'])}</code>`;
  if (schema['type'] === 'array') return html`list of ${typeOf((schema['items'] ?? {}) as JsonSchema)}`; // as above
  const id = /^\^([a-z]{3}_)/.exec(patternOf(schema) ?? '')?.[1];
  if (id !== undefined) return html`id <code>${id}…</code>`;
  if (schema['format'] === 'date-time') return html`time`;
  if (typeof schema['format'] === 'string') return html`${schema['format']}`;
  const type = schema['type'];
  if (Array.isArray(type)) return html`${type.join(' or ')}`;
  return html`${typeof type === 'string' ? type : 'any JSON'}`;
}

const BOUNDS: readonly (readonly [word: string, said: string])[] = [
  ['minimum', 'at least'],
  ['maximum', 'at most'],
  ['minLength', 'characters, at least'],
  ['maxLength', 'characters, at most'],
  ['minItems', 'members, at least'],
  ['maxItems', 'members, at most'],
];

/** Of these, none at all says nothing. */
const LENGTHS: ReadonlySet<string> = new Set(['minLength', 'minItems']);

function rulesOf(schema: JsonSchema): Html {
  const choice = choicesOf(schema).find(({ type }) => type !== 'null');
  const own = choice === undefined ? schema : { ...choice, ...schema };
  const values = Array.isArray(own['enum']) ? (own['enum'] as readonly unknown[]) : [];
  const rules = [
    ...(values.length === 0
      ? []
      : [
          joined(
            values.map((value) => html`<code>${String(value)}</code>`),
            ' · ',
          ),
        ]),
    ...BOUNDS.flatMap(([word, said]) => {
      const bound = own[word];
      return typeof bound === 'number' &&
        (bound > 0 || !LENGTHS.has(word)) &&
        Number.isSafeInteger(bound) &&
        Math.abs(bound) < Number.MAX_SAFE_INTEGER
        ? [html`${said} ${bound.toLocaleString('en')}`]
        : [];
    }),
    ...(isShown(patternOf(own)) ? [html`matches <code>${patternOf(own)}</code>`] : []),
    ...('default' in own ? [html`otherwise <code>${JSON.stringify(own['default'])}</code>`] : []),
    ...(typeof own['description'] === 'string' && !own['description'].startsWith('id of kind')
      ? [prose(own['description'])]
      : []),
  ];
  return joined(rules, '; ');
}

const patternOf = ({ pattern }: JsonSchema): string | undefined => (typeof pattern === 'string' ? pattern : undefined);

/** Those of ids and times say nothing that their type does not. */
const isShown = (pattern: string | undefined): boolean =>
  pattern !== undefined && pattern.length < 60 && !/^\^[a-z]{3}_/.test(pattern);

function joined(parts: readonly Html[], between: string): Html {
  return html`${parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))}`;
}
