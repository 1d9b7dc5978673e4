import { Validator } from '@seriousme/openapi-schema-validator';
import { honoursIfMatch, ROUTE_PROBLEMS, ROUTES, serverEvents } from '@holdover/api';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Record<string, Content> }>>;
}
const document = openApiDocument('1.2.3') as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, object> };
};
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('it is an OpenAPI 3.1 document', async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result).toEqual({ valid: true });
});

test('every operation of the contract is on the page, once, with its path parameters', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(
    ROUTES.map(({ name }) => name).toSorted(),
  );
  for (const [path, methods] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methods)) {
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(named);
      expect(parameters.every((parameter) => parameter.in !== 'path' || parameter.required)).toBe(true);
    }
  }
});

describe('schemas', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema(document, 'document');
  const validator = (schema: object) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')));

  test('a thing that comes again has a name and stands in one place', () => {
    const { schemas } = document.components;
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['User', 'NewUser', 'UserPatch', 'Device', 'Problem']));
    expect(document.paths['/users']?.['post']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/NewUser' } } } },
      responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } } } },
    });
    const inPlace = new Map<string, number>();
    JSON.stringify(document.paths, (_key, value: unknown) => {
      const text = JSON.stringify(value) ?? '';
      if (typeof value === 'object' && value !== null && 'properties' in value && text.length > 600)
        inPlace.set(text, (inPlace.get(text) ?? 0) + 1);
      return value;
    });
    expect([...inPlace].filter(([, times]) => times > 2).map(([text]) => text.slice(0, 200))).toEqual([]);
  });

  test('every reference leads somewhere, and nothing is named that is not used', () => {
    const text = JSON.stringify(document);
    const references = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].map((found) => `${found[1]}/${found[2]}`),
    );
    const known = Object.entries(document.components).flatMap(([kind, things]) =>
      kind === 'securitySchemes' ? [] : Object.keys(things).map((name) => `${kind}/${name}`),
    );
    expect([...references].toSorted()).toEqual(known.toSorted());
  });

  test('every example is what its schema says', () => {
    let examples = 0;
    const wrong: unknown[] = [];
    for (const { operationId, requestBody, responses } of operations) {
      const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const { schema, example } of contents.flatMap((content) => Object.values(content ?? {}))) {
        if (example === undefined) continue;
        examples += 1;
        const validate = validator(schema);
        if (!validate(example)) wrong.push([operationId, validate.errors, example]);
      }
    }
    expect(wrong).toEqual([]);
    expect(examples).toBeGreaterThan(100);
  });
});

test('[A1b] the ranges that are enforced are the ranges that are shown', () => {
  expect(document.components.schemas['OfflineLoginSettings']).toMatchObject({
    properties: { cacheHours: { type: 'integer', minimum: 1, maximum: 720 } },
    additionalProperties: false,
  });
});

test('a CSV body and an event stream are shown as what they are, and each event with its schema', () => {
  expect(document.paths['/users/import']?.['post']?.requestBody?.content).toHaveProperty('text/csv');
  const events = document.paths['/events']?.['get'];
  expect(events).toMatchObject({
    responses: { 200: { content: { 'text/event-stream': { schema: { type: 'string' } } } } },
    'x-events': { 'device.link': { $ref: '#/components/schemas/Device' } },
  });
  expect(Object.keys((events as unknown as { 'x-events': object })['x-events'])).toEqual(Object.keys(serverEvents));
});

test('refusals are listed for operations that exist, each with the codes of its status', () => {
  const names = new Set(ROUTES.map(({ name }) => name));
  expect(Object.keys(ROUTE_PROBLEMS).filter((name) => !names.has(name))).toEqual([]);
  expect(document.paths['/users']?.['post']?.responses['409']).toEqual({
    $ref: '#/components/responses/already-exists.idempotency-running.owned-by-source',
  });
  for (const route of ROUTES.filter(honoursIfMatch)) {
    const operation = document.paths[route.path]?.[route.method.toLowerCase()];
    expect([route.name, operation?.responses['412']]).toEqual([route.name, expect.anything()]);
  }
});
