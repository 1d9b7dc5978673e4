import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import * as messages from './index.ts';
import { PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts';

/** Rises with the protocol: change a message and this fails until the history has an entry for it. */
const SHAPES = { 1: 'c180e1b2ffa4ef6668a81b1d22b420444df7d6202e1669d6408e15b6d3c2b901' };

test('the newest entry of the history is the version spoken', () => {
  expect(PROTOCOL_HISTORY.at(-1)?.version).toBe(PROTOCOL_VERSION);
});

test('no message changed without a new protocol version', () => {
  const schemas = Object.entries(messages)
    .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
    .map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })]);
  const hash = createHash('sha256').update(JSON.stringify(schemas.toSorted())).digest('hex');
  expect(hash).toBe(SHAPES[PROTOCOL_VERSION]);
});
