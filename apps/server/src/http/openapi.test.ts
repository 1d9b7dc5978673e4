import { ROUTES } from '@holdover/api';
import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
const document = openApiDocument('1.2.3') as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

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

test('[A1b] the ranges that are enforced are the ranges that are shown', () => {
  const body = document.paths['/settings/offline-login']?.['put']?.requestBody?.content['application/json']?.schema;
  expect(body).toMatchObject({
    properties: { cacheHours: { type: 'integer', minimum: 1, maximum: 720 } },
    additionalProperties: false,
  });
});

test('a CSV body and an event stream are shown as what they are', () => {
  expect(document.paths['/users/import']?.['post']?.requestBody?.content).toHaveProperty('text/csv');
  expect(JSON.stringify(document.paths['/events'])).toContain('text/event-stream');
});
