import type { JsonSchema } from '../openapi/component-schemas.ts';

/** The document as the page reads it; more than this it does not know of the interface. */
export interface ReadDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ReadOperation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, ReadParameter>>;
    readonly headers: Readonly<Record<string, { readonly description: string }>>;
    readonly responses: Readonly<Record<string, ReadResponse>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

export interface ReadParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

interface ReadContent {
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface ReadResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, ReadContent>>;
}

export interface ReadOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly 'x-right': string;
  readonly 'x-events'?: Readonly<Record<string, JsonSchema>>;
  readonly parameters: readonly (ReadParameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, ReadContent>> };
  readonly responses: Readonly<Record<string, ReadResponse | { readonly $ref: string }>>;
}

/** One operation with where it stands. */
export interface PlacedOperation extends ReadOperation {
  readonly method: string;
  readonly path: string;
}

export function operationsOf({ paths }: ReadDocument): PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

/** The last part of a reference: what it names. */
export const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

export function resolved<T extends object>(thing: T | { readonly $ref: string }, kept: Readonly<Record<string, T>>): T {
  if (!('$ref' in thing)) return thing;
  const found = kept[nameIn(String(thing.$ref))];
  return found ?? (thing as T); // a reference that leads nowhere is refused by a test of the document
}
