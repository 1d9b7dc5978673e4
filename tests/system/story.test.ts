import { fileURLToPath } from 'node:url';
import { freePortRange, startForeignProcess } from '@holdover/testbed/peers';
import { expect, test } from 'vitest';
import { DEMO_PORTS, STORY_STEPS } from '../support/story-steps.ts';

const HOLDOVER = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

test('holdover demo --once --json plays the outage story, and every step holds', async () => {
  const args = ['demo', '--once', '--json', '--port-base', String(await freePortRange(DEMO_PORTS))];
  const demo = startForeignProcess(process.execPath, [HOLDOVER, ...args]);
  const code = await demo.exited;
  const steps = demo
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): { step?: string; ok?: boolean; detail?: string } => JSON.parse(line))
    .filter(({ step }) => step !== undefined);
  expect(steps.filter(({ ok }) => ok !== true)).toEqual([]);
  expect(steps.map(({ step }) => step)).toEqual(STORY_STEPS);
  expect(code).toBe(0);
});
