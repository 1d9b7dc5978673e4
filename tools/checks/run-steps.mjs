import { inSeconds, say } from '../bootstrap/progress.mjs';

/**
 * Runs steps, `lanes` at a time, and says of each how it went as it ends; what a failed one printed follows its line.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSteps(steps, lanes) {
  const tally = { passed: 0, failed: 0 };
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const started = performance.now();
      const { code, output } = await step.run();
      const time = inSeconds(performance.now() - started);
      say(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${time})`);
      if (code !== 0) say(output.trimEnd().replaceAll(/^/gm, '       '));
      tally[code === 0 ? 'passed' : 'failed']++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return tally;
}
