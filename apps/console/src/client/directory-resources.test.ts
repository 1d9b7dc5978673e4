import type { ApiClient } from '@holdover/api';
import type { ImportId } from '@holdover/kernel';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { directoryResources } from './directory-resources.ts';

const ID = 'imp_0198c1d2-7a00-7000-8000-000000000001' as ImportId; // of its form

/** Answers a report in pieces, and counts those that were asked for. */
function answering(pieces: readonly string[]): { api: ApiClient; asked: () => number } {
  let asked = 0;
  async function* download(): AsyncGenerator<Uint8Array, void> {
    for (const piece of pieces) {
      asked += 1;
      yield await Promise.resolve(new TextEncoder().encode(piece));
    }
  }
  return { api: { download } as unknown as ApiClient, asked: () => asked }; // nothing else is called
}

test('of a report of very many bad rows the beginning is read, in whole lines', async () => {
  const { api, asked } = answering(
    Array.from({ length: 1_000 }, () => `${'7,PINS,too-short\n'.repeat(400)}8,CARDS,ta`),
  );
  const report = await new QueryClient().fetchQuery(directoryResources(api).importErrors(ID));
  expect(asked()).toBeLessThan(10);
  expect(report.endsWith('\n')).toBe(true);
});

test('a short report is read whole', async () => {
  const { api } = answering(['LINE,COLUMN,REASON\n', '3,PINS,too-short\n']);
  const report = await new QueryClient().fetchQuery(directoryResources(api).importErrors(ID));
  expect(report).toBe('LINE,COLUMN,REASON\n3,PINS,too-short\n');
});
