import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root, tool } from '../bootstrap/paths.mjs';
import { inSeconds, say } from '../bootstrap/progress.mjs';
import { runNode } from '../bootstrap/run.mjs';

/**
 * Runs test files and counts from Vitest's own report. Nothing counts as passed unless the report says so:
 * a run that ends without a report, or a skipped test without an allowed reason, is a failure.
 * @param {{ name: string, args: string[], only?: string, show?: boolean }} options `only`: count the tests whose name contains it
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runTests({ name, args, only = '', show = true }) {
  mkdirSync(cache, { recursive: true });
  const report = join(cache, `vitest-${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output, ms } = await runNode(tool('vitest/vitest.mjs'), ['run', ...reporters, ...args], {
    show,
    env: { NO_COLOR: '1' },
  });
  const tally = readReport(report, only);
  const healthy = code === 0 && tally.failed === 0;
  if (!healthy && !show) say(output);
  // An error outside any test (a broken file, a rejected promise) fails the run though no test failed.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  say(`${healthy ? 'ok    ' : 'FAILED'} ${name}: ${tally.passed} passed, ${tally.failed} failed (${inSeconds(ms)})`);
  return tally;
}

function readReport(file, only) {
  const tally = { passed: 0, failed: 0 };
  const allowed = new Set(
    JSON.parse(readFileSync(join(root, 'tools/allowed-skips.json'), 'utf8')).map((item) => item.test),
  );
  for (const { assertionResults, status, message, name } of readResults(file)) {
    if (status === 'failed' && assertionResults.length === 0) {
      say(`FAILED ${name}: ${message}`);
      tally.failed++;
    }
    for (const test of assertionResults) {
      if (!test.fullName.toLowerCase().includes(only.toLowerCase())) continue;
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed') tally.failed++;
      else if (!allowed.has(test.fullName)) {
        say(`FAILED ${test.fullName}: skipped, and tools/allowed-skips.json has no reason for it`);
        tally.failed++;
      }
    }
  }
  return tally;
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return [];
  }
}
