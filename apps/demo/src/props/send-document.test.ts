import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { createVirtualDevice } from '@holdover/virtual-device';
import { afterEach, expect, test, vi } from 'vitest';
import { waitUntil } from '../wait-until.ts';
import { readPrinted } from '../world/printed.ts';
import { seconds } from '@holdover/kernel';
import { sampleDocument } from './sample-document.ts';
import { sendDocument } from './send-document.ts';

const out = mkdtempSync(join(tmpdir(), 'holdover-send-test-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(out, { recursive: true, force: true });
});

test('where no foreign client is installed our own sends, and says so', async () => {
  vi.stubEnv('PATH', '');
  const device = await createVirtualDevice({
    model: 'generic',
    name: 'Test',
    ipp: { host: '127.0.0.1', port: 0 },
    out,
    pagesPerMinute: 6_000,
    logger: createMemoryLogger(),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
  try {
    const document = sampleDocument('A letter', 2);
    const by = await sendDocument({ queueUri: device.uri, userName: 'ada', title: 'A letter', document });
    expect(by).toBe('own client');
    const [printed] = await waitUntil('the letter to be printed', seconds(20), async () => {
      const lines = await readPrinted(out);
      return lines.length > 0 ? lines : undefined;
    });
    expect(printed).toMatchObject({ jobName: 'A letter', userName: 'ada', impressions: 2 });
  } finally {
    await device.close();
  }
});
