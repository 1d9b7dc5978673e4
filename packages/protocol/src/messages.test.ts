import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import * as messages from './index.ts';
import { PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts';

/** Rises with the protocol: change a message and this fails until the history has an entry for it. */
const SHAPES = { 1: 'fdeabda8260393836abb926c9ecc5b5c43a66c894f061e2e200db2cfbda7e2b0' };

test('the newest entry of the history is the version spoken', () => {
  expect(PROTOCOL_HISTORY.at(-1)?.version).toBe(PROTOCOL_VERSION);
});

test('no message changed without a new protocol version', () => {
  const exported: readonly (readonly [string, unknown])[] = Object.entries(messages);
  const schemas = exported
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) =>
      value instanceof z.ZodType ? [[name, z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' })]] : [],
    );
  const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex');
  expect(hash).toBe(SHAPES[PROTOCOL_VERSION]);
});
