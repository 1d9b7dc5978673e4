import { SECRET_FIELDS } from '@holdover/api';
import { present } from '@holdover/kernel';
import * as z from 'zod';
import type { FieldCode, FieldFault } from '../problem-fault.ts';

export interface FieldFaultsOptions {
  readonly schema: z.ZodType;
  readonly input: unknown;
  /** `/` for a body (RFC 6901), `?` for query parameters. */
  readonly style: 'body' | 'query';
  /** False where any value may be a secret that was put into the wrong field. */
  readonly echo: boolean;
}

const ECHO_MOST = 200;

/** Says of every issue which field, why, within which limits, and what was sent. */
export function fieldFaults(issues: readonly z.core.$ZodIssue[], options: FieldFaultsOptions): FieldFault[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerTo([...issue.path, key], options.style),
          code: 'unknown-field' as const,
          ...knownParameters(options),
        }))
      : [faultOf(issue, options)],
  );
}

/** A parameter that is not known is most often a known one, misspelt. */
function knownParameters({ schema, style }: FieldFaultsOptions): { readonly limit?: unknown } {
  if (style !== 'query') return {};
  const parameters = Object.keys(asNode(jsonSchemaOf(schema)['properties']) ?? {});
  return parameters.length === 0 ? {} : { limit: { parameters } };
}

function faultOf(issue: z.core.$ZodIssue, options: FieldFaultsOptions): FieldFault {
  const value = valueAt(options.input, issue.path);
  const limit = limitOf(issue, options.schema);
  return {
    pointer: pointerTo(issue.path, options.style),
    code: codeOf(issue, value),
    ...(options.echo && mayEcho(issue.path, value) ? { value } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): FieldCode {
  if (value === undefined) return 'required';
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'not-an-integer' : 'wrong-type';
    case 'too_small':
      return sizeCode(issue.origin, 'too-short', 'too-few');
    case 'too_big':
      return issue.message === 'not above cacheHours'
        ? 'above-cache-hours'
        : sizeCode(issue.origin, 'too-long', 'too-many');
    case 'invalid_format':
    case 'not_multiple_of':
      return 'bad-format';
    case 'invalid_value':
    case 'invalid_union':
      return 'not-one-of';
    case 'custom':
      return customCode(issue.message);
    case 'unrecognized_keys':
      return 'unknown-field';
    case 'invalid_key':
    case 'invalid_element':
      return 'invalid';
  }
}

function sizeCode(origin: string, text: FieldCode, list: FieldCode): FieldCode {
  if (origin === 'string') return text;
  return origin === 'array' || origin === 'set' ? list : 'out-of-range';
}

/** The contract's own refinements, by their message. */
function customCode(message: string): FieldCode {
  if (message.startsWith('not an id of kind')) return 'bad-id';
  if (message.startsWith('no white space')) return 'white-space';
  if (message.startsWith('control characters')) return 'control-characters';
  if (/^no \w+ twice$/.test(message)) return 'given-twice';
  return 'invalid';
}

const LIMIT_WORDS = [
  'type',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'enum',
  'format',
] as const;

/** What the field may be, as the OpenAPI page says it; tightened by the issue where a rule between fields is narrower. */
function limitOf(issue: z.core.$ZodIssue, schema: z.ZodType): unknown {
  const node = nodeAt(jsonSchemaOf(schema), issue.path);
  const words: Record<string, unknown> = {};
  for (const word of LIMIT_WORDS) if (node?.[word] !== undefined) words[word] = node[word];
  if (issue.code === 'invalid_format' && words['format'] === undefined && node?.['pattern'] !== undefined)
    words['pattern'] = node['pattern'];
  if (issue.code === 'too_big' && issue.origin !== 'string' && issue.origin !== 'array')
    words['maximum'] = Number(issue.maximum);
  return Object.keys(words).length === 0 ? undefined : words;
}

type SchemaNode = Readonly<Record<string, unknown>>;
const schemas = new WeakMap<z.ZodType, SchemaNode>();

function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  if (!schemas.has(schema)) schemas.set(schema, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return present(schemas.get(schema), 'JSON schema');
}

function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = root;
  for (const part of path) {
    const properties = asNode(node?.['properties']);
    node = typeof part === 'number' ? asNode(node?.['items']) : asNode(properties?.[String(part)]);
  }
  const choices = node?.['anyOf'];
  return Array.isArray(choices) ? asNode(choices[0]) : node;
}

function asNode(value: unknown): SchemaNode | undefined {
  return typeof value === 'object' && value !== null ? (value as SchemaNode) : undefined; // any object has unknown members
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) value = asNode(value)?.[String(part)];
  return value;
}

function mayEcho(path: readonly PropertyKey[], value: unknown): boolean {
  if (path.some((part) => SECRET_FIELDS.has(String(part)))) return false;
  if (typeof value === 'string') return value.length <= ECHO_MOST;
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/** RFC 6901, or the parameter's name. */
export function pointerTo(path: readonly PropertyKey[], style: 'body' | 'query'): string {
  if (style === 'query') return `?${String(path[0] ?? '')}`;
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
