import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { playOnce, startDemo, type StepReport } from '@holdover/demo';
import { createMemoryLogger } from '@holdover/testbed';
import { freePortRange } from '@holdover/testbed/peers';
import { DEMO_PORTS, STORY_STEPS } from '../support/story-steps.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdover-story-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function playStory(portBase: number): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  const stop = new AbortController().signal;
  await playOnce({
    portBase,
    dataDir,
    logger: createMemoryLogger(),
    stop,
    onStep: (report) => reports.push(report),
  });
  return reports;
}

test('every step of the outage story holds, and holds again in the same folder', { timeout: 300_000 }, async () => {
  const portBase = await freePortRange(DEMO_PORTS);
  const first = await playStory(portBase);
  expect(first.filter(({ ok }) => !ok)).toEqual([]);
  expect(first.map(({ step }) => step)).toEqual(STORY_STEPS);

  await expect(playStory(portBase + 1)).rejects.toMatchObject({ code: 'other-port-base' });
  const second = await playStory(portBase);
  expect(second.filter(({ ok }) => !ok)).toEqual([]);
  expect(second.at(-2)?.detail).toMatch(/^10 pages on paper, 10 booked/);
});

test(
  'the demo describes itself, keeps its secrets to itself, and its cable is a call away',
  { timeout: 120_000 },
  async () => {
    const portBase = await freePortRange(DEMO_PORTS);
    const demo = await startDemo({ portBase, dataDir, logger: createMemoryLogger() });
    try {
      const { description, url } = demo;
      expect(description.devices.map(({ model }) => model)).toEqual(['kyocera', 'ricoh', 'canon', 'other']);
      expect(description.link).toBe(`http://127.0.0.1:${portBase}/link`);
      expect(statSync(join(dataDir, 'demo.json')).mode & 0o777).toBe(0o600);

      const pull = (init: RequestInit): Promise<Response> => fetch(description.link, { method: 'POST', ...init });
      const json = { 'content-type': 'application/json' };
      expect((await pull({ headers: json, body: '{"up":false}' })).status).toBe(200);
      expect((await pull({ headers: json, body: '{"up":"no"}' })).status).toBe(400);
      expect(
        (await pull({ headers: { ...json, origin: 'http://elsewhere.example' }, body: '{"up":true}' })).status,
      ).toBe(403);
      expect((await pull({ headers: { 'content-type': 'text/plain' }, body: '{"up":true}' })).status).toBe(400);

      const page = await fetch(url);
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      const console = await fetch(description.console);
      expect(console.headers.get('content-security-policy')).toContain(`frame-ancestors ${url}`);
    } finally {
      await demo.close();
    }
  },
);
