import { RESOURCES, ROUTES } from '@holdover/api';
import * as z from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;
type Way = 'input' | 'output';

/** The schemas of the contract as JSON Schema 2020-12: those with a name by reference, the others in place. */
export interface SchemaBook {
  readonly components: Readonly<Record<string, JsonSchema>>;
  /** What a request may hold (`input`), or an answer holds. */
  of(schema: z.ZodType, way: Way): JsonSchema;
}

const REFERENCE = '#/components/schemas/';

/**
 * Names come from the exports of the contract: `newUser` is `NewUser`.
 * Invariant: a name means one schema. Where what may be sent differs from what is answered (fields with a default), the former is
 * `…Input`.
 */
export function createSchemaBook(more: Readonly<Record<string, z.ZodType>>): SchemaBook {
  const names = namesOf(more);
  const raw = { input: convertAll(names, 'input'), output: convertAll(names, 'output') };
  const twofold = namesWithTwoForms(raw, names);
  const rename = (name: string, way: Way): string => (way === 'input' && twofold.has(name) ? `${name}Input` : name);
  const settle = (schema: JsonSchema, way: Way): JsonSchema =>
    mapReferences(schema, (name) => REFERENCE + rename(name, way)) as JsonSchema; // an object stays one
  const components: Record<string, JsonSchema> = {};
  const used = new Set<string>();
  const take = (reference: string, way: Way): void => {
    const key = rename(reference, way);
    if (used.has(key)) return;
    used.add(key);
    const schema = raw[way].get(reference);
    if (schema === undefined) return;
    components[key] = settle(schema, way);
    for (const next of referencesIn(schema)) take(next, way);
  };
  return {
    components,
    of: (schema, way) => {
      const converted = convert(schema, names, way);
      for (const name of referencesIn(converted)) take(name, way);
      return settle(converted, way);
    },
  };
}

type Names = ReadonlyMap<z.core.$ZodType, string>;

function namesOf(more: Readonly<Record<string, z.ZodType>>): Names {
  const names = new Map<z.core.$ZodType, string>();
  const all = [...RESOURCES.flatMap(({ exports }) => Object.entries(exports)), ...Object.entries(more)];
  for (const [name, value] of all) {
    if ((value instanceof z.ZodObject || value instanceof z.ZodEnum) && !name.endsWith('Query'))
      names.set(value, nameOf(name));
  }
  return names;
}

const nameOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replace(/Field$/, '');

function convertAll(names: Names, way: Way): ReadonlyMap<string, JsonSchema> {
  const named = [...names].map(([schema, name]): [string, JsonSchema] => [name, convertBody(schema, names, way)]);
  return new Map([...named, ['Json', ANY_JSON]]);
}

const ANY_JSON: JsonSchema = { description: 'Any JSON' };

/** A schema with a name becomes a reference. */
function convert(schema: z.core.$ZodType, names: Names, way: Way): JsonSchema {
  const name = names.get(schema);
  return name === undefined ? convertBody(schema, names, way) : { $ref: name };
}

/** References are bare names here: which of the two forms they mean is settled when all are known. */
function convertBody(schema: z.core.$ZodType, names: Names, way: Way): JsonSchema {
  const inner = new Map([...names].filter(([named]) => named !== schema));
  const {
    $schema: _dialect,
    $defs: _defs,
    ...rest
  } = z.toJSONSchema(schema, {
    io: way,
    unrepresentable: 'any',
    metadata: registryOf(inner),
  });
  // The one schema that holds itself and has no export: z.json().
  return mapReferences(rest, (name) => (name.startsWith('__') ? 'Json' : name)) as JsonSchema; // an object stays one
}

/** Adds the names to what schemas say of themselves. */
function registryOf(names: Names): z.core.$ZodRegistry<z.core.GlobalMeta> {
  const registry = z.registry<z.core.GlobalMeta>();
  const own = registry.get.bind(registry);
  registry.get = (schema) => {
    const id = names.get(schema);
    const about = z.globalRegistry.get(schema);
    const meta = { ...about, ...own(schema), ...(id === undefined ? {} : { id }) };
    return Object.keys(meta).length === 0 ? undefined : (meta as never); // of the very type it is made of
  };
  return registry;
}

type Raw = Readonly<Record<Way, ReadonlyMap<string, JsonSchema>>>;

/** Which schemas are both sent and answered, and say something else of the one than of the other. */
function namesWithTwoForms(raw: Raw, names: Names): ReadonlySet<string> {
  const differ = new Set<string>();
  for (const [name, output] of raw.output)
    if (JSON.stringify(raw.input.get(name)) !== JSON.stringify(output)) differ.add(name);
  for (let before = -1; before !== differ.size;) {
    before = differ.size;
    for (const [name, output] of raw.output)
      if ([...referencesIn(output)].some((reference) => differ.has(reference))) differ.add(name);
  }
  const sent = namesUsed(raw, names, 'input');
  const answered = namesUsed(raw, names, 'output');
  return new Set([...differ].filter((name) => sent.has(name) && answered.has(name)));
}

function namesUsed(raw: Raw, names: Names, way: Way): ReadonlySet<string> {
  const used = new Set<string>();
  const take = (schema: JsonSchema | undefined): void => {
    for (const name of referencesIn(schema)) {
      if (used.has(name)) continue;
      used.add(name);
      take(raw[way].get(name));
    }
  };
  for (const { params, query, body, answer } of ROUTES)
    for (const schema of way === 'output' ? [answer] : [params, query, body])
      if (schema !== undefined && schema !== null) take(convert(schema, names, way));
  return used;
}

function referencesIn(schema: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  mapReferences(schema, (name) => {
    found.add(name);
    return name;
  });
  return found;
}

function mapReferences(node: unknown, map: (name: string) => string): unknown {
  if (Array.isArray(node)) return node.map((item) => mapReferences(item, map));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      // What schemas are registered under is no part of them.
      .filter(([key, value]) => !(key === 'id' && typeof value === 'string'))
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? map(value.replace(/^#\/\$defs\//, ''))
          : mapReferences(value, map),
      ]),
  );
}
