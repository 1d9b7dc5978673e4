import { parentPort } from 'node:worker_threads';
import { shortest } from '@holdover/testbed/simulation';
import { play, type Played } from './play.ts';
import type { Story } from './step.ts';

/** What one seed came to; the story is cut to the shortest that still breaks the same rule. */
export interface Report extends Omit<Played, 'story'> {
  readonly steps: number;
  readonly shortest: Story | undefined;
}

parentPort?.on('message', (seed: number) => {
  report(String(seed)).then(
    (found) => parentPort?.postMessage(found),
    (error: unknown) => {
      // Ends this worker, and with it the run: a world that cannot be played is a fault of the simulator.
      setImmediate(() => {
        throw error;
      });
    },
  );
});

async function report(seed: string): Promise<Report> {
  const { story, ...played } = await play(seed);
  const broken = new Set(played.violations.map(({ invariant }) => invariant));
  const fails = async (part: Story): Promise<boolean> =>
    (await play(seed, part)).violations.some(({ invariant }) => broken.has(invariant));
  return { ...played, steps: story.length, shortest: broken.size === 0 ? undefined : await shortest(story, fails) };
}
