import { describe, expect, test } from 'vitest';
import type { FieldFault } from '../problem-fault.ts';
import { problemDocument } from './problem-document.ts';

const said = (error: Omit<FieldFault, 'pointer'>, language: 'en' | 'de' = 'en') =>
  problemDocument('invalid-body', [{ pointer: '/x', ...error }], language).errors[0]?.message;

describe('what a field must be is said in words', () => {
  test.each([
    [{ format: 'email' }, 'Must be an e-mail address.', 'Muss eine E-Mail-Adresse sein.'],
    [{ type: 'string', format: 'UTF-8' }, /^Must be UTF-8\. Save a file again/, /^Muss UTF-8 sein\. Speichern/],
    [{ format: 'PEM' }, /certificates in PEM/, /Zertifikaten in PEM/],
    [{ format: 'constructor' }, 'Must be written as constructor.', 'Muss als constructor geschrieben sein.'],
    [{ pattern: '^a$' }, 'Must match the pattern ^a$.', 'Muss dem Muster ^a$ entsprechen.'],
    [undefined, 'Is not as it must be.', 'Ist nicht so, wie es sein muss.'],
  ])('bad-format of %j', (limit, english, german) => {
    expect(said({ code: 'bad-format', limit })).toMatch(english);
    expect(said({ code: 'bad-format', limit }, 'de')).toMatch(german);
  });

  test.each([
    ['wrong-type', { type: 'string', maxLength: 5 }, 'Must be text.'],
    ['wrong-type', { type: 'integer', minimum: 1, maximum: 9 }, 'Must be a whole number from 1 to 9.'],
    ['wrong-type', undefined, 'Is not as it must be.'],
    ['not-one-of', { enum: ['en', 'de'] }, 'Must be one of: en, de.'],
    ['not-one-of', undefined, 'Is not as it must be.'],
    ['unknown-field', { parameters: ['q', 'limit'] }, 'There is no such parameter here. There are: q, limit.'],
    ['unknown-field', undefined, 'There is no such field here.'],
    ['right-missing', { rights: ['users:read', 'users:write'] }, 'Rights that are missing: users:read, users:write.'],
  ] as const)('%s of %j', (code, limit, message) => {
    expect(said({ code, limit })).toBe(message);
  });
});
