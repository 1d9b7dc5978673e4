import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { days, instant, later, type Instant } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openQueueTls } from './queue-certificate.ts';
import { prepareSpoolDatabase } from './spool-database.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const START = instant(1_750_000_000_000);

let folder: string;
let database: SealedDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queue-certificate-'));
  database = openPrepared(join(folder, 'spool.db'), new Uint8Array(32), prepareSpoolDatabase);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

test('clients that trusted it at first sight meet it again after a restart', async () => {
  const first = await certificateAt(START);
  expect(await certificateAt(later(START, days(360)))).toBe(first);
});

test('it is renewed in its last month, and when it was made under a clock that ran ahead', async () => {
  const first = await certificateAt(START);
  const second = await certificateAt(later(START, days(370)));
  expect(second).not.toBe(first);
  expect(await certificateAt(START)).not.toBe(second);
});

async function certificateAt(now: Instant): Promise<string | undefined> {
  await openQueueTls({ database, now, entropy: createSeededEntropy(1) });
  return database.prepare<[], { certificate: string }>('SELECT certificate FROM queue_certificate').get()?.certificate;
}
