import { availableParallelism } from 'node:os';
import { preparePackages } from './bootstrap/prepare.mjs';
import { inSeconds, say } from './bootstrap/progress.mjs';
import { runSteps } from './checks/run-steps.mjs';
import { programTypes, staticChecks } from './checks/static-checks.mjs';
import { runTests } from './checks/vitest.mjs';

const started = performance.now();
await preparePackages();
const unit = { passed: 0, failed: 0 };
const unitTests = {
  name: 'unit tests',
  run: async () => {
    Object.assign(unit, await runTests({ name: 'unit', args: ['--project', 'unit'], show: false }));
    return { code: unit.failed === 0 ? 0 : 1, output: 'see above' };
  },
};
const first = await runSteps([programTypes], 1);
const rest = await runSteps([unitTests, ...staticChecks], Math.min(2, availableParallelism()));

const failedSteps = first.failed + rest.failed;
say(`${failedSteps === 0 ? 'All is well' : `${failedSteps} steps failed`}; ${inSeconds(performance.now() - started)}.`);
process.exitCode = failedSteps === 0 ? 0 : 1;
