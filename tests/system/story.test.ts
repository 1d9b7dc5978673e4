import { fileURLToPath } from 'node:url';
import { freePort, scratchFolder, startForeignProcess } from '@holdover/testbed/peers';
import { afterAll, expect, test } from 'vitest';

const HOLDOVER = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

const scratch = scratchFolder('story');
afterAll(() => scratch.remove());

test('holdover demo --once --json plays the outage story, and every step holds', async () => {
  const base = await freePort();
  const args = ['demo', '--once', '--json', '--port-base', String(Math.min(base, 65_000))];
  const demo = startForeignProcess(process.execPath, [HOLDOVER, ...args]);
  const code = await demo.exited;
  const steps = demo
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): { step?: string; ok?: boolean; detail?: string } => JSON.parse(line))
    .filter(({ step }) => step !== undefined);
  expect(steps.filter(({ ok }) => ok !== true)).toEqual([]);
  expect(steps.map(({ step }) => step)).toEqual([
    'users imported',
    'terminal synchronized',
    'device of model other left out',
    'PIN login online',
    'link cut',
    'PIN login offline',
    'card login offline',
    'unknown PIN refused',
    'job sent while offline',
    'printed on the virtual device',
    'link back',
    'journal drained',
    'accounting equals what the device printed',
    'upload repeated',
  ]);
  expect(code).toBe(0);
});
