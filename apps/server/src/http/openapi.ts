import { API_ROOT, problem, ROUTES, type Route } from '@holdover/api';
import * as z from 'zod';

/** OpenAPI 3.1 of every operation of the contract, from the schemas that check requests and answers. */
export function openApiDocument(version: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Holdover', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: API_ROOT }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-holdover' },
      },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function operationOf(route: Route): unknown {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.right === 'anyone' ? { security: [] } : { 'x-right': route.right }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(route.consumes, jsonSchema(route.body, 'input')) } }),
    responses: {
      [route.status]: {
        description: 'Done',
        ...(route.answer === null ? {} : { content: contentOf(route.produces, jsonSchema(route.answer, 'output')) }),
      },
      default: {
        description: 'Refused (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function contentOf(mediaType: string | undefined, schema: unknown): unknown {
  return { [mediaType ?? 'application/json']: { schema } };
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as ObjectSchema; // params and queries are objects
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
